import assert from 'node:assert/strict';
import type { Account } from '../../../src/desk/judging/people-as-read.ts';
import { particularsOf } from '../../../src/desk/request/particulars.ts';

const KEPT = {
  id: 'anna',
  displayName: 'Anna Svensson',
  userPrincipalName: 'anna@contoso.example',
  givenName: 'Anna',
  surname: 'Svensson',
  jobTitle: 'Controller',
  department: 'Ekonomi',
};

describe('what is kept of a person', () => {
  it('is what the cards show later, and nothing else of what was read', () => {
    const account: Account = {
      ...KEPT,
      mail: 'anna.svensson@contoso.example',
      employeeId: '1042',
      identities: [{ signInType: 'federated', issuer: 'contoso.example' }],
      accountEnabled: true,
      lastPasswordChangeDateTime: '2026-03-01T08:00:00Z',
      manager: { id: 'bjorn', displayName: 'Björn Ek' },
      photo: 'data:image/jpeg;base64,AAAA',
    };
    assert.deepEqual(particularsOf(account), KEPT);
  });

  it('is what is known, where not all of it is', () => {
    const { id, displayName, userPrincipalName } = KEPT;
    const kept = particularsOf({ id, displayName, userPrincipalName, surname: undefined });
    assert.deepEqual(JSON.parse(JSON.stringify(kept)), { id, displayName, userPrincipalName });
  });
});
