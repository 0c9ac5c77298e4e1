import assert from 'node:assert/strict';
import type { Request } from '../../../../src/desk/request/request.ts';
import type { ConnectorFault } from '../../../support/connector.ts';
import { pairs, some } from '../../../support/runs.ts';
import { DutiesStage, SENT, type SentKind } from '../duties-stage.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
/** The bot looks every 5 seconds, so that it is tried again within 30. */
const SOON = 25 * SECOND;
const WRITING = /^(POST|PUT) /;

/** Teams' codes for "the bot may not write there". */
const KEPT_OUT: readonly (readonly [status: number, code: string])[] = [
  [403, 'BotNotInConversationRoster'],
  [403, 'ConversationBlockedByUser'],
  [403, 'MessageWritesBlocked'],
  [403, 'BotDisabledByAdmin'],
  [403, 'BotBlockedByPolicy'],
  [403, 'ForbiddenOperationException'],
  [403, 'NotEnoughPermissions'],
];

/** Everything else that Teams is known to answer, and every status with a code of which nobody has heard. */
const MAY_PASS: readonly (readonly [status: number, code: string])[] = [
  [400, 'Bad Argument'],
  [400, 'BadSyntax'],
  [401, 'BotNotRegistered'],
  [403, 'InvalidBotApiHost'],
  [403, 'UserNotFound'],
  [404, 'ActivityNotFoundInConversation'],
  [404, 'ConversationNotFound'],
  [404, 'MemberNotFoundInConversation'],
  [404, 'UserNotFound'],
  [412, 'PreconditionFailed'],
  [413, 'MessageSizeTooBig'],
  [429, 'Throttled'],
  [500, 'ServiceError'],
  [502, 'ServiceError'],
  [503, 'ServiceError'],
  [504, 'GatewayTimeout'],
  ...some(Array.from({ length: 200 }, (_, each) => 400 + each)).map(status => [status, 'SomethingNew'] as const),
];

/** What others answer in Teams' place. */
const FOREIGN = [
  { status: 403, raw: '<html>blocked</html>' },
  { status: 404, raw: '<html>nothing here</html>' },
  { status: 200, raw: '<html>sign in</html>' },
  { drops: true, status: 503 },
] as const;

/** What is asked of somebody, and how its request ends where nobody could be asked. */
const ENDS = [
  ['question', 'expired'],
  ['run-card', 'expired'],
  ['handover', 'done'],
] as const;

/** Each answer to each kind, or to one of them. */
const ANSWERS = pairs(SENT, some([...MAY_PASS, ...KEPT_OUT], 2));
const FOREIGN_ANSWERS = pairs(SENT, FOREIGN);
const REFUSALS = pairs(ENDS, some([...KEPT_OUT, ...MAY_PASS.slice(0, 16)], 3));
const answersFor = (kind: SentKind) => ANSWERS.filter(([each]) => each === kind).map(([, answer]) => answer);

describe('whatever Teams answers to what is owed', function () {
  this.timeout(180_000);
  let stage: DutiesStage;
  beforeEach(async () => {
    stage = new DutiesStage();
    await stage.start();
  });
  afterEach(() => stage.stop());

  /** From now on Teams answers so to everything that is written. */
  const answers = (status: number, code: string, more: Partial<ConnectorFault> = {}) => {
    stage.connector.faults.length = 0;
    stage.connector.faults.push({ path: WRITING, times: Number.POSITIVE_INFINITY, status, code, ...more });
  };
  const posted = () => [...stage.connector.messages.values()].filter(({ text }) => text !== 'as it was').length;
  const givenUp = () => stage.log.filter(({ msg }) => msg === 'what is owed is given up').length;

  /** Nothing has ended, nothing was said to be done, and it is tried again in time. */
  async function assertWaits(request: Request, kind: SentKind, [within, what]: [within: number, what: string]) {
    const present = await stage.present(request);
    assert.equal(present.state, request.state, what);
    assert.ok(!('handover' in present && present.handover) && !('runCard' in present && present.runCard), what);
    const left = await stage.within(request, kind);
    assert.ok(left > 0 && left <= within, `${what}: in ${left} ms`);
  }

  for (const kind of SENT) {
    it(`${kind}: no answer ends the request or the duty; it is tried again within 30 s, and then done`, async () => {
      for (const [status, code] of answersFor(kind)) {
        const what = `${status} ${code}`;
        const isKeptOut = KEPT_OUT.some(([, each]) => each === code);
        const request = await stage.owing(kind);
        const before = posted();
        answers(status, code);
        await stage.sweep();
        assert.equal(posted(), before, what);
        await assertWaits(request, kind, [isKeptOut ? MINUTE : SOON, what]);
        stage.connector.faults.length = 0;
        stage.now += await stage.within(request, kind);
        await stage.sweep();
        assert.ok(!(await stage.owes(request, kind)), what);
        assert.ok(posted() > before, what);
      }
      assert.equal(givenUp(), 0);
    });

    it(`${kind}: nor does what others answer in Teams’ place, however often`, async () => {
      for (const [, fault] of FOREIGN_ANSWERS.filter(([each]) => each === kind)) {
        const request = await stage.owing(kind, { tries: 28 });
        answers(fault.status, '', fault);
        await stage.sweep();
        await assertWaits(request, kind, [SOON, JSON.stringify(fault)]);
        stage.connector.faults.length = 0;
        stage.now += SOON;
        await stage.sweep();
        assert.ok(!(await stage.owes(request, kind)));
      }
    });
  }

  for (const kind of ['cards', 'notice'] as const) {
    for (const [status, code] of [
      [404, 'ActivityNotFoundInConversation'],
      [503, 'ServiceError'],
      [413, 'MessageSizeTooBig'],
    ] as const) {
      it(`${kind}, ${status}: tried for a day after the end, given up then, and logged once`, async () => {
        const request = await stage.owing(kind, { tries: 100 });
        answers(status, code);
        for (const later of [0, DAY - 11 * MINUTE]) {
          stage.now += later;
          await stage.sweep();
          assert.ok(await stage.owes(request, kind), `${later}`);
          assert.equal(givenUp(), 0);
        }
        stage.now += 11 * MINUTE;
        await stage.sweep();
        assert.ok(!(await stage.owes(request, kind)));
        assert.equal(givenUp(), 1);
        const calls = stage.connector.calls.length;
        stage.now += DAY;
        await stage.sweep();
        assert.equal(stage.connector.calls.length, calls);
        assert.equal(givenUp(), 1);
      });
    }
  }

  for (const [status, code] of some(KEPT_OUT, 7)) {
    it(`${code}: a word to somebody is tried four times, and a card goes on being tried`, async () => {
      const [notice, cards] = [await stage.owing('notice'), await stage.owing('cards')];
      answers(status, code);
      for (let tries = 1; tries <= 4; tries += 1) {
        assert.ok(await stage.owes(notice, 'notice'), `${tries}`);
        await stage.sweep();
        stage.now += SOON;
      }
      assert.ok(!(await stage.owes(notice, 'notice')));
      assert.ok(await stage.owes(cards, 'cards'));
      assert.equal(givenUp(), 1);
    });
  }

  for (const ending of ENDS) {
    const [kind, end] = ending;
    it(`${kind}: refused for as long as its request lives, it ends with its own time, and no sooner`, async () => {
      const request = await stage.owing(kind, { tries: 1_000 });
      const dueAt = 'dueAt' in request ? request.dueAt : 0;
      for (const [, [status, code]] of REFUSALS.filter(([each]) => each === ending)) {
        answers(status, code);
        stage.now = Math.min(stage.now + MINUTE / 2, dueAt - 1);
        await stage.sweep();
        assert.equal((await stage.present(request)).state, request.state, code);
        assert.ok(await stage.owes(request, kind), code);
      }
      stage.now = dueAt;
      await stage.sweep();
      assert.equal((await stage.present(request)).state, end);
    });
  }

  it('a card that is up to date is left alone while another one is not: somebody may be writing into it', async () => {
    const request = await stage.owing('cards');
    const asked = 'approval' in request ? request.approval?.places?.[0]?.place : undefined;
    const updates = (id = '') => stage.connector.calls.filter(({ path }) => path.endsWith(id)).length;
    stage.connector.faults.push({ path: new RegExp(`^PUT .*${request.place.cardId}$`), times: 3, status: 404 });
    for (let look = 0; look < 4; look += 1) {
      await stage.sweep();
      stage.now += SOON;
    }
    assert.deepEqual([updates(request.place.cardId), updates(asked?.cardId)], [4, 1]);
    assert.ok(!(await stage.owes(request, 'cards')));
  });

  it('trouble with several cards: each of them is in the log, and all are brought up to date', async () => {
    const request = await stage.owing('cards');
    answers(404, 'ActivityNotFoundInConversation');
    await stage.sweep();
    assert.equal(stage.log.filter(({ msg }) => msg === 'a card could not be shown').length, 2);
    stage.connector.faults.length = 0;
    stage.now += SOON;
    await stage.sweep();
    assert.equal(posted(), 2);
    assert.ok(!(await stage.owes(request, 'cards')));
  });
});
