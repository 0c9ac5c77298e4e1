import { PERMISSIONS } from '../../../src/directory/permissions.ts';
import { advised, type Kind, kind } from './kind.ts';
import { SOMEBODY, VALUES } from './right-installation.ts';

const { botId, tenantId, aadAppClientId } = VALUES;
const ALL = PERMISSIONS.broad.map(({ scope }) => scope).join(' ');
const NEEDED = PERMISSIONS.broad.flatMap(({ scope, without }) => (without === undefined ? scope : [])).join(', ');
const OF_APPLICATION = [
  'tenancy',
  'app id uri',
  'token version',
  'scope',
  'teams clients',
  'redirect',
  'public client',
  'secrets',
  'permissions',
];
const NOT_CODED =
  'Revoke it under Enterprise applications > Nyckel > Permissions in Entra, and take it from the application’s API permissions: the bot has no use for it.';
const SCOPE_ID = '6a2f1d0e-3b57-4c8e-9a41-5d7e0c92b6f4';
const DESKTOP = { appId: '1fec8e78-bce4-4aaf-ab1b-5451cc387264', delegatedPermissionIds: [SCOPE_ID] };
const WEB = { appId: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346', delegatedPermissionIds: [SCOPE_ID] };

const APPLICATION: readonly Kind[] = [
  kind(
    'the application was deleted',
    { application: undefined, principal: undefined, credentials: undefined },
    [
      'application',
      `There is no application ${aadAppClientId} in the tenant of this sign-in (AADSTS700016).`,
      `Sign in to the tenant ${tenantId}; if it was deleted, restore it under App registrations > Deleted applications, within 30 days.`,
    ],
    {
      also: ['enterprise application'],
      hides: [...OF_APPLICATION, 'federated credential', 'consent', 'assignment', 'application permissions'],
    },
  ),
  kind('people of other tenants can sign in', { 'application.signInAudience': 'AzureADMultipleOrgs' }, [
    'tenancy',
    'Accounts of other tenants can sign in (AzureADMultipleOrgs).',
  ]),
  kind('the App ID URI is missing', { 'application.identifierUris': [] }, [
    'app id uri',
    `The App ID URI api://botid-${botId} is missing; there is none (AADSTS500011).`,
  ]),
  kind('the App ID URI is of another bot', { 'application.identifierUris': [`api://botid-${SOMEBODY}`] }, [
    'app id uri',
    `The App ID URI api://botid-${botId} is missing; there is api://botid-${SOMEBODY} (AADSTS500011).`,
  ]),
  kind('the application gets v1 tokens', { 'application.api.requestedAccessTokenVersion': null }, [
    'token version',
    'The application gets v1 tokens, which the token service can’t exchange (AADSTS50013).',
  ]),
  kind(
    'the scope access_as_user is missing',
    { 'application.api.oauth2PermissionScopes': [] },
    ['scope', 'The application does not offer access_as_user, so nobody is signed in by Teams.'],
    { also: ['teams clients'] },
  ),
  kind('the scope access_as_user is switched off', { 'application.api.oauth2PermissionScopes.0.isEnabled': false }, [
    'scope',
    'access_as_user is switched off, so nobody is signed in by Teams.',
  ]),
  kind('Teams on the web is not authorized beforehand', { 'application.api.preAuthorizedApplications': [DESKTOP] }, [
    'teams clients',
    `Not authorized beforehand for access_as_user: ${WEB.appId} (AADSTS65001).`,
  ]),
  kind(
    'a client that is not Teams is authorized beforehand',
    { 'application.api.preAuthorizedApplications': [DESKTOP, WEB, { ...WEB, appId: SOMEBODY }] },
    [
      'teams clients',
      `Clients that are not Teams are authorized beforehand: ${SOMEBODY}.`,
      'Take them away under Expose an API, or deploy again: node infra/install.ts deploy.',
    ],
  ),
  kind('the redirect URI is missing', { 'application.web.redirectUris': [] }, [
    'redirect',
    'The redirect URI https://token.botframework.com/.auth/web/redirect is missing (AADSTS50011).',
  ]),
  kind(
    'sign-ins come back to another address as well',
    { 'application.web.redirectUris.1': 'https://contoso.com/back' },
    ['redirect', 'Sign-ins may also come back to https://contoso.com/back.'],
  ),
  kind('public client flows are allowed', { 'application.isFallbackPublicClient': true }, [
    'public client',
    'Public client flows are allowed.',
  ]),
  kind('programs without a secret may sign people in', { 'application.spa.redirectUris': ['http://localhost'] }, [
    'public client',
    'Programs without a secret may sign people in at http://localhost.',
  ]),
  kind(
    'tokens are given out in the address of a page',
    { 'application.web.implicitGrantSettings.enableIdTokenIssuance': true },
    ['public client', 'Tokens are given out in the address of a page (implicit grant).'],
  ),
  kind('somebody has made a client secret', { 'application.passwordCredentials': [{ keyId: SOMEBODY, hint: 'abc' }] }, [
    'secrets',
    'Somebody can act as the application with a key of their own: secrets 1, certificates 0.',
    'Delete them under Certificates & secrets of the application: the token service proves itself with the federated credential.',
  ]),
  kind(
    'the application does not ask for a permission',
    { 'application.requiredResourceAccess.0.resourceAccess.6': undefined },
    ['permissions', 'The application does not ask for Domain.Read.All (AADSTS65005).', advised('65005')],
  ),
  kind(
    'the application asks for a permission too many',
    { 'application.requiredResourceAccess.0.resourceAccess.10': { id: SOMEBODY, type: 'Role' } },
    ['permissions', `The application asks without need for Role ${SOMEBODY} of Microsoft Graph.`],
  ),
];

const CREDENTIAL: readonly Kind[] = [
  kind('there is no federated credential', { credentials: [] }, [
    'federated credential',
    'The application has no federated credential (AADSTS7002137).',
    advised('7002137'),
  ]),
  kind('the federated credential is of another bot', { 'credentials.0.subject': '/eid1/c/pub/t/a/a/b/another' }, [
    'federated credential',
    'The federated credential nyckel-azure-bot has another subject (AADSTS7002137).',
    advised('7002137'),
  ]),
  kind(
    'the federated credential is of another tenant',
    { 'credentials.0.issuer': 'https://login.microsoftonline.com/x/v2.0' },
    [
      'federated credential',
      'The federated credential nyckel-azure-bot has another issuer (AADSTS7002137).',
      advised('7002137'),
    ],
  ),
  kind('the federated credential is for another audience', { 'credentials.0.audiences': ['api://contoso'] }, [
    'federated credential',
    'The federated credential nyckel-azure-bot has another audience (AADSTS7002137).',
    advised('7002137'),
  ]),
  kind(
    'somebody else can act for the application',
    { 'credentials.1': { name: 'github', issuer: 'x', subject: 'y', audiences: [] } },
    [
      'federated credential',
      'Somebody else can act for the application by the federated credential github.',
      'Delete it under Certificates & secrets > Federated credentials of the application.',
    ],
  ),
];

const ENTERPRISE: readonly Kind[] = [
  kind(
    'there is no enterprise application',
    { principal: undefined },
    [
      'enterprise application',
      'The application has no enterprise application in this tenant (AADSTS700016).',
      'Deploy again: node infra/install.ts deploy. Then grant admin consent (docs/admin-consent.md).',
    ],
    { hides: ['consent', 'application permissions', 'assignment'] },
  ),
  kind('sign-in is switched off', { 'principal.accountEnabled': false }, [
    'enterprise application',
    'Nobody can sign in: it is switched off (AADSTS7000112).',
    advised('7000112'),
  ]),
  kind('nobody has granted consent', { grants: [] }, [
    'consent',
    `Not granted: ${NEEDED} (AADSTS65001).`,
    advised('65001'),
  ]),
  kind('consent lacks a permission', { 'grants.0.scope': ALL.replace('Domain.Read.All ', '') }, [
    'consent',
    'Not granted: Domain.Read.All (AADSTS65001).',
    advised('65001'),
  ]),
  kind('consent is one person’s alone', { 'grants.0.consentType': 'Principal' }, [
    'consent',
    `Not granted: ${NEEDED} (AADSTS65001).`,
    advised('65001'),
  ]),
  kind(
    'consent is for another service than Microsoft Graph',
    { 'grants.0.resourceId': SOMEBODY },
    ['consent', `Not granted: ${NEEDED} (AADSTS65001).`, advised('65001')],
    { also: ['consent'] },
  ),
  kind(
    'consent is for another service as well',
    { 'grants.1': { consentType: 'AllPrincipals', resourceId: SOMEBODY, scope: 'user_impersonation' } },
    ['consent', 'Granted without need: user_impersonation.', NOT_CODED],
  ),
  kind('consent gives a permission too many', { 'grants.0.scope': `${ALL} Directory.ReadWrite.All` }, [
    'consent',
    'Granted without need: Directory.ReadWrite.All.',
    NOT_CODED,
  ]),
  kind('application permissions are granted', { appRoles: [{ resourceDisplayName: 'Microsoft Graph' }] }, [
    'application permissions',
    'Application permissions are granted (Microsoft Graph: 1): with these it acts without anybody.',
    NOT_CODED,
  ]),
  kind('assignment is required, and nobody is assigned', { assigned: [] }, [
    'assignment',
    'Assignment is required, and nobody is assigned (AADSTS50105).',
    advised('50105'),
  ]),
];

/** Kinds of broken installation that are in Microsoft Entra ID. */
export const ENTRA_KINDS = [...APPLICATION, ...CREDENTIAL, ...ENTERPRISE];
