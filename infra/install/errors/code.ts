import type { KnownError } from './known-error.ts';

/** `az webapp deploy`. */
export const CODE_ERRORS: readonly KnownError[] = [
  {
    pattern: /Site failed to start|failed to start within|Deployment failed because (?:the )?site/i,
    is: 'The code is there, and the bot has not started in the time that the Azure CLI waits for it.',
    todo: 'As a rule it only waits for the roles of its identity, up to 10 minutes. If /readyz stays away: az webapp log startup show, or Log stream of the App Service.',
  },
  {
    pattern: /status code:? ?(?:401|403)\b.*|scm\.azurewebsites\.net.*\b(?:401|403)\b/i,
    is: 'The App Service does not take the code from this account, or from this network.',
    todo: 'It takes Website Contributor or Contributor on the App Service; a role that was just given is in force after some minutes. Look at Networking, Access restrictions of the App Service, too.',
  },
  {
    pattern:
      /status code:? ?409\b|operation conflicts with the pending|Another deployment (?:is )?in progress|There is a deployment currently in progress/i,
    is: 'Another deployment of code is in progress, or the App Service is just restarting.',
    todo: 'Wait a minute.',
  },
  {
    pattern: /status code:? ?(?:500|502|503|504)\b|Bad Gateway|Gateway Time-?out|Service Unavailable/i,
    is: 'The deployment site of the App Service does not answer; a new one takes some minutes.',
    todo: 'Wait some minutes.',
  },
  {
    pattern:
      /Resource 'Microsoft\.Web\/sites\/[^']+' under resource group|WebApp '[^']+'?,? .*doesn't exist|The webapp '[^']+' .*doesn't exist/i,
    is: 'The App Service of the values is not there any more.',
    todo: 'Empty BOT_AZURE_APP_SERVICE_RESOURCE_ID in the values: then it is made again, before the code.',
  },
  {
    pattern: /is not a valid (?:local )?file path|Either ?'?--src-path|No such file or directory: '/,
    is: 'The package with the code is not there.',
    todo: 'Make it: npm ci --include=dev && npm run build. Or name one: --zip FILE.',
  },
];
