import assert from 'node:assert/strict';
import { passIneligibility } from '../../../../src/desk/actions/temporary-access-pass/eligibility.ts';
import type { PassPolicy } from '../../../../src/desk/actions/temporary-access-pass/pass.ts';
import type { Account, Domain } from '../../../../src/desk/judging/people-as-read.ts';

const DOMAINS: readonly Domain[] = [
  { name: 'x.example', federated: false },
  { name: 'x.onmicrosoft.example', federated: false },
  { name: 'adfs.example', federated: true },
];
const NOBODY = { everybody: false, groupIds: [], userIds: [] };
const EVERYBODY = { ...NOBODY, everybody: true };
const POLICY: PassPolicy = {
  enabled: true,
  included: EVERYBODY,
  excluded: NOBODY,
  shortest: 60,
  longest: 480,
  usual: 60,
  onceOnly: false,
};

const anna: Account = {
  id: 'ANNA',
  displayName: 'Anna',
  userPrincipalName: 'anna@x.example',
  identities: [{ signInType: 'userPrincipalName', issuer: 'X.onmicrosoft.example' }],
};
type Row = readonly [what: string, change: Partial<Account>];
type Refused = readonly [...Row, rule: string];

const federated = (issuer: string): Partial<Account> => ({ identities: [{ signInType: 'federated', issuer }] });

const CAN: readonly Row[] = [
  ['an ordinary account', {}],
  ['no identities', { identities: [] }],
  ['user type Guest, at home here', { userType: 'Guest' }],
  ['synced from Windows Server AD', { onPremisesSyncEnabled: true }],
  ['synced once', { onPremisesSyncEnabled: false }],
  ['a federated domain', { userPrincipalName: 'a@adfs.example' }],
  ['synced, in a federated domain', { userPrincipalName: 'a@ADFS.example', onPremisesSyncEnabled: true }],
  ['sign-in blocked', { accountEnabled: false }],
  ['a local account made for sign-up', { creationType: 'LocalAccount' }],
];

const CANNOT: readonly Refused[] = [
  ['user type Member, at home elsewhere', { userType: 'Member', ...federated('ExternalAzureAD') }, 'home-other-tenant'],
  ['another tenant, by its domain', federated('adatum.example'), 'home-other-tenant'],
  ['a foreign sign-in name', { identities: [{ signInType: 'userName', issuer: 'y.example' }] }, 'home-other-tenant'],
  ['a Microsoft account', federated('MicrosoftAccount'), 'home-microsoft-account'],
  ['Google', federated('google.com'), 'home-google'],
  ['Facebook', federated('facebook.com'), 'home-facebook'],
  ['one-time codes by e-mail', federated('mail'), 'home-email-code'],
  ['a SAML partner', federated('https://idp.partner.example/saml2'), 'home-partner'],
  ['a federated identity without issuer', { identities: [{ signInType: 'federated' }] }, 'home-elsewhere'],
  ['invited, not redeemed', { externalUserState: 'PendingAcceptance' }, 'home-not-redeemed'],
  ['invited and accepted', { creationType: 'Invitation', externalUserState: 'Accepted' }, 'home-elsewhere'],
  ['only the sign-in name says so', { userPrincipalName: 'a_b.example#ext#@x.example' }, 'home-elsewhere'],
  ['synced as well', { onPremisesSyncEnabled: true, ...federated('ExternalAzureAD') }, 'home-other-tenant'],
];

/** Why Anna can have no pass, as she then is. */
const of = (change: Partial<Account>, domains: readonly Domain[] | undefined = DOMAINS) =>
  passIneligibility({ account: { ...anna, ...change }, domains, groupIds: [] });
/** The same by what the tenant says. */
const by = (policy: Partial<PassPolicy>, groupIds: readonly string[] | undefined = []) =>
  passIneligibility({ account: anna, domains: DOMAINS, groupIds, findings: { policy: { ...POLICY, ...policy } } });

describe('who can have a Temporary Access Pass', () => {
  for (const [what, change] of CAN) {
    it(`${what}: can`, () => assert.equal(of(change), undefined));
  }

  for (const [what, change, rule] of CANNOT) {
    it(`${what}: can't, ${rule}`, () => assert.equal(of(change), rule));
  }

  it('is unknown without the domains, unless the account is known to be at home elsewhere', () => {
    const without = (change: Partial<Account>) =>
      passIneligibility({
        account: { ...anna, ...change },
        domains: undefined,
        groupIds: [],
        findings: { policy: POLICY },
      });
    assert.equal(without({}), 'target-domain-unknown');
    assert.equal(without(federated('google.com')), 'home-google');
  });
});

describe('whom the tenant means its passes for', () => {
  it('everybody, as Microsoft begins with', () => assert.equal(by({}), undefined));

  it('nobody while they are switched off, whomever they are meant for', () => {
    assert.equal(by({ enabled: false }), 'pass-disabled');
    assert.equal(by({ enabled: false, included: NOBODY }), 'pass-disabled');
  });

  it('the members of a group, whatever the case of its id', () => {
    const included = { ...NOBODY, groupIds: ['g-1'] };
    assert.equal(by({ included }, ['G-1']), undefined);
    assert.equal(by({ included }, ['g-2']), 'pass-not-for-target');
    assert.equal(by({ included }, []), 'pass-not-for-target');
  });

  it('single people, whatever the case of their id', () => {
    assert.equal(by({ included: { ...NOBODY, userIds: ['anna'] } }), undefined);
    assert.equal(by({ included: { ...NOBODY, userIds: ['bo'] } }), 'pass-not-for-target');
    assert.equal(by({ included: NOBODY }), 'pass-not-for-target');
  });

  it('not who is excluded, although they are meant as well', () => {
    assert.equal(by({ excluded: { ...NOBODY, groupIds: ['g-1'] } }, ['G-1']), 'pass-not-for-target');
    assert.equal(by({ excluded: { ...NOBODY, userIds: ['anna'] } }), 'pass-not-for-target');
    assert.equal(by({ excluded: EVERYBODY }), 'pass-not-for-target');
    assert.equal(by({ excluded: { ...NOBODY, groupIds: ['g-2'] } }, ['g-1']), undefined);
  });

  it('is asked of Graph where the groups of the person are not known: unknown is not no', () => {
    const group = { ...NOBODY, groupIds: ['g-1'] };
    assert.equal(byUnknown({ included: group }), undefined);
    assert.equal(byUnknown({ excluded: group }), undefined);
    assert.equal(byUnknown({ included: { ...group, userIds: ['anna'] } }), undefined);
    assert.equal(byUnknown({ excluded: { ...group, userIds: ['anna'] } }), 'pass-not-for-target');
  });

  it('is asked of Graph where the requester may not read the policy', () => {
    for (const findings of [undefined, {}, { present: 'none' }] as const)
      assert.equal(passIneligibility({ account: anna, domains: DOMAINS, groupIds: [], findings }), undefined);
  });

  it('says nothing of who is at home elsewhere', () => {
    const guest = { account: { ...anna, ...federated('google.com') }, domains: DOMAINS, groupIds: [] };
    assert.equal(passIneligibility({ ...guest, findings: { policy: { ...POLICY, enabled: false } } }), 'home-google');
  });
});

function byUnknown(policy: Partial<PassPolicy>) {
  const findings = { policy: { ...POLICY, ...policy } };
  return passIneligibility({ account: anna, domains: DOMAINS, groupIds: undefined, findings });
}
