import assert from 'node:assert/strict';
import { ROLES_THAT_RESET } from '../../../src/desk/actions/reset-password/acting-roles.ts';
import {
  chosenTarget,
  judgeChange,
  judgeRequester,
  judgeTarget,
  maySignOutEverywhere,
} from '../../../src/desk/judging/judge.ts';
import type { Account, Requester, RoleHolding, Target } from '../../../src/desk/judging/people-as-read.ts';
import { knownTarget } from '../support/known-target.ts';

const action = 'reset-password';
const POLICY = { passwordWriteback: 'unknown', federatedDomains: 'refuse' } as const;

const account: Account = {
  id: 'anna',
  displayName: 'Anna Svensson',
  userPrincipalName: 'anna@x.example',
  identities: [],
};
const role = (templateId: string, name: string): RoleHolding => ({ templateId, name, listed: true });
const helpdesk = role('729827e3-9c14-49f7-bb1b-9608f156bbb8', 'Helpdesk Administrator');
const global = role('62e90394-69f5-4237-9190-012177145e10', 'Global Administrator');
const reader = role('4a5d8f65-41da-4de4-8968-e035b65339cf', 'Reports Reader');
const custom: RoleHolding = { templateId: 'custom', name: 'Printer Operator', listed: false };
const erik: Requester = { id: 'erik', displayName: 'Erik', roles: [helpdesk], roleGroupIds: [] };
const ERIK = { accounts: ['erik'] };
const admin: Requester = { ...erik, roles: [global] };

const anna = knownTarget(account, { domains: [{ name: 'x.example', federated: false }] });
const rule = (requester: Requester, change: Partial<Target>) =>
  judgeTarget({ action, requester, actor: { accounts: [requester.id] }, target: { ...anna, ...change } }, POLICY)?.rule;

describe('who asks', () => {
  it('may go on with a role that resets somebody', () => {
    for (const { templateId, name } of ROLES_THAT_RESET) {
      assert.equal(judgeRequester(ROLES_THAT_RESET, { ...erik, roles: [role(templateId, name)] }, ERIK), undefined);
    }
  });
  it('is refused without one, and with one that resets nobody', () => {
    assert.equal(judgeRequester(ROLES_THAT_RESET, { ...erik, roles: [] }, ERIK)?.rule, 'requester-has-no-role');
    assert.equal(judgeRequester(ROLES_THAT_RESET, { ...erik, roles: [reader] }, ERIK)?.rule, 'requester-has-no-role');
  });
  it('is refused when the roles could not be read', () => {
    assert.equal(
      judgeRequester(ROLES_THAT_RESET, { ...erik, roles: undefined }, ERIK)?.rule,
      'requester-roles-unknown',
    );
  });
  it('is refused with the sign-in of somebody else, whatever its roles', () => {
    const another = { rule: 'signed-in-as-another', values: { account: 'Erik' } } as const;
    assert.deepEqual(judgeRequester(ROLES_THAT_RESET, admin, another), another);
  });
});

describe('whom it is about', () => {
  it('may be reset when ordinary', () => assert.equal(rule(erik, {}), undefined));
  it('is never oneself', () => assert.equal(rule(admin, { account: { ...account, id: 'erik' } }), 'own-account'));

  it('is never another account of one’s own, and what is not known of that is not "no"', () => {
    const about = (employeeId?: string) => {
      const actor = { accounts: ['erik', 'adm'], employeeIds: ['7'] };
      return judgeTarget({ action, requester: admin, actor, target: { ...anna, employeeId } }, POLICY)?.rule;
    };
    assert.deepEqual(
      [about('7'), about('8'), about(''), about()],
      ['own-account', undefined, undefined, 'person-unknown'],
    );
  });

  it('is refused where something about it is unknown, whatever the role, and the refusal says what', () => {
    assert.equal(rule(admin, { roles: undefined }), 'target-roles-unknown');
    assert.equal(rule(admin, { guardsRoles: undefined }), 'target-groups-unknown');
    assert.equal(rule(admin, { units: undefined }), 'target-units-unknown');
    assert.equal(rule(admin, { domains: undefined }), 'target-domain-unknown');
    const hidden = { account: { ...account, isManagementRestricted: true } };
    assert.equal(rule(admin, hidden), 'target-units-unknown', 'restricted, but no restricted unit is seen');
  });

  it('is refused when no role covers it, and the refusal names who can', () => {
    const denied = judgeTarget(
      { action, requester: erik, actor: ERIK, target: { ...anna, roles: [global, global] } },
      POLICY,
    );
    assert.deepEqual(denied, {
      rule: 'requester-role-does-not-cover',
      values: {
        target: 'Anna Svensson',
        roles: 'Global Administrator',
        covering: 'Privileged Authentication Administrator, Global Administrator',
      },
    });
  });

  it('is refused for its groups, units and restrictions with their own reasons', () => {
    assert.equal(rule(erik, { guardsRoles: true }), 'target-guards-roles');
    assert.equal(rule(erik, { guardsRoles: true, roles: [helpdesk] }), 'target-guards-roles', 'the role is covered');
    assert.equal(rule(erik, { guardsRoles: true, roles: [global] }), 'requester-role-does-not-cover');
    assert.equal(rule(admin, { guardsRoles: true }), undefined);
    const restricted = {
      units: [{ id: 'u', restricted: true }],
      account: { ...account, isManagementRestricted: true },
    };
    assert.equal(rule(admin, restricted), 'target-restricted');
    assert.equal(rule(admin, { units: [{ id: 'u', restricted: true }] }), 'target-restricted');
    const scoped: Requester = { ...erik, roles: [{ ...helpdesk, unit: { id: 'u', restricted: true }, listed: false }] };
    assert.equal(rule(scoped, restricted), undefined);
    assert.equal(rule(scoped, {}), 'target-outside-unit');
  });

  it('is protected by roles that it may activate as by active ones, and the refusal says so', () => {
    const activable = (one: RoleHolding): RoleHolding => ({ ...one, listed: false, eligible: true });
    const values = { target: 'Anna Svensson', roles: 'Global Administrator' };
    const covering = 'Privileged Authentication Administrator, Global Administrator';
    const denied = judgeTarget(
      { action, requester: erik, actor: ERIK, target: { ...anna, roles: [helpdesk, activable(global)] } },
      POLICY,
    );
    assert.deepEqual(denied, { rule: 'target-eligible', values: { ...values, covering } });
    assert.equal(rule(erik, { roles: [activable(global)] }), 'target-eligible');
    assert.equal(rule(erik, { roles: [activable(helpdesk)] }), undefined, 'covered');
    assert.equal(rule(admin, { roles: [activable(global)] }), undefined, 'the strongest get through');
    const both = judgeTarget(
      { action, requester: erik, actor: ERIK, target: { ...anna, roles: [custom, activable(global)] } },
      POLICY,
    );
    assert.deepEqual([both?.rule, both?.values.roles], ['requester-role-does-not-cover', 'Printer Operator']);
    const scoped: Requester = {
      ...erik,
      roles: [{ ...helpdesk, unit: { id: 'u', restricted: false }, listed: false }],
    };
    const inside = { units: [{ id: 'u', restricted: false }] };
    assert.equal(rule(scoped, { ...inside, roles: [activable(reader)] }), 'target-eligible');
    assert.equal(rule(scoped, inside), undefined);
  });

  it('is not said to be outside of a unit that hides its members', () => {
    const inUnit = (hidesMembers?: boolean): Requester => ({
      ...erik,
      roles: [{ ...helpdesk, unit: { id: 'u', restricted: false, hidesMembers }, listed: false }],
    });
    assert.equal(rule(inUnit(), {}), 'target-outside-unit');
    assert.equal(rule(inUnit(true), {}), 'target-units-unknown');
    assert.equal(rule(inUnit(true), { units: [{ id: 'u', restricted: false }] }), undefined, 'listed is known');
  });

  it('is refused for what it is before for who holds it', () => {
    assert.equal(
      rule(erik, { account: { ...account, onPremisesSyncEnabled: true }, roles: [global] }),
      'target-synced',
    );
  });
});

describe('signing out everywhere', () => {
  it('is offered where the covering role may, and never about what is unknown', () => {
    assert.equal(maySignOutEverywhere({ action, requester: erik, target: anna }), true);
    const password: Requester = { ...erik, roles: [role('966707d0-3269-4727-9be2-8c3a10f19b9d', 'Password')] };
    assert.equal(maySignOutEverywhere({ action, requester: password, target: anna }), false);
    assert.equal(maySignOutEverywhere({ action, requester: erik, target: { ...anna, roles: undefined } }), false);
    assert.equal(maySignOutEverywhere({ action, requester: { ...erik, roles: undefined }, target: anna }), false);
  });
});

describe('what changed between card and click', () => {
  const shown = chosenTarget({ ...anna, roles: [reader] });
  const change = (target: Partial<Target>, before = shown) =>
    judgeChange('reset-password', before, { ...anna, ...target })?.rule;

  it('is an eligible role that came, went or was activated, where both could read them', () => {
    const activable: RoleHolding = { ...reader, listed: false, eligible: true };
    const known = chosenTarget({ ...anna, roles: [activable] });
    assert.equal(change({ roles: [activable] }, known), undefined);
    assert.equal(change({ roles: [] }, known), 'target-roles-changed');
    assert.equal(change({ roles: [reader] }, known), 'target-roles-changed');
    assert.equal(change({ roles: [activable] }, chosenTarget(anna)), 'target-roles-changed');
    assert.equal(change({ roles: [], eligibilityUnknown: true }, known), undefined, 'who looks now may not read them');
    assert.equal(
      change({ roles: [activable] }, chosenTarget({ ...anna, eligibilityUnknown: true })),
      undefined,
      'nor could who asked',
    );
    assert.equal(change({ roles: [reader], eligibilityUnknown: true }, known), 'target-roles-changed');
  });

  it('is nothing when all is as it was, in whatever order the roles come', () => {
    assert.equal(change({ roles: [reader] }), undefined);
    const two = chosenTarget({ ...anna, roles: [reader, helpdesk] });
    assert.equal(change({ roles: [helpdesk, reader] }, two), undefined);
  });
  it('is told with both names', () => {
    const renamed = judgeChange('reset-password', shown, {
      ...anna,
      roles: [reader],
      account: { ...account, displayName: 'Anna Berg' },
    });
    assert.equal(renamed?.rule, 'target-changed');
    assert.match(renamed?.values.before ?? '', /Anna Svensson/);
    assert.match(renamed?.values.after ?? '', /Anna Berg/);
    assert.equal(change({ roles: [reader], account: { ...account, userPrincipalName: 'b@x' } }), 'target-changed');
  });
  it('is a refusal when a role came, went, moved to a unit or can no longer be read', () => {
    const scoped = { ...reader, unit: { id: 'u', restricted: false } };
    for (const roles of [[], [reader, global], [global], [scoped], [reader, custom], undefined]) {
      assert.equal(change({ roles }), 'target-roles-changed');
    }
  });
  it('is not a role that the card could not know, but is one that it knew', () => {
    const partly = chosenTarget({ ...anna, roles: [reader], rolesComplete: false });
    assert.equal(change({ roles: [reader, custom] }, partly), undefined);
    assert.equal(change({ roles: [custom] }, partly), 'target-roles-changed');
    assert.equal(change({ roles: [reader, global] }, partly), 'target-roles-changed');
  });
});
