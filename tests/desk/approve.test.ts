import { approves, asks, cancels, confirms, declines } from './support/deeds.ts';
import { graph, passes, signInEnds, stands, sweeps } from './support/happenings.ts';
import { given } from './support/spec.ts';

const MINUTE = 60_000;
const ASKED = [asks('rolf'), confirms()];

describe('approving, in the desk alone', () => {
  it('lets the request be run, and calls nobody by itself', () =>
    given(...ASKED)
      .when(approves('gunnar'))
      .thenSee({ said: 'approved', record: ['request-approved by gunnar'], sealed: false }));

  it('takes the first of two', () =>
    given(...ASKED, approves('gunnar'))
      .when(approves('ulla'))
      .thenSee({ said: 'stale' }));

  for (const [who, rule] of [
    ['erik', 'approver-is-requester'],
    ['rolf', 'approver-is-target'],
    ['anna', 'approver-has-no-role'],
    ['nils', 'approver-has-no-role'],
  ] as const) {
    it(`is not for ${who}: ${rule}`, () =>
      given(...ASKED)
        .when(approves(who))
        .thenSee({ said: `not allowed: ${rule}`, record: [`approval-refused (${rule}) by ${who}`] }));
  }

  it('is not for somebody whose role does not cover the target', () =>
    given(...ASKED, stands('rolf', 'user'), stands('ulla', 'helpdesk'))
      .when(approves('ulla'))
      .thenSee({
        said: 'not allowed: approver-role-does-not-cover',
        record: ['approval-refused (approver-role-does-not-cover) by ulla'],
      }));

  it('is not for an administrator who has asked for it, whatever the role', () =>
    given(...ASKED, stands('erik', 'global'))
      .when(approves('erik'))
      .thenSee({
        said: 'not allowed: approver-is-requester',
        record: ['approval-refused (approver-is-requester) by erik'],
      }));

  it('ends the request where the target is no longer as the card showed it', () =>
    given(...ASKED, stands('rolf', 'helpdesk'))
      .when(approves('gunnar'))
      .thenSee({
        said: 'refused: target-roles-changed',
        record: ['request-refused (target-roles-changed) by gunnar'],
      }));

  it('comes too late for what was cancelled, or has waited for an hour', async () => {
    await given(...ASKED, cancels())
      .when(approves('gunnar'))
      .thenSee({ said: 'stale' });
    await given(...ASKED, passes(60 * MINUTE), sweeps())
      .when(approves('gunnar'))
      .thenSee({ said: 'stale' });
  });

  it('is nothing before anybody was asked', () =>
    given(asks('rolf')).when(approves('gunnar')).thenSee({ said: 'stale' }));

  it('changes nothing while Graph is down, nor with a sign-in that no longer holds', async () => {
    await given(...ASKED, graph([], 'examine-down'))
      .when(approves('gunnar'))
      .thenSee({ said: 'fails: unavailable' });
    await given(...ASKED, signInEnds('gunnar'))
      .when(approves('gunnar'))
      .thenSee({ said: 'fails: sign-in-again' });
  });
});

describe('declining, in the desk alone', () => {
  it('ends the request', () =>
    given(...ASKED)
      .when(declines('gunnar'))
      .thenSee({ said: 'declined', record: ['request-declined by gunnar'], sealed: false }));

  it('is not for the requester, who can cancel', () =>
    given(...ASKED)
      .when(declines('erik'))
      .thenSee({
        said: 'not allowed: approver-is-requester',
        record: ['approval-refused (approver-is-requester) by erik'],
      }));

  it('is not for somebody without a role', () =>
    given(...ASKED)
      .when(declines('anna'))
      .thenSee({
        said: 'not allowed: approver-has-no-role',
        record: ['approval-refused (approver-has-no-role) by anna'],
      }));

  it('comes too late for what was approved', () =>
    given(...ASKED, approves('gunnar'))
      .when(declines('ulla'))
      .thenSee({ said: 'stale' }));
});
