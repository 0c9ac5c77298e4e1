import type { Values } from '../values.ts';
import { type Answer, type Azure, needs } from './azure.ts';
import { DEPLOY, type Fault, type Finding, findings, unknown, wrong } from './finding.ts';
import { at, same, textAt } from './json.ts';

const VERSION = '2024-11-01';
const [APP, CONFIGURATION, PASSWORDS] = ['app', 'app configuration', 'publishing passwords'];

/** Each as modules/app.bicep has it, which a test compares, and what happens otherwise. */
export const SITE_CONFIG: readonly (readonly [
  property: string,
  value: string | number | boolean,
  otherwise: string,
])[] = [
  ['linuxFxVersion', 'NODE|24-lts', 'the bot runs on another version of Node.js'],
  [
    'appCommandLine',
    'ulimit -c 0; exec node --enable-source-maps nyckel.js',
    'another program is started, or a crash leaves passwords on disk',
  ],
  ['alwaysOn', true, 'the bot sleeps, and answers late or never'],
  ['healthCheckPath', '/livez', 'an instance that can’t work goes on getting messages'],
  ['httpLoggingEnabled', true, 'the log stream is empty'],
  ['ftpsState', 'Disabled', 'code can be changed by FTP'],
  ['minTlsVersion', '1.2', 'old TLS is accepted'],
  ['remoteDebuggingEnabled', false, 'a debugger can read passwords'],
];

/** The App Service: whether it runs, and as modules/app.bicep has it. */
export function checkApp(values: Values, azure: Azure): Finding[] {
  const { appServiceId } = values;
  const app = azure.resource(appServiceId, VERSION);
  if (app.kind !== 'there') {
    const rest = app.kind === 'absent' ? needs(APP) : app;
    const first =
      app.kind === 'absent'
        ? wrong(APP, { says: 'There is no App Service of the bot.', fix: DEPLOY })
        : unknown(APP, app);
    return [first, ...[CONFIGURATION, PASSWORDS].map(subject => unknown(subject, rest))];
  }
  return [
    ...findings(APP, 'It runs, and answers by https only.', [...state(app.body, values)]),
    ...configuration(azure.resource(`${appServiceId}/config/web`, VERSION)),
    ...passwords(azure.resources(`${appServiceId}/basicPublishingCredentialsPolicies`, VERSION)),
  ];
}

function state(app: unknown, { botDomain, appServiceId }: Values): (Fault | undefined)[] {
  const [is, host] = [textAt(app, 'properties', 'state'), textAt(app, 'properties', 'defaultHostName')];
  return [
    is === 'Running'
      ? undefined
      : {
          says: `The app is not running (${is || 'state unknown'}).`,
          fix: `Start it: az webapp start --ids ${appServiceId}.`,
        },
    at(app, 'properties', 'httpsOnly') === true
      ? undefined
      : { says: 'The app answers without https as well.', fix: DEPLOY },
    same(host, botDomain)
      ? undefined
      : {
          says: `The app’s address is ${host}, not ${botDomain}.`,
          fix: `Set BOT_DOMAIN to ${host}, and deploy again.`,
        },
  ];
}

function configuration(answer: Answer): Finding[] {
  if (answer.kind !== 'there') return [unknown(CONFIGURATION, answer.kind === 'absent' ? needs(APP) : answer)];
  const faults = SITE_CONFIG.map(([property, value, otherwise]) =>
    at(answer.body, 'properties', property) === value
      ? undefined
      : { says: `${property} is not ${value}: ${otherwise}.`, fix: DEPLOY },
  );
  return findings(CONFIGURATION, 'Always on, Node.js 24, with its log and its health check.', faults);
}

function passwords(answer: Answer<readonly unknown[]>): Finding[] {
  if (answer.kind !== 'there') return [unknown(PASSWORDS, answer.kind === 'absent' ? needs(APP) : answer)];
  const allowed = answer.body
    .filter(each => at(each, 'properties', 'allow') !== false)
    .map(each => textAt(each, 'name'));
  return findings(PASSWORDS, 'Nobody deploys with a password.', [
    allowed.length === 0
      ? undefined
      : { says: `Code can be deployed with a password (${allowed.join(', ')}).`, fix: DEPLOY },
  ]);
}
