import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROLES_THAT_GIVE_A_PASS } from '../../../../src/desk/actions/temporary-access-pass/acting-roles.ts';
import { mayAct, mayRevokeSessions } from '../../../../src/desk/judging/authority.ts';
import { judge } from '../../../../src/desk/judging/judge.ts';
import type { RoleHolding, Target } from '../../../../src/desk/judging/people-as-read.ts';
import type { Refusal } from '../../../../src/desk/request/refusal.ts';
import { skipBecause } from '../../../support/skip.ts';
import { knownTarget } from '../../support/known-target.ts';

const TABLE = path.resolve(import.meta.dirname, '../../../../../shared/data/who-can-reset.json');

interface Table {
  actors: Record<string, { name: string; templateId: string }>;
  targetRoles: { name: string; templateId: string; resettableBy: string[] }[];
  targetStates: { key: string; resettableBy: string[] }[];
}

const POLICY = { passwordWriteback: 'unknown', federatedDomains: 'refuse' } as const;
const EXECUTIVES = { id: 'executives', restricted: true };
const STOCKHOLM = { id: 'stockholm', restricted: false };

/** Microsoft Entra, "Microsoft Entra built-in roles", by template id. */
const IDS = {
  'Password Administrator': '966707d0-3269-4727-9be2-8c3a10f19b9d',
  'Helpdesk Administrator': '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  'User Administrator': 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  'Authentication Administrator': 'c4e39bd9-1100-46d3-8c65-fb160da0071f',
  'Privileged Authentication Administrator': '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
  'Global Administrator': '62e90394-69f5-4237-9190-012177145e10',
  'Directory Readers': '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  'Guest Inviter': '95e79109-95c0-4d8e-aee3-d01accf2d47b',
  'Message Center Reader': '790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b',
  'Reports Reader': '4a5d8f65-41da-4de4-8968-e035b65339cf',
  'Usage Summary Reports Reader': '75934031-6c7e-415a-99d7-48dbd49e875e',
  'User Experience Success Manager': '27460883-1df1-4691-b032-3b79643e5e63',
  'Groups Administrator': 'fdd7a751-b60b-444a-984c-02652fe8fa1c',
  'Privileged Role Administrator': 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  'Exchange Administrator': '29232cdf-9323-42fd-ade2-1d097af3e4de',
  'a custom role': '0c0ffee0-0000-4000-8000-000000000001',
} as const;
type RoleName = keyof typeof IDS;

const NO_PASSES: readonly RoleName[] = ['Password Administrator', 'Helpdesk Administrator', 'User Administrator'];
const STRONGEST: readonly RoleName[] = ['Privileged Authentication Administrator', 'Global Administrator'];
const AUTHENTICATION: RoleName = 'Authentication Administrator';

/** Whom Authentication Administrator gives a pass, beside those without a role: its column of the password table. */
const COVERED: readonly RoleName[] = [
  'Directory Readers',
  'Guest Inviter',
  'Message Center Reader',
  'Password Administrator',
  'Reports Reader',
  'Usage Summary Reports Reader',
  'User Experience Success Manager',
  'Authentication Administrator',
];

const held = (templateId: string, unit?: RoleHolding['unit']): RoleHolding => ({
  templateId,
  name: templateId,
  unit,
  listed: !unit,
});
const role = (name: RoleName, unit?: RoleHolding['unit']) => held(IDS[name], unit);
const anna = knownTarget(
  { id: 'anna', displayName: 'Anna Svensson', userPrincipalName: 'anna@x.example', identities: [] },
  { domains: [{ name: 'x.example', federated: false }] },
);

/** Why somebody with these roles can't give a pass to Anna as she then is; undefined: they can. */
async function refusalTo(roles: readonly RoleHolding[], change: Partial<Target> = {}): Promise<Refusal | undefined> {
  const requester = { id: 'erik', displayName: 'Erik', roles, roleGroupIds: [] };
  const session = { scopedRolesOf: () => assert.fail('nothing more is to be read') };
  const who = { accounts: ['erik'] };
  const parties = { action: 'temporary-access-pass', who, requester, target: { ...anna, ...change } } as const;
  return (await judge(session, POLICY, parties)).refusal;
}

const ruleFor = async (...args: Parameters<typeof refusalTo>) => (await refusalTo(...args))?.rule;

describe('who gives whom a Temporary Access Pass', () => {
  it('is told by the table for resets, without the three roles that give none: every cell', async function () {
    if (!existsSync(TABLE)) skipBecause(this, '../shared is not there');
    const table: Table = JSON.parse(readFileSync(TABLE, 'utf8'));
    const states: Record<string, Partial<Target>> = {
      NO_ROLE: {},
      ROLE_ASSIGNABLE_GROUP: { guardsRoles: true },
      RMAU_SCOPED_ROLE_HOLDER: { roles: [role('Reports Reader', EXECUTIVES)] },
      ANY_OTHER_ROLE: { roles: [role('Exchange Administrator')] },
    };
    const rows = [
      ...table.targetRoles.map(({ templateId, ...row }) => ({ ...row, target: { roles: [held(templateId)] } })),
      ...table.targetStates.map(row => ({ ...row, name: row.key, target: states[row.key] })),
    ];
    let cells = 0;
    for (const [key, { name, templateId }] of Object.entries(table.actors)) {
      const gives = !NO_PASSES.some(each => each === name);
      for (const { name: row, resettableBy, target } of rows) {
        assert.ok(target, row);
        const rule = await ruleFor([held(templateId)], target);
        assert.equal(rule === undefined, gives && resettableBy.includes(key), `${name} for ${row}: ${rule}`);
        if (!gives) assert.equal(rule, 'requester-has-no-role', `${name} for ${row}`);
        cells += 1;
      }
    }
    assert.equal(cells, 6 * 18);
  });

  for (const name of NO_PASSES) {
    it(`not ${name}, who resets passwords: for nobody`, async () => {
      assert.equal(await ruleFor([role(name)]), 'requester-has-no-role');
      assert.equal(await ruleFor([role(name), role('Reports Reader')]), 'requester-has-no-role');
    });
  }

  for (const name of Object.keys(IDS) as RoleName[]) {
    it(`to a ${name}`, async () => {
      const target = { roles: [role(name)] };
      for (const strong of STRONGEST) assert.equal(await ruleFor([role(strong)], target), undefined, strong);
      const expected = COVERED.includes(name) ? undefined : 'requester-role-does-not-cover';
      assert.equal(await ruleFor([role(AUTHENTICATION)], target), expected);
    });
  }

  it('to somebody without a role: each of the three', async () => {
    for (const name of [AUTHENTICATION, ...STRONGEST]) assert.equal(await ruleFor([role(name)]), undefined, name);
  });

  it('to a member or owner of a role-assignable group: the two strongest alone', async () => {
    assert.equal(await ruleFor([role(AUTHENTICATION)], { guardsRoles: true }), 'target-guards-roles');
    for (const name of STRONGEST) assert.equal(await ruleFor([role(name)], { guardsRoles: true }), undefined, name);
  });

  it('to a member of a restricted unit: who holds a role scoped to it', async () => {
    const target = { units: [EXECUTIVES] };
    for (const name of [AUTHENTICATION, ...STRONGEST])
      assert.equal(await ruleFor([role(name)], target), 'target-restricted', name);
    assert.equal(await ruleFor([role(AUTHENTICATION, EXECUTIVES)], target), undefined);
    assert.equal(await ruleFor([role('Helpdesk Administrator', EXECUTIVES)], target), 'requester-has-no-role');
  });

  it('within a unit: to its members who hold no role', async () => {
    const scoped = [role(AUTHENTICATION, STOCKHOLM)];
    assert.equal(await ruleFor(scoped, { units: [STOCKHOLM] }), undefined);
    assert.equal(await ruleFor(scoped), 'target-outside-unit');
    const reader = { units: [STOCKHOLM], roles: [role('Reports Reader')] };
    assert.equal(await ruleFor(scoped, reader), 'requester-role-does-not-cover');
    assert.equal(
      await ruleFor([role('Global Administrator', STOCKHOLM)], { units: [STOCKHOLM] }),
      'target-outside-unit',
    );
  });

  it('never to oneself, whatever the role', async () => {
    const own = { account: { ...anna.account, id: 'erik' } };
    for (const name of [AUTHENTICATION, ...STRONGEST]) assert.equal(await ruleFor([role(name)], own), 'own-account');
  });

  it('not where something is unknown, and not where a role could be activated that is not covered', async () => {
    const strongest = [role('Global Administrator')];
    assert.equal(await ruleFor(strongest, { roles: undefined }), 'target-roles-unknown');
    assert.equal(await ruleFor(strongest, { guardsRoles: undefined }), 'target-groups-unknown');
    assert.equal(await ruleFor(strongest, { units: undefined }), 'target-units-unknown');
    assert.equal(await ruleFor(strongest, { domains: undefined }), 'target-domain-unknown');
    const eligible = { roles: [{ ...role('Helpdesk Administrator'), listed: false, eligible: true }] };
    assert.equal(await ruleFor([role(AUTHENTICATION)], eligible), 'target-eligible');
  });

  it('names who can, and not those who could reset the password', async () => {
    const denied = await refusalTo([role(AUTHENTICATION)], { roles: [role('Helpdesk Administrator')] });
    assert.equal(denied?.values.covering, STRONGEST.join(', '));
  });

  it('takes one role that covers the whole target, not several that do so together', () => {
    const standing = { guardsRoles: false, units: [], roles: [role(AUTHENTICATION), role('Helpdesk Administrator')] };
    const two = [role(AUTHENTICATION), role('Helpdesk Administrator')];
    assert.equal(mayAct(ROLES_THAT_GIVE_A_PASS, two, standing), false);
    assert.equal(mayAct(ROLES_THAT_GIVE_A_PASS, [...two, role('Global Administrator')], standing), true);
  });

  it('may also sign the person out everywhere', () => {
    const nobody = { guardsRoles: false, units: [], roles: [] };
    for (const name of [AUTHENTICATION, ...STRONGEST])
      assert.equal(mayRevokeSessions(ROLES_THAT_GIVE_A_PASS, [role(name)], nobody), true, name);
  });
});
