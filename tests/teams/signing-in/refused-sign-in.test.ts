import assert from 'node:assert/strict';
import { adviceFor, ENTRA_NUMBERS } from '../../../src/entra-numbers.ts';
import en from '../../../src/locales/en/texts.json' with { type: 'json' };
import sv from '../../../src/locales/sv/texts.json' with { type: 'json' };
import { textOf } from '../../support/chat.ts';
import { codeFrom, loginRequestOf, ssoToken, stands } from '../../support/sign-in.ts';
import { askForAnna, ERIK, fault, lineOf } from '../../support/story.ts';
import { type Client, World } from '../../support/world.ts';
import { type Collected, collect } from '../../telemetry/support/collected.ts';

/** What stands around the number in an answer of Microsoft Entra ID, and has no business in the log. */
const PRIVATE =
  /maja|hemlig|fjallvind\.example|Trace ID|7c9e6679|4b1c0f5e|Timestamp|2026-03-04|hush-token|(?<!Token)ServiceError|Application '/;

/** As Microsoft Entra ID writes them ("Authentication and authorization error codes"). */
const written = (number: string) =>
  `AADSTS${number}: Refused for 'maja.hemlig@fjallvind.example', Application '7c9e6679-7425-40de-944b-e07fc1f90ae7'.\r\n` +
  'Trace ID: 7c9e6679-7425-40de-944b-e07fc1f90ae7\r\nCorrelation ID: 4b1c0f5e-9f0a-4f1e-8a5e-0d6a3d1f2c77\r\n' +
  'Timestamp: 2026-03-04 05:06:07Z';

const answer = (message: string) => ({ error: { code: 'ServiceError', message }, token: 'hush-token' });

describe('a sign-in that Microsoft Entra ID refuses', () => {
  let collected: Collected;
  let world: World;
  let erik: Client;
  before(async () => {
    collected = collect();
    world = await World.start();
    erik = await world.person(ERIK);
  });
  after(async () => {
    await world.stop();
    await collected.stop();
  });
  beforeEach(async () => {
    await world.reset();
    erik = await world.person(ERIK);
    await stands(world, erik, { state: 'signed-out' });
  });

  async function counted(): Promise<Record<string, number>> {
    const points = await collected.points('nyckel.sign_in.refusals');
    return Object.fromEntries(points.map(({ attributes, value }) => [String(attributes.aadsts), value]));
  }

  /** What Teams sends by itself where it sees a sign-in card; the token service answers as told. */
  async function refused(reply: Record<string, unknown>, client = erik) {
    await fault(world, { service: 'token', pathPattern: 'exchange', status: 400, ...reply });
    const before = await counted();
    const value = { id: '1', connectionName: 'graph', token: await ssoToken(world, client) };
    const chat = world.chat(client);
    const { status } = await chat.invoke('signin/tokenExchange', value);
    // Whatever is said of it has been said when the next message is answered.
    await chat.says('help');
    const grown = Object.entries(await counted()).filter(([number, times]) => times > (before[number] ?? 0));
    const [said = ''] = world.connector.in(chat.id).map(textOf);
    for (const line of world.log) assert.doesNotMatch(line, PRIVATE);
    return { status, counted: grown.map(([number]) => number), said, lines: lines() };
  }

  const lines = () =>
    world.log
      .map(line => JSON.parse(line) as Record<string, unknown>)
      .filter(({ msg }) => msg === 'a sign-in was refused')
      .map(({ time, correlationId, ...rest }) => {
        assert.match(String(correlationId), /^[\da-f-]{36}$/);
        return rest;
      });
  const lineFor = (number: string | undefined) => ({
    level: 'warn',
    aadsts: number ?? 'none',
    advice: adviceFor(number),
    person: erik.objectId,
    msg: 'a sign-in was refused',
  });

  for (const [number, { obstacle, advice }] of ENTRA_NUMBERS) {
    it(`AADSTS${number}: the log says what to do, the metric counts it, the card says ${obstacle}`, async () => {
      const { status, ...is } = await refused({ body: answer(written(number)) });
      assert.equal(status, 412);
      assert.deepEqual(is.lines, [{ ...lineFor(number), advice }]);
      assert.deepEqual(is.counted, [number]);
      assert.ok(is.said.includes(en[`refusal.sign-in-${obstacle}.title`]), is.said);
      assert.ok(is.said.includes(`AADSTS${number}`), is.said);
      assert.doesNotMatch(is.said, PRIVATE);
    });
  }

  const OTHERS: readonly [what: string, reply: Record<string, unknown>, number: string | undefined, as: string][] = [
    ['a number that nobody knows', { body: answer(written('99999')) }, '99999', 'other'],
    ['a longer one that nobody knows', { body: answer(written('9876543')) }, '9876543', 'other'],
    ['no number', { body: answer('Consent Required') }, undefined, 'none'],
    ['nothing at all', { foreign: 'empty' }, undefined, 'none'],
    ['404 without a number', { status: 404, foreign: 'empty' }, undefined, 'none'],
    ['a list', { status: 412, body: { errors: [] } }, undefined, 'none'],
    ['a number without its letters', { body: answer('error_codes: [65001], 50105') }, undefined, 'none'],
    ['other letters before it', { body: answer('XAADSTS65001 and aadsts50105') }, undefined, 'none'],
    ['letters behind it', { body: answer('AADSTS65001x AADSTS50105_1') }, undefined, 'none'],
    ['more digits than there are', { body: answer('AADSTS650011234567') }, undefined, 'none'],
    ['fewer digits than there are', { body: answer('AADSTS6500') }, undefined, 'none'],
    ['digits of another script', { body: answer('AADSTS６５００１') }, undefined, 'none'],
  ];
  for (const [what, reply, number, as] of OTHERS) {
    it(`${what}: in the log, counted as ${as}, and the sign-in button alone as before`, async () => {
      const is = await refused(reply);
      assert.equal(is.status, 412);
      assert.deepEqual(is.lines, [lineFor(number)]);
      assert.deepEqual(is.counted, [as]);
      assert.match(is.said, /What Nyckel is/, 'whoever is signed in to nothing reads what this is');
    });
  }

  const HIDDEN: readonly [what: string, text: string, number: string][] = [
    ['several: the first that is known', `${written('99999')} AADSTS50105: b AADSTS65001: c`, '50105'],
    ['several that nobody knows: the first', 'AADSTS99999 AADSTS88888', '99999'],
    ['the same twice', `${written('53003')} ${written('53003')}`, '53003'],
    ['a line of a log in the text', 'AADSTS65001"}\n{"level":"error","msg":"hush-token"}', '65001'],
    ['marks and escapes around it', '\u001b[31m[AADSTS65001]\u0000{hemlig}<script>', '65001'],
    ['far into a long text', `${'maja '.repeat(20_000)}AADSTS65001`, '65001'],
  ];
  for (const [what, text, number] of HIDDEN) {
    it(`${what}: one line, with the number and nothing else`, async () => {
      const is = await refused({ body: answer(text) });
      assert.deepEqual(is.lines, [lineFor(number)]);
      assert.doesNotMatch(is.said, PRIVATE);
    });
  }

  for (const status of [400, 403]) {
    it(`a page of somebody in between, under ${status}, is no answer of Microsoft Entra ID, whatever it says`, async () => {
      const is = await refused({ status, foreign: 'html', body: `<html>${written('65001')}</html>` });
      assert.deepEqual([is.lines, is.counted], [[], []]);
      assert.match(is.said, /Something went wrong/);
    });
  }

  for (const status of [403, 501]) {
    it(`under ${status}, which is trouble of the token service: the number all the same, and nothing else`, async () => {
      const is = await refused({ status, body: answer(written('7002137')) });
      assert.equal(is.status, 412);
      assert.deepEqual([is.lines, is.counted], [[lineFor('7002137')], ['7002137']]);
      assert.match(is.said, /Something went wrong/);
      assert.ok(world.log.some(line => line.includes('NYCKEL_TOKEN_SERVICE')));
    });
  }

  it('is said in Swedish to whoever reads Swedish', async () => {
    const { said } = await refused({ body: answer(written('65001')) }, { ...erik, locale: 'sv-SE' });
    assert.ok(said.includes(sv['refusal.sign-in-consent.title']), said);
    assert.match(said, /administratör inte har godkänt .* AADSTS65001/);
  });

  it('writes nothing where the exchange works', async () => {
    const value = { id: '1', connectionName: 'graph', token: await ssoToken(world, erik) };
    assert.equal((await world.chat(erik).invoke('signin/tokenExchange', value)).status, 200);
    assert.deepEqual(lines(), []);
  });

  describe('at a click', () => {
    const click = async (number: string) => {
      await stands(world, erik, { state: 'signed-in' });
      const { chat, asked } = await askForAnna(world, erik, 'channel');
      await stands(world, erik, { state: 'signed-out' });
      const offer = loginRequestOf(await chat.press(asked, 'confirm'));
      const body = answer(written(number));
      await fault(world, { service: 'token', pathPattern: 'exchange', status: 400, body });
      const authentication = { id: '1', connectionName: 'graph', token: await ssoToken(world, erik) };
      return { offer, chat, asked, pressed: await chat.press(asked, 'confirm', {}, { authentication }) };
    };

    for (const number of ['65001', '50105', '7002137']) {
      it(`AADSTS${number}, for an administrator alone: says so to the client that clicked`, async () => {
        const { pressed } = await click(number);
        assert.ok(lineOf(pressed).includes(`AADSTS${number}`), JSON.stringify(pressed));
        assert.deepEqual(lines(), [lineFor(number)]);
      });
    }

    for (const number of ['53003', '50076', '50020', '99999']) {
      it(`AADSTS${number}: the sign-in button, which works`, async () => {
        const { offer, chat, asked, pressed } = await click(number);
        assert.equal(pressed.statusCode, 412);
        assert.deepEqual(lines(), [lineFor(number)]);
        const state = await codeFrom(offer);
        assert.equal((await chat.press(asked, 'confirm', {}, { state })).statusCode, 200);
      });
    }
  });
});
