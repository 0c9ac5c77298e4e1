import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROLES_THAT_RESET } from '../../../src/desk/actions/reset-password/acting-roles.ts';
import { ineligibility } from '../../../src/desk/actions/reset-password/eligibility.ts';
import { mayAct, mayRevokeSessions, type Standing } from '../../../src/desk/judging/authority.ts';
import { judgeTarget } from '../../../src/desk/judging/judge.ts';
import type { Account, Domain, RoleHolding } from '../../../src/desk/judging/people-as-read.ts';
import { policySchema } from '../../../src/desk/policy/policy.ts';
import en from '../../../src/locales/en/texts.json' with { type: 'json' };
import { code, everyRow, PAGE, table } from '../../support/rules-page.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const yesOrNo = (yes: boolean) => (yes ? 'Yes' : '–');

const UNIT = { A: { id: 'a', restricted: false }, R: { id: 'r', restricted: true } };
const HELPDESK = '729827e3-9c14-49f7-bb1b-9608f156bbb8';
const GLOBAL = '62e90394-69f5-4237-9190-012177145e10';
const OUTSIDE_THE_TABLE = '29232cdf-9323-42fd-ade2-1d097af3e4de';
const held = (templateId: string, unit?: RoleHolding['unit']): RoleHolding => ({
  templateId,
  name: templateId,
  unit,
  listed: !unit,
});
const NOBODY: Standing = { roles: [], guardsRoles: false, units: [] };
const GUARD: Standing = { ...NOBODY, guardsRoles: true };
const holding = (...roles: RoleHolding[]): Standing => ({ ...NOBODY, roles });

/** The rows of "Who can reset whom" that are no role. */
const STATES: Readonly<Record<string, readonly Standing[]>> = {
  'No administrator role': [NOBODY],
  'No administrator role, but member or owner of a role-assignable group': [GUARD],
  'Holds a role that is scoped to a restricted management administrative unit': ROLES_THAT_RESET.filter(
    role => role.unitScoped,
  ).map(role => holding(held(role.templateId, UNIT.R))),
  'Any other built-in role, and every custom role': [
    holding(held(OUTSIDE_THE_TABLE)),
    holding({ ...held('a-custom-role'), listed: false }),
  ],
};

const SCOPES: Readonly<Record<string, Standing>> = {
  'In no unit': NOBODY,
  'In A': { ...NOBODY, units: [UNIT.A] },
  "In A, holds a role that the requester's role covers": { ...holding(held(HELPDESK)), units: [UNIT.A] },
  'In A, member or owner of a role-assignable group': { ...GUARD, units: [UNIT.A] },
  'In R': { ...NOBODY, units: [UNIT.R] },
  'In A and R': { ...NOBODY, units: [UNIT.A, UNIT.R] },
  "In R, holds a role that the requester's role covers": { ...holding(held(HELPDESK)), units: [UNIT.R] },
};

describe('docs/rules.md: who can reset whom', () => {
  const rows = table('Who can reset whom');

  it('has all six roles that reset passwords, with their ids, scopes and the right to sign out', () => {
    const expected = ROLES_THAT_RESET.map(({ name, templateId, unitScoped }) => ({
      Role: name,
      'Template id': templateId,
      'Can be limited to an administrative unit': yesOrNo(unitScoped),
      'May sign out everywhere': yesOrNo(mayRevokeSessions(ROLES_THAT_RESET, [held(templateId)], NOBODY)),
    }));
    assert.deepEqual(table('Roles that reset passwords'), expected);
  });

  it('has 18 rows, and among them every role that some role covers', () => {
    assert.equal(rows.length, 18);
    const ids = rows.map(row => row['Template id']);
    const covered = ROLES_THAT_RESET.flatMap(({ templateId, covers }) => [
      templateId,
      ...(covers === 'every' ? [] : covers),
    ]);
    for (const id of covered) assert.ok(ids.includes(id), id);
    assert.deepEqual(
      rows.filter(row => row['Template id'] === '–').map(row => row.Target),
      Object.keys(STATES),
    );
    for (const { name, templateId } of ROLES_THAT_RESET) {
      assert.equal(rows.find(row => row['Template id'] === templateId)?.Target, name);
    }
  });

  for (const { name, templateId } of ROLES_THAT_RESET) {
    it(`says of ${name} what the code does, in every cell`, () => {
      for (const row of rows) {
        const { Target = '', 'Template id': id = '' } = row;
        const standings = STATES[Target] ?? [holding(held(id))];
        for (const standing of standings) {
          assert.equal(row[name], yesOrNo(mayAct(ROLES_THAT_RESET, [held(templateId)], standing)), Target);
        }
      }
    });
  }

  it('says of every scope what the code does', () => {
    const cells = table('Scopes').map(({ Target = '', ...row }) => {
      const standing = SCOPES[Target];
      assert.ok(standing, Target);
      const reached = (unit?: RoleHolding['unit']) =>
        yesOrNo(mayAct(ROLES_THAT_RESET, [held(HELPDESK, unit)], standing));
      assert.deepEqual(
        row,
        { 'Role for the whole tenant': reached(), 'Role for A': reached(UNIT.A), 'Role for R': reached(UNIT.R) },
        Target,
      );
      return Target;
    });
    assert.deepEqual(cells, Object.keys(SCOPES));
  });
});

describe('docs/rules.md: accounts', () => {
  const domains: Domain[] = [
    { name: 'x.example', federated: false },
    { name: 'adfs.example', federated: true },
  ];
  const anna: Account = {
    id: 'anna',
    displayName: 'Anna',
    userPrincipalName: 'anna@x.example',
    identities: [{ signInType: 'userPrincipalName', issuer: 'x.example' }],
  };
  const from = (issuer?: string): Partial<Account> => ({ identities: [{ signInType: 'federated', issuer }] });
  const strict = { passwordWriteback: 'unknown', federatedDomains: 'refuse' } as const;
  const lenient = { passwordWriteback: 'on', federatedDomains: 'try' } as const;
  const issuers = table('Accounts', 1);

  it('lists every issuer that the code knows, with its refusal', () => {
    const source = readFileSync(path.join(ROOT, 'src/desk/actions/reset-password/eligibility.ts'), 'utf8');
    const [homes = ''] = /new Map\(\[[^;]+\]\);/.exec(source) ?? [];
    const known = [...homes.matchAll(/\['([^']+)', '([^']+)'\]/g)].map(([, issuer, rule]) => [issuer, rule]);
    assert.ok(known.length > 0);
    const listed = issuers.map(row => [row.Issuer?.toLowerCase(), code(row.Refusal)[0]]);
    assert.deepEqual(listed.sort(), known.sort());
  });

  for (const { Issuer = '', Refusal } of issuers) {
    it(`refuses ${Issuer} as it says, in whatever case`, () => {
      for (const issuer of [Issuer, Issuer.toUpperCase()]) {
        assert.equal(ineligibility({ ...anna, ...from(issuer) }, domains, lenient), code(Refusal)[0]);
      }
    });
  }

  /** Accounts of each kind; those that a setting of the policy lets through are judged with both policies. */
  const KINDS: Readonly<Record<string, readonly Partial<Account>[]>> = {
    'Invited, not yet accepted': [{ externalUserState: 'PendingAcceptance' }],
    'Home in another Entra tenant, or with an external Microsoft Entra ID as source of authority': [
      from('ExternalAzureAD'),
      from('other.example'),
    ],
    'Personal Microsoft account': [from('MicrosoftAccount')],
    'Google account': [from('google.com')],
    'Facebook account': [from('facebook.com')],
    'One-time code by email': [from('mail')],
    'SAML or WS-Fed partner': [from('https://idp.example/saml'), from('urn:partner')],
    'Any other external user': [
      { creationType: 'Invitation' },
      { externalUserState: 'Accepted' },
      { userPrincipalName: 'a_b.example#EXT#@x.example' },
      from(),
    ],
    'In a federated domain': [{ userPrincipalName: 'anna@adfs.example' }],
    'Synced from Windows Server AD': [{ onPremisesSyncEnabled: true }],
    'Once synced, no longer': [{ onPremisesSyncEnabled: false }],
    'Sign-in blocked': [{ accountEnabled: false }],
    'User type Guest with its home here': [{ userType: 'Guest' }],
  };
  const [own, ...accounts] = table('Accounts');

  it("refuses the requester's own first, whatever else it is", () => {
    assert.equal(own?.Account, "The requester's own");
    const requester = { id: 'anna', displayName: 'Anna', roles: [held(GLOBAL)], roleGroupIds: [] };
    const account = { ...anna, ...from('google.com') };
    const known = { rolesComplete: true, eligibilityUnknown: false, unseenGroupIds: [] };
    const target = { account, roles: [], ...known, guardsRoles: false, groupIds: [], units: [], domains };
    assert.equal(judgeTarget({ action: 'reset-password', requester, target }, strict)?.rule, code(own?.Refusal)[0]);
  });

  it('lists every kind of account', () => {
    const listed = accounts.map(row => row.Account);
    assert.deepEqual(listed, Object.keys(KINDS));
  });

  for (const { Account: kind = '', Refusal = '' } of accounts) {
    it(`${kind}: refused as it says, or not at all`, () => {
      const [rule] = Refusal.startsWith('none') ? [undefined] : code(Refusal);
      const changes = KINDS[kind] ?? [];
      assert.ok(changes.length > 0);
      for (const change of changes) {
        const account = { ...anna, ...change };
        assert.equal(ineligibility(account, domains, strict), rule);
        const setting = / unless `/.test(Refusal);
        assert.equal(ineligibility(account, domains, lenient), setting ? undefined : rule);
      }
    });
  }
});

describe('docs/rules.md: settings', () => {
  const rows = table('Policy').map(row => ({ name: code(row.Setting)[0] ?? '', row }));

  it('lists every setting with its default, but for those that docs/policy.md alone is about', () => {
    const { approval, approvals, approvalsMove, limits, ...others } = policySchema.parse({});
    assert.deepEqual(Object.fromEntries(rows.map(({ name, row }) => [name, code(row.Default)[0]])), others);
    for (const setting of Object.keys({ approval, approvals, approvalsMove, limits }))
      assert.ok(PAGE.includes(`[\`${setting}\`](policy.md#`));
  });

  it('lists the values of every setting, and no other', () => {
    for (const { name, row } of rows) {
      for (const value of code(row.Values)) {
        assert.equal(policySchema.safeParse({ [name]: value }).success, true, `${name} ${value}`);
      }
      const refused = policySchema.safeParse({ [name]: 'neither' }).error?.issues[0];
      const options = refused?.code === 'invalid_value' ? refused.values : [];
      assert.deepEqual(options, code(row.Values));
    }
  });
});

describe('docs/rules.md: refusals', () => {
  const titles = Object.entries(en).flatMap(([key, title]) => {
    const rule = /^(?:reset-password\.)?refusal\.(.+)\.title$/.exec(key)?.[1];
    return rule === undefined ? [] : [[rule, title]];
  });
  const listed = table('Refusals').map(row => [code(row.Rule)[0] ?? '', row.Title]);

  it('lists every refusal with the title of its card, and no other', () => {
    assert.ok(titles.length > 30);
    assert.deepEqual(Object.fromEntries(listed), Object.fromEntries(titles));
    assert.equal(listed.length, titles.length);
  });

  it('explains every refusal somewhere else on the page, and names none that does not exist', () => {
    const rules = new Set(listed.map(([rule]) => rule));
    const rest = PAGE.slice(0, PAGE.indexOf('\n## Refusals\n'));
    const named = new Set(code(rest).filter(span => span.includes('-')));
    for (const span of named) assert.ok(rules.has(span), `${span} is no refusal`);
    const unexplained = [...rules].filter(rule => rule !== 'busy' && !named.has(rule ?? ''));
    assert.deepEqual(unexplained, ['mention-not-a-person']);
    assert.ok(code(rest).includes('busy'));
  });

  it('leaves no cell empty, and names the source of what it says of Microsoft', () => {
    const rows = everyRow();
    for (const row of rows) for (const [column, cell] of Object.entries(row)) assert.notEqual(cell, '', column);
    const sources = rows.flatMap(row => row.Source ?? []);
    assert.ok(sources.length > 50);
    for (const source of sources) assert.match(source, /^Microsoft |^the same|^our (rule|reading)/);
  });
});
