import assert from 'node:assert/strict';
import { type Chat, type InvokeAnswer, textOf } from '../../../support/chat.ts';
import type { SentActivity } from '../../../support/connector.ts';
import { codeFrom, exchange, offerOf, ssoToken, stands } from '../../../support/sign-in.ts';
import { ANNA, askForAnna, audit, ERIK, fault, lineOf, MINUTE, OLIVIA } from '../../../support/story.ts';
import { type Client, World } from '../../../support/world.ts';

const TURNS = 30;
const TOO_MUCH = /at most 30 things a minute/;

interface Call {
  service: string;
  path: string;
  caller?: string;
}

describe('more turns than one person may have in a minute', () => {
  let world: World;
  let erik: Client;
  /** Somebody of the tenant without a role. */
  let olivia: Client;
  let card: SentActivity;
  let elsewhere: Chat;
  beforeEach(async () => {
    world = await World.startUnhurried(TURNS);
    [erik, olivia] = [await world.person(ERIK), await world.person(OLIVIA)];
    ({ chat: elsewhere, asked: card } = await askForAnna(world, erik, 'groupChat'));
  });
  afterEach(() => world.stop());

  /** The calls to Graph and the token service for somebody without a role so far, and the rows on record. */
  async function cost(): Promise<{ calls: string[]; rows: number }> {
    const { calls } = await world.sandbox.control<{ calls: Call[] }>('GET', 'calls');
    const channelUserId = encodeURIComponent(olivia.channelUserId);
    const theirs = calls.filter(({ caller, path }) => caller === olivia.objectId || path.includes(channelUserId));
    return { calls: theirs.map(({ path }) => path), rows: (await audit(world)).length };
  }

  /** Uses up what a person may have in this minute, with the cheapest that there is. */
  async function spend(client: Client): Promise<void> {
    const chat = world.chat(client, 'groupChat');
    for (let times = 0; times < TURNS; times += 1) await chat.execute('nothing', {}, 'activity-1');
  }

  type Turn = (chat: Chat) => Promise<{ status: number; body?: unknown }>;
  const value = async () => ({ id: '1', connectionName: 'graph', token: await ssoToken(world, olivia) });
  const message =
    (text: string): Turn =>
    chat =>
      chat.post({ type: 'message', text });

  const isLine = (answer: { body?: unknown }) => assert.match(lineOf(answer as InvokeAnswer), TOO_MUCH);
  const isStatus = (status: number) => (answer: { status: number }) => assert.equal(answer.status, status);

  /** Everything that somebody without a role can cause work with, and the answer that its client knows. */
  const turns: Readonly<Record<string, readonly [Turn, (answer: { status: number; body?: unknown }) => void]>> = {
    'a reset asked for': [message(`reset password for ${ANNA}`), isStatus(200)],
    'a history asked for': [message('history'), isStatus(200)],
    'status asked for': [message('status'), isStatus(200)],
    'sign out': [message('sign out'), isStatus(200)],
    help: [message('help'), isStatus(200)],
    nonsense: [message('lorem ipsum'), isStatus(200)],
    'an installation': [chat => chat.post({ type: 'installationUpdate', action: 'add' }), isStatus(200)],
    'a click on another person’s card': [chat => chat.press(card, 'confirm'), isLine],
    'a click with a code': [chat => chat.press(card, 'confirm', {}, { state: '000000' }), isLine],
    'a click with an unknown verb': [chat => chat.execute('nothing', {}, card.id), isLine],
    'a click of no shape at all': [
      chat => chat.invoke('adaptiveCard/action', { action: { type: 'Action.Execute' } }),
      isLine,
    ],
    'a token of single sign-on': [async chat => chat.invoke('signin/tokenExchange', await value()), isStatus(412)],
    'a code of the sign-in page': [chat => chat.invoke('signin/verifyState', { state: '000000' }), isStatus(404)],
    'a sign-in that failed': [chat => chat.invoke('signin/failure', { code: 'invokeerror' }), isStatus(200)],
    'a sign-in of no shape': [chat => chat.invoke('signin/tokenExchange', 'nonsense'), isStatus(400)],
  };

  for (const [what, [turn, assertAnswer]] of Object.entries(turns)) {
    it(`${what}: answered as its client wants it, and without any effect`, async () => {
      await spend(olivia);
      const before = await cost();
      for (let times = 0; times < 3; times += 1) assertAnswer(await turn(world.chat(olivia)));
      assert.deepEqual(await cost(), before);
    });
  }

  it('is said once a minute, in the person’s language', async () => {
    await spend(olivia);
    const chat = world.chat({ ...olivia, locale: 'sv-SE' });
    for (let times = 0; times < 5; times += 1) await message('hjälp')(chat);
    await chat.card('högst 30 saker i minuten');
    await world.chat(erik).says('help');
    assert.equal(world.connector.in(chat.id).length, 1);
    const warnings = world.log.filter(line => line.includes('asks for too much') && line.includes(olivia.objectId));
    assert.equal(warnings.length, 1);
  });

  it('is over after a minute', async () => {
    await spend(olivia);
    const chat = world.chat(olivia);
    isLine(await chat.execute('nothing', {}, card.id));
    world.passTime(MINUTE);
    assert.match(lineOf(await chat.execute('nothing', {}, card.id)), /does not work any more/);
  });

  it('is nobody else’s matter: theirs go on', async () => {
    await spend(olivia);
    assert.match(textOf(await world.chat(erik).says(`reset password for ${ANNA}`)), /Reset password\?/);
  });

  it('is one person’s, whatever they call themselves on the channel, and in whatever conversation', async () => {
    await spend(olivia);
    const renamed = { ...olivia, channelUserId: `29:${OLIVIA}`, objectId: olivia.objectId.toUpperCase() };
    isLine(await world.chat(renamed, 'channel').execute('nothing', {}, card.id));
  });

  it('does not take from a card what it can still do: the same press works a minute later', async () => {
    await spend(erik);
    isLine(await elsewhere.press(card, 'cancel'));
    world.passTime(MINUTE);
    assert.match(textOf((await elsewhere.press(card, 'cancel')).value), /Cancelled/);
  });

  it('counts nothing that has no effect anyway: reactions, edits, typing, unknown invokes', async () => {
    const chat = world.chat(olivia);
    for (let times = 0; times < TURNS; times += 1) {
      for (const type of ['messageReaction', 'messageUpdate', 'messageDelete', 'typing', 'conversationUpdate']) {
        await chat.post({ type, text: 'help' });
      }
      await chat.invoke('task/fetch', {});
    }
    assert.match(textOf(await chat.says('help')), /password/);
  });
});

describe('wrong sign-ins, again and again', () => {
  let world: World;
  let erik: Client;
  let chat: Chat;
  let asked: SentActivity;
  beforeEach(async () => {
    world = await World.startUnhurried(1_000);
    erik = await world.person(ERIK);
    await stands(world, erik, { state: 'signed-out' });
    ({ chat, asked } = await askForAnna(world, erik));
  });
  afterEach(() => world.stop());

  async function callsOf(path: string): Promise<number> {
    const { calls } = await world.sandbox.control<{ calls: Call[] }>('GET', 'calls?service=token');
    return calls.filter(call => call.path.includes(path)).length;
  }

  /** A code that is not the one of the page. */
  async function guesses(times: number, state: string): Promise<number[]> {
    const wrong = state === '000000' ? '000001' : '000000';
    const answers: number[] = [];
    for (let each = 0; each < times; each += 1) {
      answers.push((await chat.invoke('signin/verifyState', { state: wrong })).status);
    }
    return answers;
  }

  it('the sixth code within ten minutes is not taken to the token service, and the person is told what to do', async () => {
    const state = await codeFrom(offerOf(asked));
    const before = await callsOf('GetToken');
    assert.deepEqual(new Set(await guesses(20, state)), new Set([404]));
    assert.equal((await callsOf('GetToken')) - before, 5);
    await chat.card('Wait ten minutes, then ask again');
    // The right one comes too late as well: whoever guesses must not see it by the answer.
    assert.equal((await chat.invoke('signin/verifyState', { state })).status, 404);
    const rules = (await audit(world)).map(row => row.rule);
    assert.deepEqual(rules, ['wrong-code', 'too-many-codes']);
  });

  it('all of them at the same moment: five are taken to the token service', async () => {
    const before = await callsOf('GetToken');
    await Promise.all(Array.from({ length: 30 }, () => chat.invoke('signin/verifyState', { state: 'nonsense' })));
    assert.equal((await callsOf('GetToken')) - before, 5);
  });

  it('ten minutes later they are tried again', async () => {
    await guesses(6, '');
    world.passTime(10 * MINUTE);
    const before = await callsOf('GetToken');
    await guesses(1, '');
    assert.equal((await callsOf('GetToken')) - before, 1);
  });

  it('a right code begins anew', async () => {
    const state = await codeFrom(offerOf(asked));
    await guesses(4, state);
    assert.equal((await chat.invoke('signin/verifyState', { state })).status, 200);
    const before = await callsOf('GetToken');
    await guesses(5, state);
    assert.equal((await callsOf('GetToken')) - before, 5);
  });

  it('codes of clicks count with the others', async () => {
    await stands(world, erik, { state: 'signed-in' });
    const card = await chat.says(`reset password for ${ANNA}`);
    await stands(world, erik, { state: 'signed-out' });
    await guesses(3, '');
    const before = await callsOf('GetToken');
    for (let times = 0; times < 2; times += 1) await chat.press(card, 'confirm', {}, { state: 'nonsense' });
    assert.match(lineOf(await chat.press(card, 'confirm', {}, { state: 'nonsense' })), /Wait ten minutes/);
    assert.equal((await callsOf('GetToken')) - before, 2);
  });

  it('trouble of the token service is nobody’s wrong code', async () => {
    const state = await codeFrom(offerOf(asked));
    await fault(world, { service: 'token', pathPattern: 'GetToken', status: 403, times: null });
    await guesses(7, state);
    await world.sandbox.control('DELETE', 'faults');
    assert.equal((await chat.invoke('signin/verifyState', { state })).status, 200);
    await chat.card('Reset password?');
  });

  it('a token that can’t be exchanged is taken there five times, and the button of the card still works', async () => {
    await stands(world, erik, { state: 'consent-needed' });
    for (let times = 0; times < 12; times += 1) {
      assert.equal((await exchange(world, chat, offerOf(asked))).status, 412);
    }
    assert.equal(await callsOf('exchange'), 5);
    const state = await codeFrom(offerOf(asked));
    assert.equal((await chat.invoke('signin/verifyState', { state })).status, 200);
    await chat.card('Reset password?');
  });
});
