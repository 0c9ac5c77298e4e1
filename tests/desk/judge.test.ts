import assert from 'node:assert/strict';
import type { Account, Role, Target } from '../../src/desk/account.ts';
import { ACTING_ROLES } from '../../src/desk/authority.ts';
import { ineligibility } from '../../src/desk/eligibility.ts';
import { chosen, judgeChange, judgeRequester, judgeTarget } from '../../src/desk/judge.ts';

const account: Account = {
  id: 'anna',
  displayName: 'Anna Svensson',
  userPrincipalName: 'anna@x.example',
  identities: [{ signInType: 'userPrincipalName', issuer: 'x.example' }],
};
const helpdesk: Role = { templateId: '729827e3-9c14-49f7-bb1b-9608f156bbb8', name: 'Helpdesk Administrator' };
const global: Role = { templateId: '62e90394-69f5-4237-9190-012177145e10', name: 'Global Administrator' };
const reader: Role = { templateId: '4a5d8f65-41da-4de4-8968-e035b65339cf', name: 'Reports Reader' };
const erik = { id: 'erik', displayName: 'Erik', roles: [helpdesk] };

const withAccount = (change: Partial<Account>, roles: Target['roles'] = []): Target => ({
  account: { ...account, ...change },
  roles,
});

describe('who asks', () => {
  it('may go on with a role that resets somebody', () => {
    for (const role of ACTING_ROLES) assert.equal(judgeRequester({ ...erik, roles: [role] }, 'erik'), undefined);
  });
  it('is refused without one, and with one that resets nobody', () => {
    assert.equal(judgeRequester({ ...erik, roles: [] }, 'erik')?.rule, 'requester-has-no-role');
    assert.equal(judgeRequester({ ...erik, roles: [reader] }, 'erik')?.rule, 'requester-has-no-role');
  });
  it('is refused when the roles could not be read', () => {
    assert.equal(judgeRequester({ ...erik, roles: undefined }, 'erik')?.rule, 'requester-roles-unknown');
  });
  it('is refused with the sign-in of somebody else, whatever its roles', () => {
    const denied = judgeRequester({ ...erik, roles: [global] }, 'somebody-else');
    assert.deepEqual(denied, { rule: 'signed-in-as-another', values: { account: 'Erik' } });
  });
});

describe('whom it is about', () => {
  it('may be reset when ordinary', () => {
    assert.equal(judgeTarget(erik, withAccount({})), undefined);
  });
  it('is never oneself', () => {
    const self = judgeTarget({ ...erik, roles: [global] }, withAccount({ id: 'erik' }));
    assert.equal(self?.rule, 'own-account');
  });
  it('is refused when its roles are unknown, even for a Global Administrator', () => {
    const denied = judgeTarget({ ...erik, roles: [global] }, { account, roles: undefined });
    assert.equal(denied?.rule, 'target-roles-unknown');
  });
  it('is refused when no role covers it, and the refusal names who can', () => {
    const denied = judgeTarget(erik, withAccount({}, [global]));
    assert.deepEqual(denied, {
      rule: 'requester-role-does-not-cover',
      values: {
        target: 'Anna Svensson',
        roles: 'Global Administrator',
        covering: 'Privileged Authentication Administrator, Global Administrator',
      },
    });
  });

  const INELIGIBLE: readonly [what: string, change: Partial<Account>, rule: string | undefined][] = [
    ['invited', { creationType: 'Invitation' }, 'target-external'],
    ['an invitation that was accepted', { externalUserState: 'Accepted' }, 'target-external'],
    ['an invitation that was not accepted yet', { externalUserState: 'PendingAcceptance' }, 'target-external'],
    ['a sign-in name of a guest', { userPrincipalName: 'a_b.example#EXT#@x.example' }, 'target-external'],
    ['a federated identity', { identities: [{ signInType: 'federated', issuer: 'google.com' }] }, 'target-external'],
    ['synced from Windows Server AD', { onPremisesSyncEnabled: true }, 'target-synced'],
    ['synced once', { onPremisesSyncEnabled: false }, undefined],
    ['in a restricted management unit', { isManagementRestricted: true }, 'target-restricted'],
    ['user type Guest, at home here', { userType: 'Guest' }, undefined],
    ['sign-in blocked', { accountEnabled: false }, undefined],
  ];
  for (const [what, change, rule] of INELIGIBLE) {
    it(`${what}: ${rule ?? 'may be reset'}`, () => {
      assert.equal(ineligibility({ ...account, ...change }), rule);
      assert.equal(judgeTarget({ ...erik, roles: [global] }, withAccount(change))?.rule, rule);
    });
  }
});

describe('what changed between card and click', () => {
  const shown = chosen({ account, roles: [reader] });

  it('is nothing when all is as it was, in whatever order the roles come', () => {
    assert.equal(judgeChange(shown, { account, roles: [reader] }), undefined);
    const two = chosen({ account, roles: [reader, helpdesk] });
    assert.equal(judgeChange(two, { account, roles: [helpdesk, reader] }), undefined);
  });
  it('is told with both names', () => {
    const renamed = judgeChange(shown, withAccount({ displayName: 'Anna Berg' }, [reader]));
    assert.equal(renamed?.rule, 'target-changed');
    assert.match(renamed?.values.before ?? '', /Anna Svensson/);
    assert.match(renamed?.values.after ?? '', /Anna Berg/);
    assert.equal(judgeChange(shown, withAccount({ userPrincipalName: 'b@x' }, [reader]))?.rule, 'target-changed');
  });
  it('is a refusal when a role came or went', () => {
    for (const roles of [[], [reader, global], [global]]) {
      assert.equal(judgeChange(shown, { account, roles })?.rule, 'target-roles-changed');
    }
  });
});
