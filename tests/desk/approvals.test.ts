import { wantsApprovalsHere } from './support/deeds.ts';
import { graph, signInEnds, stands } from './support/happenings.ts';
import { given } from './support/spec.ts';

const people = (...objectIds: string[]) => ({ kind: 'whole', objectIds, names: objectIds, outsiders: 0 }) as const;

describe('"approvals here", in the desk alone', () => {
  it('moves them to where another administrator is, and puts it on record', () =>
    given()
      .when(wantsApprovalsHere('gunnar'))
      .thenSee({ said: 'set, approved approvals', record: ['approvals-set by gunnar'] }));

  for (const [what, who, standing, rule] of [
    ['without a role', 'anna', 'none', 'requester-has-no-role'],
    ['whose role resets no passwords', 'rolf', 'readers', 'requester-has-no-role'],
    ['whose role comes through a group and holds in one unit', 'pia', 'unit', 'requester-has-no-role'],
    ['whose role is too weak', 'erik', 'helpdesk', 'approvals-role-too-weak'],
  ] as const) {
    it(`is not for somebody ${what}: ${rule}`, () =>
      given(stands(who, standing))
        .when(wantsApprovalsHere(who))
        .thenSee({ said: `refused: ${rule}, approved nowhere`, record: [`not-allowed (${rule}) by ${who}`] }));
  }

  for (const [what, gathering, rule] of [
    ['nobody else is', people('gunnar'), 'approvals-nobody-else'],
    ['nobody else could approve', people('gunnar', 'anna', 'rolf'), 'approvals-nobody-else'],
    ['there are people from outside', { ...people('gunnar', 'ulla'), outsiders: 1 }, 'approvals-outsiders'],
    ['there are too many', { kind: 'too-large', most: 100 }, 'approvals-too-many'],
    ['it is not known who is there', { kind: 'unknown' }, 'approvals-people-unknown'],
  ] as const) {
    it(`is refused where ${what}: ${rule}`, () =>
      given()
        .when(wantsApprovalsHere('gunnar', gathering))
        .thenSee({ said: `refused: ${rule}, approved nowhere`, record: [`not-allowed (${rule}) by gunnar`] }));
  }

  it('leaves them where they are when it is refused', () =>
    given(wantsApprovalsHere('gunnar'))
      .when(wantsApprovalsHere('gunnar', people('gunnar')))
      .thenSee({
        said: 'refused: approvals-nobody-else, approved approvals',
        record: ['not-allowed (approvals-nobody-else) by gunnar'],
      }));

  it('changes nothing while Graph is down, nor with a sign-in that no longer holds', async () => {
    await given(graph([], 'examine-down')).when(wantsApprovalsHere('gunnar')).thenSee({ said: 'fails: unavailable' });
    await given(signInEnds('gunnar')).when(wantsApprovalsHere('gunnar')).thenSee({ said: 'fails: sign-in-again' });
  });
});
