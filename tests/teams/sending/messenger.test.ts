import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ErrorCode, TeamsError } from '../../../src/errors.ts';
import { Connector, type ConnectorFault } from '../../support/connector.ts';
import { pairs } from '../../support/runs.ts';
import { CARD, messengerAt, PERSON, type Speaker, THREAD } from './messenger-stage.ts';

const POSTING = /^POST .*activities/;
const UPDATING = /^PUT /;
const OPENING = /^POST \/v3\/conversations$/;
const ROSTER = /^GET .*members/;
/** How long a try may take where the test is about an answer that does not come, and how long that takes. Milliseconds. */
const TRY_TIMEOUT = 1_000;
const TOO_LATE = 5_000;

describe('teams/messenger: what Teams refuses', () => {
  let connector: Connector;
  let speaker: Speaker;
  beforeEach(async () => {
    connector = new Connector();
    await connector.start();
    speaker = messengerAt(connector.serviceUrl);
  });
  afterEach(() => connector.stop());

  /** Lets one kind of call go wrong in this way, the next so many times. */
  const fails = (path: RegExp, fault: Partial<ConnectorFault>, times = 100) =>
    connector.faults.push({ path, times, ...fault });
  const callsTo = (path: RegExp) => connector.calls.filter(call => path.test(`${call.method} ${call.path}`)).length;
  const send = (conversationId = THREAD) => speaker.messenger.send(speaker.place(conversationId), CARD);
  /** An update of a card that is there. */
  const update = async () => {
    const sent = await send();
    return speaker.messenger.update(sent, { ...CARD, body: [{ type: 'TextBlock', text: 'new' }] });
  };
  const open = () => speaker.messenger.personalPlace(speaker.place(), PERSON);
  const read = () => speaker.messenger.memberObjectId(speaker.place(), PERSON);

  const ONCE = [['send', POSTING, send]] as const;
  const REPEATABLE = [
    ['update', UPDATING, update],
    ['personalPlace', OPENING, open],
    ['memberObjectId', ROSTER, read],
  ] as const;

  const CALLS = [...ONCE, ...REPEATABLE];

  for (const [[what, path, act], status] of pairs(CALLS, [412, 429, 502, 503, 504])) {
    it(`${what}, ${status} twice: done with the third try, after 0.5 to 1 s and 1 to 2 s`, async () => {
      fails(path, { status }, 2);
      await act();
      assert.equal(callsTo(path), 3);
      const [first = 0, second = 0, ...more] = speaker.pauses;
      assert.ok(first >= 500 && first <= 1_000 && second >= 1_000 && second <= 2_000, speaker.pauses.join());
      assert.deepEqual(more, []);
    });

    it(`${what}, ${status} for good: 4 tries, and later it may succeed`, async () => {
      fails(path, { status });
      await assert.rejects(act(), { code: ErrorCode.Teams, kind: 'passing' });
      assert.equal(callsTo(path), 4);
    });
  }

  const AT_ONE_GO = [
    [400, 'refused'],
    [401, 'passing'],
    [403, 'not-installed'],
    [404, 'not-found'],
    [405, 'refused'],
    [413, 'refused'],
    [501, 'passing'],
  ] as const;
  for (const [[what, path, act], [status, kind]] of pairs(CALLS, AT_ONE_GO)) {
    // Of a conversation it may pass: connector-answers.test.ts.
    if (status === 404 && what !== 'update') continue;
    it(`${what}, ${status}: one try at one go, ${kind}`, async () => {
      fails(path, { status });
      await assert.rejects(act(), { name: 'TeamsError', kind });
      assert.equal(callsTo(path), 1);
      assert.deepEqual(speaker.pauses, []);
    });
  }

  /** How a call can end without anybody knowing whether it was done. */
  const UNCERTAIN: readonly [string, Partial<ConnectorFault>][] = [
    ['408', { status: 408 }],
    ['500', { status: 500 }],
    ['a dropped connection', { drops: true }],
  ];
  for (const [how, fault] of UNCERTAIN) {
    it(`send, ${how}: it may have been delivered, so there is one try only`, async () => {
      fails(POSTING, fault);
      await assert.rejects(send(), { name: 'TeamsError', kind: /^(passing|unknown)$/ });
      assert.equal(callsTo(POSTING), 1);
      assert.ok(connector.messages.size <= 1);
    });

    for (const [what, path, act] of REPEATABLE) {
      it(`${what}, ${how} once: done with the second try`, async () => {
        fails(path, fault, 1);
        await act();
        assert.equal(callsTo(path), 2);
      });
    }
  }

  it('no answer in time: send has one try only, all others are done with the second', async () => {
    speaker = messengerAt(connector.serviceUrl, { tryTimeout: TRY_TIMEOUT });
    const sent = await send();
    for (const path of [POSTING, UPDATING, OPENING, ROSTER]) fails(path, { delayMilliseconds: TOO_LATE }, 1);
    const again = { ...CARD, body: [] };
    await Promise.all([
      assert.rejects(send('19:other@thread.tacv2'), { name: 'TeamsError', kind: /^(passing|unknown)$/ }),
      speaker.messenger.update(sent, again),
      open(),
      read(),
    ]);
    assert.deepEqual([POSTING, UPDATING, OPENING, ROSTER].map(callsTo), [1 + 1, 2, 2, 2]);
  });

  it('an update that was answered late is there once more, as it is', async () => {
    fails(UPDATING, { drops: true }, 3);
    await update();
    assert.equal(callsTo(UPDATING), 4);
    assert.match(JSON.stringify(connector.in(THREAD)), /"new"/);
    assert.equal(connector.in(THREAD).length, 1);
  });

  it('send, where nothing listens: nothing can have arrived, so it is tried 4 times', async () => {
    const nowhere = messengerAt('http://127.0.0.1:1/');
    await assert.rejects(nowhere.messenger.send(nowhere.place(), CARD), {
      name: 'TeamsError',
      kind: /^(passing|unknown)$/,
    });
    assert.equal(nowhere.pauses.length, 3);
  });

  it('waits are drawn by chance, so that several bots do not come back together', async () => {
    for (const conversation of ['a', 'b', 'c', 'd', 'e']) {
      fails(POSTING, { status: 503 }, 1);
      await send(conversation);
    }
    assert.ok(speaker.pauses.length === 5 && new Set(speaker.pauses).size > 1, speaker.pauses.join());
  });

  it('post, 500: one try, as for a card; 503 once: two', async () => {
    fails(POSTING, { status: 500 }, 1);
    await assert.rejects(speaker.messenger.post(speaker.place(), { text: 'hello' }), { name: 'TeamsError' });
    fails(POSTING, { status: 503 }, 1);
    await speaker.messenger.post(speaker.place(), { text: 'hello' });
    assert.equal(callsTo(POSTING), 3);
    assert.deepEqual(
      connector.in(THREAD).map(message => message.text),
      ['hello'],
    );
  });

  it('nobody has that id in the roster: no error, and one call', async () => {
    assert.equal(await read(), undefined);
    assert.equal(callsTo(ROSTER), 1);
  });

  it('a call that takes too long is broken off, so that it can’t overtake what comes later', async () => {
    const closed = Promise.withResolvers<void>();
    const silent = createServer(request => request.socket.once('close', () => closed.resolve()));
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    try {
      const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
      const { messenger, place } = messengerAt(url, { tryTimeout: TRY_TIMEOUT });
      await assert.rejects(messenger.send(place(), CARD), { name: 'TeamsError' });
      await closed.promise;
    } finally {
      silent.closeAllConnections();
      silent.close();
    }
  });

  describe('Retry-After', () => {
    it('is waited for, in seconds', async () => {
      fails(POSTING, { status: 429, headers: { 'retry-after': '7' } }, 1);
      await send();
      assert.ok(speaker.pauses.length === 1 && speaker.now() > 7_500 && speaker.now() <= 8_000, `${speaker.now()}`);
    });

    it('is waited for, as a date', async () => {
      const date = new Date(Date.now() + 9_000).toUTCString();
      fails(POSTING, { status: 503, headers: { 'retry-after': date } }, 1);
      await send();
      assert.ok(speaker.now() > 7_000 && speaker.now() <= 10_000, `${speaker.now()}`);
    });

    for (const value of ['soon', '-5', '', 'Mon, 01 Jan 2001 00:00:00 GMT']) {
      it(`“${value}” is no wait: the usual one`, async () => {
        fails(POSTING, { status: 429, headers: { 'retry-after': value } }, 1);
        await send();
        assert.ok(speaker.now() >= 500 && speaker.now() <= 1_000, `${speaker.now()}`);
      });
    }

    it('of more than 30 s is not waited for: one try', async () => {
      fails(POSTING, { status: 429, headers: { 'retry-after': '30' } });
      await assert.rejects(send(), { name: 'TeamsError', kind: /^(passing|unknown)$/ });
      assert.equal(callsTo(POSTING), 1);
      assert.deepEqual(speaker.pauses, []);
    });

    it('all waits together are at most 30 s, even with tries left', async () => {
      fails(POSTING, { status: 429, headers: { 'retry-after': '12' } });
      await assert.rejects(send(), { name: 'TeamsError', kind: /^(passing|unknown)$/ });
      assert.equal(callsTo(POSTING), 3);
      assert.ok(speaker.now() <= 30_000, `${speaker.now()}`);
    });

    it('of 429 holds back whatever else is for that conversation, for at most 30 s, and no other', async () => {
      fails(POSTING, { status: 429, headers: { 'retry-after': '600' } }, 1);
      await assert.rejects(send(), { name: 'TeamsError' });
      await send('19:another@thread.tacv2');
      assert.equal(speaker.now(), 0);
      await send();
      assert.equal(speaker.now(), 30_000);
    });

    it('of 503 holds back nothing else', async () => {
      fails(POSTING, { status: 503, headers: { 'retry-after': '600' } }, 1);
      await assert.rejects(send(), { name: 'TeamsError' });
      await send();
      assert.equal(speaker.now(), 0);
    });
  });

  it('when the bot stops, a wait ends with what Teams answered last', async () => {
    const stopping = messengerAt(connector.serviceUrl, { pause: () => Promise.reject(new Error('aborted')) });
    fails(POSTING, { status: 503 });
    await assert.rejects(stopping.messenger.send(stopping.place(), CARD), (error: unknown) => {
      assert.ok(error instanceof TeamsError && error.kind === 'passing');
      assert.match(error.message, /503/);
      return true;
    });
    assert.equal(callsTo(POSTING), 1);
  });
});
