import assert from 'node:assert/strict';
import { type Chat, textOf } from '../../../support/chat.ts';
import { eachWithErik } from '../../../support/scene.ts';
import {
  asksToSignIn,
  codeFrom,
  exchange,
  loginRequestOf,
  offerOf,
  ssoToken,
  stands,
} from '../../../support/sign-in.ts';
import { ANNA, askForAnna, audit, fault, JOHANNA, lineOf, RESET } from '../../../support/story.ts';
import type { Client, World } from '../../../support/world.ts';

const NUMBER = /[\da-f]{8}-[\da-f-]{27}/;
const CLAIMS = { 'www-authenticate': 'Bearer error="insufficient_claims", claims="e30="' };
const HEADERS = { headers: CLAIMS };

/** What Graph goes on answering, whoever signs in, and what is said of it in the end. */
const NOT_TAKEN = [
  ['an expired token', { status: 401, code: 'InvalidAuthenticationToken' }, /does not take the sign-in/],
  ['a claims challenge (403)', { status: 403, ...HEADERS }, /Conditional Access/],
  ['a claims challenge (401)', { status: 401, ...HEADERS }, /Conditional Access/],
  ['a claims challenge in the body', { status: 403, code: 'insufficient_claims' }, /Conditional Access/],
] as const;

describe('signing in has an end', () => {
  let world: World;
  let erik: Client;
  eachWithErik(scene => ({ world, erik } = scene));

  const offers = (chat: Chat) => world.connector.in(chat.id).filter(asksToSignIn).length;

  /** Plays Teams' client: answers each sign-in card by single sign-on, until none comes any more. */
  async function signsInAsOftenAsAsked(chat: Chat): Promise<number> {
    const answered = new Set<string>();
    for (let times = 0; times < 10; times += 1) {
      const open = () => world.connector.in(chat.id).find(one => asksToSignIn(one) && !answered.has(one.id));
      const done = () => world.connector.in(chat.id).find(one => !asksToSignIn(one));
      const next = await world.connector.until(() => open() ?? done(), 'a sign-in card, or an end of it');
      if (!asksToSignIn(next)) return times;
      answered.add(next.id);
      await exchange(world, chat, offerOf(next));
    }
    return 10;
  }

  /** The number that the person was told stands in the log beside a code that is not "a mistake in the program". */
  function assertLogged(said: string, code: RegExp): void {
    const number = NUMBER.exec(said)?.[0] ?? 'no number';
    const line = world.log.map(each => JSON.parse(each)).find(each => each.correlationId === number && each.code);
    assert.match(line?.code ?? `nothing in the log about ${number}`, code);
  }

  it('GetToken finds nothing for one person, though the exchange works: it goes on with the token just exchanged', async () => {
    await fault(world, { service: 'token', pathPattern: 'GetToken', status: 404, times: null });
    const { chat, asked } = await askForAnna(world, erik);
    await exchange(world, chat, offerOf(asked));
    assert.match(textOf(await chat.card('Reset password?')), /Anna Svensson/);
    assert.equal(offers(chat), 1);
    assert.deepEqual(
      (await audit(world)).map(row => row.event),
      ['signed-in', 'request-opened'],
    );
  });

  it('GetToken finds a token for the code alone: it goes on with that token', async () => {
    await stands(world, erik, { state: 'consent-needed' });
    const { chat, asked } = await askForAnna(world, erik);
    const state = await codeFrom(offerOf(asked));
    await fault(world, { service: 'token', pathPattern: 'GetToken', status: 404, times: null, skip: 1 });
    assert.equal((await chat.invoke('signin/verifyState', { state })).status, 200);
    await chat.card('Reset password?');
    assert.equal(offers(chat), 1);
  });

  for (const [what, answer, words] of NOT_TAKEN) {
    describe(`Graph answers ${what} to everything`, () => {
      beforeEach(() => fault(world, { service: 'graph', pathPattern: 'batch', times: null, ...answer }));

      for (const text of [`reset password for ${ANNA}`, `history for ${ANNA}`]) {
        it(`"${text}": one sign-in, then one sentence with a number`, async () => {
          const chat = world.chat(erik);
          await chat.says(text);
          assert.equal(await signsInAsOftenAsAsked(chat), 1);
          const said = textOf(
            await chat.next(
              new Set(
                world.connector
                  .in(chat.id)
                  .filter(asksToSignIn)
                  .map(m => m.id),
              ),
              'the end',
            ),
          );
          assert.match(said, words);
          assertLogged(said, /^NYCKEL_DIRECTORY_UNAVAILABLE$/);
        });
      }

      it('the sign-in page: one code, then one sentence with a number', async () => {
        await stands(world, erik, { state: 'consent-needed' });
        const { chat, asked } = await askForAnna(world, erik);
        await chat.invoke('signin/verifyState', { state: await codeFrom(offerOf(asked)) });
        const said = textOf(await chat.card('This was not done'));
        assert.match(said, words);
        assertLogged(said, /^NYCKEL_DIRECTORY_UNAVAILABLE$/);
        assert.equal(offers(chat), 1);
      });
    });

    for (const [where, pathPattern] of [
      ['when roles are read again', 'batch'],
      ['at the reset', RESET],
    ] as const) {
      it(`a click, ${what} ${where}: one sign-in, then one sentence with a number`, async () => {
        const { chat, asked } = await askForAnna(world, erik);
        await fault(world, { service: 'graph', method: 'POST', pathPattern, times: null, ...answer });
        const offer = loginRequestOf(await chat.press(asked, 'confirm'));
        const authentication = {
          id: offer.tokenExchangeResource?.id,
          connectionName: 'graph',
          token: await ssoToken(world, erik),
        };
        const said = lineOf(await chat.press(asked, 'confirm', {}, { authentication }));
        assert.match(said, /Conditional Access/);
        if (pathPattern === 'batch') assert.match(said, words);
        assertLogged(said, /^NYCKEL_DIRECTORY_UNAVAILABLE$/);
      });
    }
  }

  it('as somebody else, again and again: told so each time, and not asked to sign in by itself', async () => {
    await stands(world, erik, { state: 'signed-out' });
    const johanna = await world.person(JOHANNA);
    const { chat, asked } = await askForAnna(world, erik);
    await chat.invoke('signin/verifyState', { state: await codeFrom(offerOf(asked), johanna.objectId) });
    await chat.card('signed in as somebody else');
    assert.match(textOf(await chat.says(`reset password for ${ANNA}`)), /signed in as somebody else/);
    assert.equal(offers(chat), 1);
  });

  it('in Swedish too', async () => {
    await fault(world, { service: 'graph', pathPattern: 'batch', times: null, status: 403, ...HEADERS });
    const chat = world.chat({ ...erik, locale: 'sv-SE' });
    await chat.says(`återställ lösenordet för ${ANNA}`);
    assert.equal(await signsInAsOftenAsAsked(chat), 1);
    await chat.card('villkorsstyrd åtkomst (Conditional Access)');
  });
});
