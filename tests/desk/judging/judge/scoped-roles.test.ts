import assert from 'node:assert/strict';
import { judge } from '../../../../src/desk/judging/judge.ts';
import type {
  AdministrativeUnit,
  Requester,
  RoleHolding,
  Target,
} from '../../../../src/desk/judging/people-as-read.ts';
import { knownTarget } from '../../support/known-target.ts';

type Scoped = readonly RoleHolding[] | 'outage' | undefined;

const POLICY = { passwordWriteback: 'unknown', federatedDomains: 'refuse' } as const;
const stockholm: AdministrativeUnit = { id: 'stockholm', restricted: false };
const helpdesk: RoleHolding = {
  templateId: '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  name: 'Helpdesk Administrator',
  listed: true,
};
const forStockholm: RoleHolding = { ...helpdesk, listed: false, unit: stockholm };
const erik: Requester = { id: 'erik', displayName: 'Erik', roles: [], roleGroupIds: ['stockholm-helpdesk'] };
const anna = knownTarget(
  { id: 'anna', displayName: 'Anna Svensson', userPrincipalName: 'anna@x.example', identities: [] },
  { units: [stockholm], domains: [{ name: 'x.example', federated: false }] },
);

/** Judges with these scoped roles behind the groups of the requester; tells which groups were asked about. */
async function judged(scoped: Scoped, requester: Requester = erik, target: Target | undefined = anna) {
  const asked: (readonly string[])[] = [];
  const session = {
    async scopedRolesOf(groups: readonly string[]) {
      asked.push(groups);
      return scoped;
    },
  };
  const { refusal, requester: known } = await judge(session, POLICY, {
    action: 'reset-password',
    who: { accounts: ['erik'] },
    requester,
    target,
  });
  return { refusal, roles: known.roles, asked };
}

describe('roles that come through a group and are scoped to a unit', () => {
  it('are read where nothing else lets this person, and then let them', async () => {
    assert.deepEqual(await judged([forStockholm]), {
      refusal: undefined,
      roles: [forStockholm],
      asked: [['stockholm-helpdesk']],
    });
  });

  it('are read for whoever has another role that does not reach the target', async () => {
    const elsewhere = { ...helpdesk, unit: { id: 'malmo', restricted: false } };
    const { refusal, roles } = await judged([forStockholm], { ...erik, roles: [elsewhere] });
    assert.equal(refusal, undefined);
    assert.deepEqual(roles, [elsewhere, forStockholm]);
  });

  it('are not read where another role is enough', async () => {
    const { refusal, asked } = await judged([], { ...erik, roles: [helpdesk] });
    assert.deepEqual([refusal, asked], [undefined, []]);
  });

  it('are not read for whoever is in no such group', async () => {
    const { refusal, asked } = await judged([forStockholm], { ...erik, roleGroupIds: [] });
    assert.deepEqual([refusal?.rule, asked], ['requester-has-no-role', []]);
  });

  it('are not read where no role could lift the refusal', async () => {
    const synced = { ...anna, account: { ...anna.account, onPremisesSyncEnabled: true } };
    const { refusal, asked } = await judged([forStockholm], { ...erik, roles: [helpdesk] }, synced);
    assert.deepEqual([refusal?.rule, asked], ['target-synced', []]);
  });

  it('that are none leave the refusal, which is for the same reason', async () => {
    const { refusal, asked } = await judged([]);
    assert.deepEqual([refusal?.rule, asked.length], ['requester-has-no-role', 1]);
  });

  it('of another unit do not reach the target', async () => {
    const elsewhere = { ...forStockholm, unit: { id: 'malmo', restricted: false } };
    assert.equal((await judged([elsewhere])).refusal?.rule, 'target-outside-unit');
  });

  it('that are not told are not known, which is never none', async () => {
    assert.deepEqual((await judged(undefined)).refusal, { rule: 'requester-roles-unknown', values: {} });
  });

  it('that the directory gave no answer to are not known for want of one', async () => {
    const { refusal, roles } = await judged('outage');
    assert.deepEqual(refusal, { rule: 'requester-roles-unknown', values: { outage: 'roles' } });
    assert.equal(roles, undefined);
  });

  it('are read as well where there is no target yet: whoever has one may ask for somebody', async () => {
    const session = { scopedRolesOf: async () => [forStockholm] };
    const { refusal } = await judge(session, POLICY, {
      action: 'reset-password',
      who: { accounts: ['erik'] },
      requester: erik,
      target: undefined,
    });
    assert.equal(refusal, undefined);
  });
});
