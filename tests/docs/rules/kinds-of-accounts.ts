import type { Account, Domain } from '../../../src/desk/judging/people-as-read.ts';

export const DOMAINS: readonly Domain[] = [
  { name: 'x.example', federated: false },
  { name: 'adfs.example', federated: true },
];

/** An ordinary account of this tenant. */
export const ANNA: Account = {
  id: 'anna',
  displayName: 'Anna',
  userPrincipalName: 'anna@x.example',
  identities: [{ signInType: 'userPrincipalName', issuer: 'x.example' }],
};

/** What an identity of this issuer changes. */
export const from = (issuer?: string): Partial<Account> => ({ identities: [{ signInType: 'federated', issuer }] });

/** Accounts of each kind, by what they are called on the page. */
export const KINDS: Readonly<Record<string, readonly Partial<Account>[]>> = {
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

const GLOBAL = '62e90394-69f5-4237-9190-012177145e10';

/** Somebody who may do everything to everybody, and their own account, which is another one's home as well. */
export function onOneself() {
  const role = { templateId: GLOBAL, name: GLOBAL, listed: true };
  const requester = { id: ANNA.id, displayName: ANNA.displayName, roles: [role], roleGroupIds: [] };
  const known = { rolesComplete: true, eligibilityUnknown: false, unseenGroupIds: [] };
  const account = { ...ANNA, ...from('google.com') };
  const target = { account, roles: [], ...known, guardsRoles: false, groupIds: [], units: [], domains: DOMAINS };
  return { requester, target, actor: { accounts: [requester.id] } };
}
