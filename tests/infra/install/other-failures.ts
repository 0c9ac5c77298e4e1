import { DEPLOYMENT, type Failure } from './deployment-failures.ts';

/** Failures of Microsoft Entra ID, of the code, of the sign-in and on the way, in the words of public issues. */
export const OTHER_FAILURES: readonly Failure[] = [
  {
    what: 'an application may not be made (azure-cli#29966)',
    to: 'rest --method POST --url https://graph.microsoft.com/v1.0/applications',
    fails:
      'Forbidden({"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation."}})',
    is: /may not do this in Microsoft Entra ID/,
    todo: /Cloud Application Administrator/,
  },
  {
    what: 'the scope is not known after two minutes (msgraph-sdk-dotnet#2044)',
    to: 'rest --method PATCH',
    fails:
      'Bad Request({"error":{"code":"InvalidValue","message":"Property api.preAuthorizedApplications.delegatedPermissionIds has a Permission Id that cannot be found in the AppPermissions sets."}})',
    is: /two minutes later/,
    todo: /Wait a few minutes/,
  },
  {
    what: 'another application has the URI (pcs-cli#146)',
    to: 'rest --method PATCH',
    fails:
      'Bad Request({"error":{"code":"Request_BadRequest","message":"Another object with the same value for property identifierUris already exists."}})',
    is: /Another application/,
    todo: /AAD_APP_CLIENT_ID/,
  },
  {
    what: 'the sign-in has expired in between (azure-cli#25108)',
    to: 'webapp deploy',
    fails:
      'AADSTS700082: The refresh token has expired due to inactivity. The token was issued on 2022-08-10T22:52:01.4927938Z and was inactive for 90.00:00:00.\nInteractive authentication is needed. Please run:\naz login --scope https://management.core.windows.net//.default',
    is: /AADSTS700082/,
    todo: /az login/,
  },
  {
    what: 'the password was changed in between (azure-cli#16745)',
    to: 'rest --method PATCH',
    fails: 'AADSTS50173: The provided grant has expired due to it being revoked, a fresh auth token is needed.',
    is: /AADSTS50173/,
    todo: /az login/,
  },
  {
    what: 'Conditional Access wants another device',
    to: 'rest --method PATCH',
    fails:
      'AADSTS53003: Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
    is: /AADSTS53003/,
    todo: /Conditional Access/,
  },
  {
    what: 'the Cloud Shell has no token for it (Azure/CloudShell#577)',
    to: 'webapp deploy',
    fails:
      'Audience https://appservice.azure.com/ is not a supported MSI token audience.\nRun the command below to authenticate interactively; additional arguments may be added as needed:\naz logout\naz login --scope "https://appservice.azure.com/.default"',
    is: /Cloud Shell has no token for https:\/\/appservice\.azure\.com/,
    todo: /az login --use-device-code/,
  },
  {
    what: 'the deployment site forbids it (azure-cli#11980)',
    to: 'webapp deploy',
    fails: 'Deployment endpoint responded with status code 403',
    is: /does not take the code/,
    todo: /Website Contributor/,
  },
  {
    what: 'another deployment of code is going on (kudu#3042)',
    to: 'webapp deploy',
    fails: 'An error occured during deployment. Status Code: 409, Details: Another deployment is in progress.',
    is: /Another deployment of code/,
    todo: /Wait a minute/,
  },
  {
    what: 'the deployment site does not answer',
    to: 'webapp deploy',
    fails: 'An error occured during deployment. Status Code: 502, Details: Bad Gateway',
    is: /does not answer/,
    todo: /Wait some minutes/,
  },
  {
    what: 'the bot has not started in time',
    to: 'webapp deploy',
    fails:
      'Deployment failed because the site failed to start within 10 mins.\nInprogressInstances: 0, SuccessfulInstances: 0, FailedInstances: 1',
    is: /has not started in the time/,
    todo: /az webapp log startup show/,
  },
  {
    what: 'no network (azure-cli-extensions#3967)',
    to: DEPLOYMENT,
    fails:
      "HTTPSConnectionPool(host='management.azure.com', port=443): Max retries exceeded with url: /subscriptions (Caused by NewConnectionError: Failed to establish a new connection: [Errno 111] Connection refused)",
    is: /not reached from here/,
    todo: /HTTPS_PROXY/,
  },
  {
    what: 'a proxy that opens connections (azure-cli#21415)',
    to: DEPLOYMENT,
    fails:
      "HTTPSConnectionPool(host='management.azure.com', port=443): Max retries exceeded with url: / (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed')))",
    is: /does not trust its certificate/,
    todo: /REQUESTS_CA_BUNDLE/,
  },
  {
    what: 'the App Service of the values is gone',
    to: 'webapp deploy',
    fails:
      "(ResourceNotFound) The Resource 'Microsoft.Web/sites/nyckel-abc' under resource group 'rg-nyckel' was not found.",
    is: /not there any more/,
    todo: /BOT_AZURE_APP_SERVICE_RESOURCE_ID/,
  },
];
