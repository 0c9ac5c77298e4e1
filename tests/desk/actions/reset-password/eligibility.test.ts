import assert from 'node:assert/strict';
import { ineligibility } from '../../../../src/desk/actions/reset-password/eligibility.ts';
import type { EligibilityPolicy } from '../../../../src/desk/judging/eligibility-policy.ts';
import type { Account, Domain } from '../../../../src/desk/judging/people-as-read.ts';

const DOMAINS: readonly Domain[] = [
  { name: 'x.example', federated: false },
  { name: 'x.onmicrosoft.example', federated: false },
  { name: 'adfs.example', federated: true },
];
const REFUSING: EligibilityPolicy = { passwordWriteback: 'unknown', federatedDomains: 'refuse' };
const TRYING: EligibilityPolicy = { passwordWriteback: 'on', federatedDomains: 'try' };

const local: Account = {
  id: 'anna',
  displayName: 'Anna',
  userPrincipalName: 'anna@x.example',
  identities: [{ signInType: 'userPrincipalName', issuer: 'X.onmicrosoft.example' }],
};
const federated = (issuer: string): Partial<Account> => ({ identities: [{ signInType: 'federated', issuer }] });

type Row = readonly [what: string, change: Partial<Account>, refusing: string | undefined, trying: string | undefined];

const ROWS: readonly Row[] = [
  ['an ordinary account', {}, undefined, undefined],
  ['no identities', { identities: [] }, undefined, undefined],
  ['user type Guest, at home here', { userType: 'Guest' }, undefined, undefined],
  [
    'user type Member, at home elsewhere',
    { userType: 'Member', ...federated('ExternalAzureAD') },
    'home-other-tenant',
    'home-other-tenant',
  ],
  ['another tenant, by its domain', federated('Adatum.example'), 'home-other-tenant', 'home-other-tenant'],
  [
    'a foreign sign-in name',
    { identities: [{ signInType: 'userPrincipalName', issuer: 'y.example' }] },
    'home-other-tenant',
    'home-other-tenant',
  ],
  ['a Microsoft account', federated('MicrosoftAccount'), 'home-microsoft-account', 'home-microsoft-account'],
  ['a Microsoft account by its old name', federated('live.com'), 'home-microsoft-account', 'home-microsoft-account'],
  ['Google', federated('Google.com'), 'home-google', 'home-google'],
  ['Facebook', federated('facebook.com'), 'home-facebook', 'home-facebook'],
  ['one-time codes by e-mail', federated('mail'), 'home-email-code', 'home-email-code'],
  ['a SAML partner', federated('https://idp.partner.example/saml2'), 'home-partner', 'home-partner'],
  ['a WS-Fed partner', federated('urn:partner:wsfed'), 'home-partner', 'home-partner'],
  [
    'a federated identity without issuer',
    { identities: [{ signInType: 'federated' }] },
    'home-elsewhere',
    'home-elsewhere',
  ],
  ['an identity without issuer', { identities: [{ signInType: 'userName' }] }, undefined, undefined],
  [
    'invited, not redeemed',
    { creationType: 'Invitation', externalUserState: 'PendingAcceptance' },
    'home-not-redeemed',
    'home-not-redeemed',
  ],
  [
    'invited and accepted, identity unknown',
    { creationType: 'Invitation', externalUserState: 'Accepted' },
    'home-elsewhere',
    'home-elsewhere',
  ],
  ['only creationType says so', { creationType: 'Invitation' }, 'home-elsewhere', 'home-elsewhere'],
  ['only externalUserState says so', { externalUserState: 'Accepted' }, 'home-elsewhere', 'home-elsewhere'],
  [
    'only the sign-in name says so',
    { userPrincipalName: 'a_b.example#ext#@x.example' },
    'home-elsewhere',
    'home-elsewhere',
  ],
  ['a local account made for sign-up', { creationType: 'LocalAccount' }, undefined, undefined],
  [
    'the second identity is foreign',
    { identities: [...local.identities, { signInType: 'federated', issuer: 'google.com' }] },
    'home-google',
    'home-google',
  ],
  ['synced from Windows Server AD', { onPremisesSyncEnabled: true }, 'target-synced', undefined],
  ['synced once', { onPremisesSyncEnabled: false }, undefined, undefined],
  ['a federated domain', { userPrincipalName: 'a@ADFS.example' }, 'target-federated', undefined],
  [
    'synced, in a federated domain',
    { userPrincipalName: 'a@adfs.example', onPremisesSyncEnabled: true },
    'target-federated',
    undefined,
  ],
  ['sign-in blocked', { accountEnabled: false }, undefined, undefined],
];

describe('eligibility', () => {
  for (const [what, change, refusing, trying] of ROWS) {
    it(`${what}: ${refusing ?? 'can be reset'}`, () => {
      assert.equal(ineligibility({ account: { ...local, ...change }, domains: DOMAINS }, REFUSING), refusing);
      assert.equal(ineligibility({ account: { ...local, ...change }, domains: DOMAINS }, TRYING), trying);
    });
  }

  it('takes unknown writeback for off, and each setting for itself', () => {
    const synced = { ...local, onPremisesSyncEnabled: true };
    assert.equal(
      ineligibility({ account: synced, domains: DOMAINS }, { ...TRYING, passwordWriteback: 'off' }),
      'target-synced',
    );
    assert.equal(
      ineligibility({ account: synced, domains: DOMAINS }, { ...TRYING, passwordWriteback: 'unknown' }),
      'target-synced',
    );
    assert.equal(
      ineligibility({ account: synced, domains: DOMAINS }, { ...REFUSING, passwordWriteback: 'on' }),
      undefined,
    );
  });

  it('knows the issuers that no domain stands for, even where the tenant has a domain of that name', () => {
    const odd = [...DOMAINS, { name: 'externalazuread', federated: false }];
    assert.equal(
      ineligibility({ account: { ...local, ...federated('ExternalAzureAD') }, domains: odd }, TRYING),
      'home-other-tenant',
    );
    assert.equal(
      ineligibility({ account: { ...local, ...federated('http://idp.example') }, domains: DOMAINS }, TRYING),
      'home-partner',
    );
    assert.equal(
      ineligibility({ account: { ...local, ...federated('x-urn:y') }, domains: DOMAINS }, TRYING),
      'home-other-tenant',
    );
  });

  it('is unknown without the domains, unless the account is known to be at home elsewhere', () => {
    assert.equal(ineligibility({ account: local, domains: undefined }, TRYING), 'target-domain-unknown');
    assert.equal(
      ineligibility({ account: { ...local, ...federated('google.com') }, domains: undefined }, TRYING),
      'home-google',
    );
    assert.equal(
      ineligibility({ account: { ...local, ...federated('adatum.example') }, domains: undefined }, TRYING),
      'home-other-tenant',
    );
  });
});
