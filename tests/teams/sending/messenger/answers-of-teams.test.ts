import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TeamsTrouble } from '../../../../src/errors.ts';
import { Connector, type ConnectorFault } from '../../../support/connector.ts';
import { pairs, runs } from '../../../support/runs.ts';
import { CARD, messengerAt, PERSON, type Speaker } from '../messenger-stage.ts';

const BLOCK_PAGE = '<!doctype html><title>Blocked by your organization</title>';

describe('teams/messenger: what Teams answers, and what others answer in its place', () => {
  const connector = new Connector();
  let speaker: Speaker;
  before(() => connector.start());
  beforeEach(() => {
    connector.forget();
    connector.members.set(PERSON, 'an-object-id');
    speaker = messengerAt(connector.serviceUrl);
  });
  after(() => connector.stop());

  /** Each thing that the bot asks of Teams, and the path of its call. */
  const ACTS: Readonly<Record<string, { path: RegExp; again: boolean; act(): Promise<unknown> }>> = {
    send: { path: /^POST .*activities/, again: false, act: () => speaker.messenger.send(speaker.place(), CARD) },
    'send twice': {
      path: /^POST .*activities/,
      again: true,
      act: () => speaker.messenger.send(speaker.place(), CARD, { twice: true }),
    },
    post: {
      path: /^POST .*activities/,
      again: false,
      act: () => speaker.messenger.post(speaker.place(), { text: 'x' }),
    },
    update: {
      path: /^PUT /,
      again: true,
      act: async () => {
        const sent = await speaker.messenger.send(speaker.place(), CARD);
        await speaker.messenger.update(sent, CARD);
      },
    },
    personalPlace: {
      path: /^POST \/v3\/conversations$/,
      again: true,
      act: () => speaker.messenger.personalPlace(speaker.place(), PERSON),
    },
    memberObjectId: {
      path: /^GET .*\/members/,
      again: true,
      act: () => speaker.messenger.memberObjectId(speaker.place(), PERSON),
    },
    roster: {
      path: /^GET .*\/pagedmembers/,
      again: true,
      act: () => speaker.messenger.roster(speaker.place(), 100),
    },
  };
  const fails = (path: RegExp, fault: Partial<ConnectorFault>, times = 100) =>
    connector.faults.push({ path, times, ...fault });
  const callsTo = (path: RegExp) => connector.calls.filter(call => path.test(`${call.method} ${call.path}`)).length;

  const CODES: readonly [status: number, code: string, kind: TeamsTrouble][] = [
    [403, 'BotNotInConversationRoster', 'not-installed'],
    [403, 'ConversationBlockedByUser', 'blocked-by-person'],
    [403, 'MessageWritesBlocked', 'blocked-or-removed'],
    [403, 'BotDisabledByAdmin', 'disabled-by-admin'],
    [403, 'BotBlockedByPolicy', 'blocked-by-policy'],
    [403, 'ForbiddenOperationException', 'blocked-by-policy'],
    [403, 'NotEnoughPermissions', 'not-permitted'],
    [403, 'InvalidBotApiHost', 'wrong-address'],
    [403, 'UserNotFound', 'person-not-found'],
    [403, 'SomethingNew', 'forbidden'],
    [400, 'SomethingNew', 'refused'],
    [413, 'MessageSizeTooBig', 'refused'],
    [401, 'BotNotRegistered', 'passing'],
    [412, 'PreconditionFailed', 'passing'],
    [429, 'Throttled', 'passing'],
    [500, 'ServiceError', 'passing'],
    [404, 'ConversationNotFound', 'not-found'],
  ];
  for (const [[what, { path, act }], [status, code, kind]] of pairs(Object.entries(ACTS), CODES)) {
    it(`${what}, ${status} ${code}: ${kind}`, async () => {
      fails(path, { status, code });
      await assert.rejects(act(), { name: 'TeamsError', kind });
    });
  }
  for (const [what, { path, act }] of Object.entries(ACTS)) {
    it(`${what}, 404 ConversationNotFound once: done with the second try`, async () => {
      fails(path, { status: 404, code: 'ConversationNotFound' }, 1);
      await act();
      assert.equal(callsTo(path), 2);
      assert.ok(speaker.now() <= 30_000);
    });
  }

  it('finds the exact code inside of a wider one, and spelled with spaces or in another case', async () => {
    const send = () => speaker.messenger.send(speaker.place(), CARD);
    const inner = { error: { code: 'Forbidden', message: 'no', innererror: { code: 'BotDisabledByAdmin' } } };
    const written = { errorCode: 209, message: '{"subCode":"MessageWritesBlocked","details":null,"errorCode":null}' };
    const spaced = { error: { code: 'conversation Blocked By User', message: '' } };
    for (const [body, kind] of [
      [inner, 'disabled-by-admin'],
      [written, 'blocked-or-removed'],
      [spaced, 'blocked-by-person'],
      [{ error: { code: 'Forbidden', message: 'subCode: toString' } }, 'forbidden'],
    ] as const) {
      fails(/POST/, { status: 403, raw: JSON.stringify(body) }, 1);
      await assert.rejects(send(), { kind });
    }
  });

  /** Answers that no connector gives, with the status under which they come. */
  const FOREIGN: readonly [what: string, fault: Partial<ConnectorFault>][] = [
    ...[200, 201, 202].flatMap((status): [string, Partial<ConnectorFault>][] => [
      [`${status} with a page`, { status, raw: BLOCK_PAGE, headers: { 'content-type': 'text/html' } }],
      [`${status} with a page that calls itself JSON`, { status, raw: BLOCK_PAGE }],
      [`${status} without a body`, { status, raw: '' }],
      [`${status} with an error`, { status, raw: '{"id":"1","members":[],"error":{"code":"Blocked"}}' }],
      [`${status} with {}`, { status, raw: '{}' }],
      [`${status} with null`, { status, raw: 'null' }],
      [`${status} with a list`, { status, raw: '[]' }],
      [`${status} with an id that is none`, { status, raw: '{"id":"","members":"none"}' }],
    ]),
    ['204', { status: 204, raw: '' }],
    ...[400, 403, 404, 407, 451].flatMap((status): [string, Partial<ConnectorFault>][] => [
      [`${status} with a page`, { status, raw: BLOCK_PAGE, headers: { 'content-type': 'text/html' } }],
      [`${status} without a body`, { status, raw: '' }],
      [`${status} with another envelope`, { status, raw: '{"error":"blocked","reason":"category"}' }],
    ]),
  ];
  for (const [[what, { path, again, act }], [how, fault]] of pairs(Object.entries(ACTS), FOREIGN)) {
    it(`${what}, ${how}: not known, ${again ? 'so it is tried again' : 'and left to its caller'}`, async () => {
      fails(path, fault);
      await assert.rejects(act(), { name: 'TeamsError', kind: 'unknown' });
      assert.equal(callsTo(path), again ? 4 : 1);
    });
  }

  it('takes no text under 200 for a sent message unless it names one (property)', async () => {
    const texts = fc.oneof(fc.string(), fc.json());
    await fc.assert(
      fc.asyncProperty(texts, async raw => {
        connector.faults.length = 0;
        fails(/POST/, { status: 200, raw }, 1);
        const named = (): string | undefined => {
          try {
            const { id, error } = JSON.parse(raw) ?? {};
            return typeof id === 'string' && error === undefined ? id : undefined;
          } catch {
            return undefined;
          }
        };
        const place = speaker.place(`19:${Math.random()}`);
        const sent = await speaker.messenger.send(place, CARD).catch(() => undefined);
        assert.equal(sent?.cardId, named() || undefined);
      }),
      { numRuns: runs(60) },
    );
  });

  for (const [status, code, absent] of [
    [404, 'MemberNotFoundInConversation', true],
    [404, 'UserNotFound', true],
    [400, 'Bad Argument', true],
    [400, 'BadSyntax', true],
    [404, 'ConversationNotFound', false],
    [400, 'SomethingNew', false],
    [403, 'UserNotFound', false],
  ] as const) {
    it(`a roster that answers ${status} ${code}: ${absent ? 'nobody has that id' : 'that says nothing of the id'}`, async () => {
      fails(/GET/, { status, code });
      const read = speaker.messenger.memberObjectId(speaker.place(), PERSON);
      if (absent) assert.equal(await read, undefined);
      else await assert.rejects(read, { name: 'TeamsError' });
    });
  }
});
