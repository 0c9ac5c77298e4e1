import type { KnownError } from './known-error.ts';

/** The application in Microsoft Entra ID. */
export const ENTRA_ERRORS: readonly KnownError[] = [
  {
    pattern: /Another object with the same value for property identifierUris already exists/,
    is: 'Another application of the tenant has the App ID URI of this bot already.',
    todo: 'Put the id of that application into the values as AAD_APP_CLIENT_ID (Entra, App registrations, All applications, Nyckel), or delete it there, also under Deleted applications.',
  },
  {
    pattern: /cannot be found in the AppPermissions sets/,
    is: 'Microsoft Entra ID does not know the scope yet that was just written, two minutes later.',
    todo: 'Wait a few minutes. What was written stays.',
  },
  {
    pattern:
      /backing application of the service principal being created must in the local tenant|does not reference a valid application object/,
    is: 'The enterprise application can’t be made: Microsoft Entra ID does not know the application everywhere yet, or the account may not make one.',
    todo: 'Wait a few minutes. If it says the same then, it takes the role Cloud Application Administrator.',
  },
  {
    pattern: /Insufficient privileges to complete the operation|Authorization_RequestDenied/,
    is: 'The account may not do this in Microsoft Entra ID.',
    todo: 'It takes the role Cloud Application Administrator or Application Administrator. Have it assigned, or activate it in Privileged Identity Management; then az logout and az login, because the old token does not know it.',
  },
  {
    pattern:
      /CredentialInvalidLifetimeAsPerAppPolicy|Credential type not allowed|blocked by (?:app management|the tenant)|appManagementPolicy/i,
    is: 'An application management policy of the tenant forbids what is written.',
    todo: 'Whoever owns the policy (Entra, Application policies) makes an exception for this application; it has no secret, only a federated credential.',
  },
  {
    pattern: /HostNameNotOnVerifiedDomain|must use a verified domain|Failed to add identifier URI/i,
    is: 'A policy of the tenant does not allow the App ID URI api://botid-….',
    todo: 'Whoever owns the policy lets applications through that take version 2 tokens (excludeAppsReceivingV2Tokens), or makes an exception for this one.',
  },
  {
    pattern: /directory object quota limit|Directory_QuotaExceeded/i,
    is: 'The account may not make any more objects in Microsoft Entra ID.',
    todo: 'Have somebody with an administrator role run it, or delete old applications of this account.',
  },
  {
    pattern: /Request_ResourceNotFound|does not exist or one of its queried reference-property objects are not present/,
    is: 'The application with the id AAD_APP_CLIENT_ID is not in this tenant.',
    todo: 'If it was made a moment ago, wait a few minutes. If it was deleted, restore it (Entra, App registrations, Deleted applications), or empty AAD_APP_CLIENT_ID in the values to have another one made.',
  },
];
