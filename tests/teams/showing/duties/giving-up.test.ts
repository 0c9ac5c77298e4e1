import assert from 'node:assert/strict';
import type { DutyKind } from '../../../../src/desk/request/duty.ts';
import { StoreError, TeamsError } from '../../../../src/errors.ts';
import type { Failure } from '../../../../src/teams/showing/duties/giving-up.ts';
import { PERFORMERS } from '../../../../src/teams/showing/duties/performers.ts';
import { ASK, FINAL, NOW, requestIn, STATES } from '../../../desk/support/requests.ts';

const DAY = 86_400_000;
const THERE_NOT = new TeamsError('Teams is not there', 'passing');
const KEPT_OUT = new TeamsError('Teams keeps the bot out', 'not-installed', { personal: true });
const NOT_KEPT = new StoreError('The store is not there');
/** What is told once a request has ended. */
const TOLD = ['alert', 'notice', 'cards'] as const satisfies readonly DutyKind[];

function alarmAt(at: number) {
  return { caller: { proofs: [], asks: [], alarm: { by: ASK.of, as: ASK.kind, at } } };
}

describe('what is owed after the end of a request is given up', () => {
  const isGivenUp = (kind: DutyKind, failure: Partial<Failure> & Pick<Failure, 'now'>) =>
    PERFORMERS[kind].isGivenUp?.({ request: requestIn('done'), error: THERE_NOT, tries: 1, ...failure });

  it('a day after its end, and not before', () => {
    for (const kind of TOLD) {
      assert.equal(isGivenUp(kind, { now: NOW + DAY - 1 }), false, kind);
      assert.equal(isGivenUp(kind, { now: NOW + DAY }), true, kind);
    }
  });

  it('a day after the alarm where that came later, however long it had ended', () => {
    const raised = NOW + 9 * DAY;
    for (const kind of TOLD) {
      for (const state of FINAL) {
        const request = { ...requestIn(state), ...alarmAt(raised) };
        assert.equal(isGivenUp(kind, { request, now: raised }), false, `${kind} ${state}`);
        assert.equal(isGivenUp(kind, { request, now: raised + DAY - 1 }), false, `${kind} ${state}`);
        assert.equal(isGivenUp(kind, { request, now: raised + DAY }), true, `${kind} ${state}`);
      }
    }
  });

  it('a day after its end where the alarm came before', () => {
    const request = requestIn('done', alarmAt(NOW - 1));
    for (const kind of TOLD) {
      assert.equal(isGivenUp(kind, { request, now: NOW + DAY - 1 }), false, kind);
      assert.equal(isGivenUp(kind, { request, now: NOW + DAY }), true, kind);
    }
  });

  it('never while the request has not ended', () => {
    for (const state of STATES.filter(each => !FINAL.includes(each))) {
      for (const kind of TOLD) assert.equal(isGivenUp(kind, { request: requestIn(state), now: NOW + 99 * DAY }), false);
    }
  });

  it('an alarm that could not be kept: never', () => {
    const request = requestIn('done', alarmAt(NOW));
    assert.equal(isGivenUp('alert', { request, error: NOT_KEPT, now: NOW + 99 * DAY, tries: 999 }), false);
    assert.equal(isGivenUp('alert', { request, error: KEPT_OUT, now: NOW, tries: 4 }), true);
  });
});
