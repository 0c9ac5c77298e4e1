import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { ErrorCode, HostNotAllowedError, TokenServiceError } from '../../../../src/errors.ts';
import { Connector } from '../../../support/connector.ts';
import { CARD, messengerAt, PERSON, type Speaker, THREAD } from '../messenger-stage.ts';

const OTHER_THREAD = '19:helpdesk@thread.tacv2;messageid=2';

describe('teams/messenger: within the limits of a conversation', () => {
  let connector: Connector;
  let speaker: Speaker;
  beforeEach(async () => {
    connector = new Connector();
    await connector.start();
    speaker = messengerAt(connector.serviceUrl);
  });
  afterEach(() => connector.stop());

  const send = (conversationId?: string) => speaker.messenger.send(speaker.place(conversationId), CARD);
  const times = (count: number, act: () => Promise<unknown>) => Promise.all(Array.from({ length: count }, act));

  it('cards, messages and updates count together: the 8th waits until the first is a second old', async () => {
    const sent = await send();
    await times(3, () => speaker.messenger.update(sent, CARD));
    await times(3, () => speaker.messenger.post(speaker.place(), { text: 'hello' }));
    assert.deepEqual(speaker.pauses, []);
    await speaker.messenger.update(sent, CARD);
    assert.deepEqual(speaker.pauses, [1_000]);
    assert.equal(connector.calls.length, 8);
  });

  it('a try that Teams refused counts too', async () => {
    await times(6, () => send());
    connector.faults.push({ path: /^POST /, status: 503, times: 1 });
    await send();
    assert.equal(connector.calls.length, 8);
    assert.equal(speaker.now(), 1_000, `after waits of ${speaker.pauses}`);
  });

  it('each thread of a channel has its own limit, and is addressed by its whole id', async () => {
    await times(7, () => send(THREAD));
    await times(7, () => send(OTHER_THREAD));
    assert.deepEqual(speaker.pauses, []);
    assert.deepEqual([connector.in(THREAD).length, connector.in(OTHER_THREAD).length], [7, 7]);
    await send(OTHER_THREAD);
    assert.deepEqual(speaker.pauses, [1_000]);
  });

  it('chats are opened within the limits for each person; the roster is not paced', async () => {
    const { messenger, place } = speaker;
    await times(7, () => messenger.personalPlace(place(), PERSON));
    await times(7, () => messenger.personalPlace(place(), '29:somebody-else'));
    await times(20, () => messenger.memberObjectId(place(), PERSON));
    await times(7, () => messenger.send(place(), CARD));
    assert.deepEqual(speaker.pauses, []);
    await messenger.personalPlace(place(), PERSON);
    assert.deepEqual(speaker.pauses, [1_000]);
  });

  it('what would wait for more than 30 s is refused, and never reaches Teams', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 130 }, () => send()));
    const refused = outcomes.filter(outcome => outcome.status === 'rejected');
    assert.ok(refused.length > 0 && refused.length < 70, `${refused.length} refused`);
    for (const { reason } of refused) assert.deepEqual([reason.code, reason.kind], [ErrorCode.Teams, 'passing']);
    assert.equal(connector.calls.length, 130 - refused.length);
  });

  it('with the real clock: 9 messages at once take 2 s, and arrive in order', async () => {
    const real = messengerAt(connector.serviceUrl, {
      clock: () => performance.now(),
      pause: milliseconds => wait(milliseconds),
    });
    const began = performance.now();
    const texts = Array.from({ length: 9 }, (_, index) => `${index}`);
    await Promise.all(texts.map(text => real.messenger.post(real.place(), { text })));
    assert.ok(performance.now() - began >= 1_950);
    const arrived = connector.in(THREAD).map(message => message.text);
    assert.deepEqual(arrived.slice(7), ['7', '8']);
    assert.deepEqual([...arrived].sort(), texts);
  });
});

describe('teams/messenger: errors of our own', () => {
  let connector: Connector;
  beforeEach(async () => {
    connector = new Connector();
    await connector.start();
  });
  afterEach(() => connector.stop());

  const METHODS: readonly [string, (speaker: Speaker) => Promise<unknown>][] = [
    ['send', ({ messenger, place }) => messenger.send(place(), CARD)],
    ['update', ({ messenger, place }) => messenger.update({ ...place(), cardId: 'activity-1' }, CARD)],
    ['post', ({ messenger, place }) => messenger.post(place(), { text: 'hello' })],
    ['personalPlace', ({ messenger, place }) => messenger.personalPlace(place(), PERSON)],
    ['memberObjectId', ({ messenger, place }) => messenger.memberObjectId(place(), PERSON)],
  ];
  for (const [what, act] of METHODS) {
    it(`${what} to a host that is not on the allow-list: says so, at once`, async () => {
      const elsewhere = messengerAt(connector.serviceUrl.replace('127.0.0.1', 'localhost'));
      await assert.rejects(act(elsewhere), HostNotAllowedError);
      assert.deepEqual([connector.calls, elsewhere.pauses], [[], []]);
    });

    it(`${what} without a token of the bot’s own: says so, at once`, async () => {
      const powerless = messengerAt(connector.serviceUrl, { credential: { getToken: async () => null } });
      await assert.rejects(act(powerless), TokenServiceError);
      assert.deepEqual([connector.calls, powerless.pauses], [[], []]);
    });
  }
});
