import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { codeOf, DirectoryError, SealError, StoreError, TeamsError, TokenServiceError } from '../../src/errors.ts';
import { type Chat, textOf } from '../support/chat.ts';
import type { SentActivity } from '../support/connector.ts';
import { eachAskedForAnna } from '../support/scene.ts';
import { codeFrom, exchange, offerOf, stands } from '../support/sign-in.ts';
import { ANNA, fault } from '../support/story.ts';
import type { Client, World } from '../support/world.ts';

const UNEXPECTED = 'NYCKEL_UNEXPECTED';

/** What a turn starts from. */
interface Before {
  world: World;
  erik: Client;
  chat: Chat;
  card: SentActivity;
}

type Turn = (before: Before) => Promise<unknown>;

/** How each service fails from now on, and the code of that. */
const FAILURES: Readonly<Record<string, readonly [code: string, fail: (world: World) => unknown]>> = {
  store: [
    'NYCKEL_STORE_UNAVAILABLE',
    async world => {
      const db = new DatabaseSync(world.storePath);
      for (const table of ['requests', 'pending', 'audit']) {
        for (const change of ['INSERT', 'UPDATE', 'DELETE']) {
          db.exec(
            `CREATE TRIGGER ${table}_${change} BEFORE ${change} ON ${table} BEGIN SELECT RAISE(ABORT, 'no room'); END`,
          );
        }
      }
      db.close();
    },
  ],
  'token service, refusing': [
    'NYCKEL_TOKEN_SERVICE',
    world => fault(world, { service: 'token', status: 403, times: null }),
  ],
  'token service, somebody else’s page': [
    'NYCKEL_TOKEN_SERVICE',
    world =>
      fault(world, {
        service: 'token',
        status: 200,
        times: null,
        body: '<html>',
        headers: { 'content-type': 'text/html' },
      }),
  ],
  'token service, cut off': [
    'NYCKEL_TOKEN_SERVICE',
    world => fault(world, { service: 'token', malformedJson: true, times: null }),
  ],
  Graph: [
    'NYCKEL_DIRECTORY_UNAVAILABLE',
    world => fault(world, { service: 'graph', pathPattern: 'batch', status: 500, times: null }),
  ],
  connector: ['NYCKEL_TEAMS', world => world.connector.faults.push({ path: /./, times: 1_000, status: 403 })],
};

const message =
  (text: string): Turn =>
  ({ chat }) =>
    chat.post({ type: 'message', text });
const click =
  (verb: string, value = {}): Turn =>
  ({ chat, card }) =>
    chat.press(card, verb, {}, value);

/** Every kind of turn, and which services it needs. */
const TURNS: Readonly<Record<string, readonly [Turn, needs: RegExp]>> = {
  'a reset asked for': [message(`reset password for ${ANNA}`), /store|token|Graph|connector/],
  'a history asked for': [message(`history for ${ANNA}`), /store|token|Graph|connector/],
  'sign out': [message('sign out'), /store|token.*(refusing|page)|connector/],
  help: [message('help'), /connector/],
  'an installation': [({ chat }) => chat.post({ type: 'installationUpdate', action: 'add' }), /connector/],
  Confirm: [click('confirm'), /store|token|Graph/],
  Cancel: [click('cancel'), /store/],
  'Confirm with a code': [click('confirm', { state: '123456' }), /token.*(refusing|page)/],
  'somebody else’s click': [
    async ({ world, chat, card }) =>
      chat.as(await world.person('olivia.bennett@fjallvind.example')).press(card, 'confirm'),
    /store/,
  ],
  'a failed single sign-on': [({ chat }) => chat.invoke('signin/failure', { code: 'invokeerror' }), /store/],
  'a wrong code': [({ chat }) => chat.invoke('signin/verifyState', { state: 'x' }), /store|token.*(refusing|page)/],
};

describe('a failure of somebody else goes into the log under its own code', () => {
  let world: World;
  let before: Before;
  eachAskedForAnna(({ asked: card, ...scene }) => {
    ({ world } = scene);
    before = { ...scene, card };
  });

  const codes = () => world.log.map(line => JSON.parse(line).code).filter(code => code !== undefined);

  async function assertCode(code: string): Promise<void> {
    const unexpected = () => world.log.find(line => line.includes(UNEXPECTED));
    await world.connector.until(() => (codes().includes(code) || unexpected()) ?? undefined, code, 20_000);
    assert.equal(unexpected(), undefined);
  }

  for (const [service, [code, fail]] of Object.entries(FAILURES)) {
    for (const [what, [turn]] of Object.entries(TURNS).filter(([, [, needs]]) => needs.test(service))) {
      it(`${service}: ${what} is ${code}, and never 5xx`, async () => {
        await fail(world);
        const { status } = (await turn(before)) as { status: number };
        assert.ok(status < 500, `answered ${status}`);
        await assertCode(code);
      });
    }
  }

  for (const [service, [code, fail]] of Object.entries(FAILURES).filter(([name]) => /store|token|Graph/.test(name))) {
    it(`${service}: what waited for a sign-in`, async () => {
      await stands(world, before.erik, { state: 'signed-out' });
      const asked = await before.chat.says(`reset password for ${ANNA}`);
      await fail(world);
      const { status } = await exchange(world, before.chat, offerOf(asked));
      assert.ok(status === 200 || status === 412, `answered ${status}`);
      await assertCode(code);
    });
  }

  for (const [how, broken] of [
    ['an error', { status: 500 }],
    ['no answer', { delayMs: 12_000 }],
    ['a dropped connection', { drop: 'before' }],
  ] as const) {
    it(`token service: ${how} to an exchange is 412 in time for the client, and a word to the person`, async () => {
      const { chat, erik } = before;
      await stands(world, erik, { state: 'signed-out' });
      const asked = await chat.says(`reset password for ${ANNA}`);
      await fault(world, { service: 'token', pathPattern: 'exchange', times: null, ...broken });
      const since = performance.now();
      const { status, body } = await exchange(world, chat, offerOf(asked));
      assert.ok(performance.now() - since < 5_000, 'Teams gives up after 5 seconds');
      assert.deepEqual([status, Object.keys(body ?? {})], [412, ['id', 'connectionName', 'failureDetail']]);
      await chat.card('Something went wrong');
      await assertCode('NYCKEL_TOKEN_SERVICE');
      await world.sandbox.control('DELETE', 'faults');
      await chat.invoke('signin/verifyState', { state: await codeFrom(offerOf(asked)) });
      const cards = () => world.connector.in(chat.id).filter(each => textOf(each).includes('Reset password?'));
      await world.connector.until(() => cards()[1], 'what was asked for');
    });
  }

  it('connector: what waited for a sign-in, in the background', async () => {
    await stands(world, before.erik, { state: 'signed-out' });
    const asked = await before.chat.says(`reset password for ${ANNA}`);
    world.connector.faults.push({ path: /./, times: 1_000, status: 403 });
    assert.equal((await exchange(world, before.chat, offerOf(asked))).status, 200);
    await assertCode('NYCKEL_TEAMS');
  });

  it('store: the minute timer', async () => {
    await FAILURES.store?.[1](world);
    world.passTime(11 * 60_000);
    await world.bot.sweep();
    await assertCode('NYCKEL_STORE_UNAVAILABLE');
  });
});

describe('codeOf', () => {
  const coded = [
    new StoreError('a'),
    new TeamsError('b', 'passing'),
    new DirectoryError('busy', 'c'),
    new TokenServiceError('d'),
    new SealError('e'),
  ];
  for (const error of coded) {
    it(`finds ${error.code} wherever a library has put it`, () => {
      const wrapped: unknown[] = [
        error,
        new Error('library', { cause: error }),
        new Error('library', { cause: new TypeError('deeper', { cause: error }) }),
        new AggregateError([new Error('another'), error]),
        Object.assign(new Error('library'), { innerError: error }),
        new Error('library', { cause: new AggregateError([error]) }),
      ];
      for (const each of wrapped) assert.equal(codeOf(each), error.code);
    });
  }

  it('takes what nobody has coded for a mistake in the program, whatever it is, and ends where errors cause each other', () => {
    const circle = new Error('a');
    circle.cause = new Error('b', { cause: circle });
    for (const each of [circle, new TypeError('x'), 'text', undefined, null, { code: 'NYCKEL_TEAMS' }]) {
      assert.equal(codeOf(each), UNEXPECTED);
    }
  });
});
