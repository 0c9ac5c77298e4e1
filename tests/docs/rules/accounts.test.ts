import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ineligibility } from '../../../src/desk/actions/reset-password/eligibility.ts';
import { judgeTarget } from '../../../src/desk/judging/judge.ts';
import type { Account, Domain } from '../../../src/desk/judging/people-as-read.ts';
import { code, table } from '../../support/rules-page.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const GLOBAL = '62e90394-69f5-4237-9190-012177145e10';

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
    const source = readFileSync(path.join(ROOT, 'src/desk/actions/home-elsewhere.ts'), 'utf8');
    const [homes = ''] = /new Map\(\[[^;]+\]\);/.exec(source) ?? [];
    const known = [...homes.matchAll(/\['([^']+)', '([^']+)'\]/g)].map(([, issuer, rule]) => [issuer, rule]);
    assert.ok(known.length > 0);
    const listed = issuers.map(row => [row.Issuer?.toLowerCase(), code(row.Refusal)[0]]);
    assert.deepEqual(listed.sort(), known.sort());
  });

  for (const { Issuer = '', Refusal } of issuers) {
    it(`refuses ${Issuer} as it says, in whatever case`, () => {
      for (const issuer of [Issuer, Issuer.toUpperCase()]) {
        assert.equal(ineligibility({ account: { ...anna, ...from(issuer) }, domains }, lenient), code(Refusal)[0]);
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
    const requester = {
      id: 'anna',
      displayName: 'Anna',
      roles: [{ templateId: GLOBAL, name: GLOBAL, listed: true }],
      roleGroupIds: [],
    };
    const account = { ...anna, ...from('google.com') };
    const known = { rolesComplete: true, eligibilityUnknown: false, unseenGroupIds: [] };
    const target = { account, roles: [], ...known, guardsRoles: false, groupIds: [], units: [], domains };
    const actor = { accounts: [requester.id] };
    const denied = judgeTarget({ action: 'reset-password', requester, actor, target }, strict);
    assert.equal(denied?.rule, code(own?.Refusal)[0]);
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
        assert.equal(ineligibility({ account, domains }, strict), rule);
        const setting = / unless `/.test(Refusal);
        assert.equal(ineligibility({ account, domains }, lenient), setting ? undefined : rule);
      }
    });
  }
});
