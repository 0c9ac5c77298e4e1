import type { Values } from '../values.ts';
import type { Answer } from './azure.ts';
import { DEPLOY, type Fault, type Finding, findings, refusal, unknown, wrong } from './finding.ts';
import { listAt, same, textAt, without } from './json.ts';
import { neededScopes, SIGN_IN_SCOPES } from './permissions.ts';
import { elsewhere } from './region.ts';

/** “AAD v2 with Federated Credentials”, as modules/bot.bicep has it; a test compares them. */
export const PROVIDER = 'c00b44ab-5e16-c44c-af26-2fd5bc55eb18';

/** The connection by which people sign in. Its answer hides a client secret, and none is told. */
export function checkConnection(subject: string, answer: Answer, values: Values): Finding[] {
  if (answer.kind === 'unread') return [unknown(subject, answer)];
  if (answer.kind === 'absent') {
    return [wrong(subject, { says: 'The Azure Bot has no OAuth connection with the name graph.', fix: DEPLOY })];
  }
  const connection = answer.body;
  const faults = [
    provider(connection),
    ...parameters(connection, values),
    ...scopes(connection, values),
    elsewhere(connection, values),
  ];
  const silent =
    listAt(connection, 'properties', 'parameters').length === 0 && faults.every(fault => fault === undefined);
  if (silent) return [unknown(subject, NOT_TOLD)];
  return findings(subject, 'Its provider, ids, Token Exchange URL and scopes are right.', faults);
}

const NOT_TOLD = {
  says: 'Azure does not tell its parameters.',
  fix: 'Press Test Connection: Azure Bot > Configuration > graph.',
};

function provider(connection: unknown): Fault | undefined {
  if (same(textAt(connection, 'properties', 'serviceProviderId'), PROVIDER)) return undefined;
  const name = textAt(connection, 'properties', 'serviceProviderDisplayName') || 'another one';
  return refusal('7000218', `Its provider is ${name}, not AAD v2 with Federated Credentials`, DEPLOY);
}

/** Each with the number that people meet when it is another. */
function parameters(connection: unknown, { aadAppClientId, botId, tenantId }: Values): (Fault | undefined)[] {
  const given = listAt(connection, 'properties', 'parameters');
  if (given.length === 0) return [];
  const value = (key: string) =>
    textAt(
      given.find(each => same(textAt(each, 'key'), key)),
      'value',
    );
  const compare = (key: string, wanted: string, number: string) =>
    same(value(key), wanted)
      ? undefined
      : refusal(number, `Its ${key} is ${value(key) || 'empty'}, not ${wanted}`, DEPLOY);
  return [
    compare('ClientId', aadAppClientId, '700016'),
    compare('UniqueIdentifier', botId, '7002137'),
    compare('TokenExchangeUrl', `api://botid-${botId}`, '500131'),
    compare('TenantId', tenantId, '700016'),
  ];
}

/** One that is not granted would keep everybody out, so what is optional is not asked for. */
function scopes(connection: unknown, values: Values): (Fault | undefined)[] {
  const asked = textAt(connection, 'properties', 'scopes')
    .split(/[\s,]+/)
    .filter(Boolean);
  const needed = neededScopes(values);
  const missing = without([...needed, 'offline_access'], asked);
  const extra = without(asked, [...needed, ...SIGN_IN_SCOPES]);
  return [
    missing.length > 0 ? { says: `Its scopes lack ${missing.join(', ')}.`, fix: DEPLOY } : undefined,
    extra.length > 0 ? { says: `It asks without need for ${extra.join(', ')}.`, fix: DEPLOY } : undefined,
  ];
}
