import type { Az } from '../az.ts';
import type { Values } from '../values.ts';
import { checkAlerts } from './alerts.ts';
import { checkApp } from './app.ts';
import { checkApplication } from './application.ts';
import { Azure } from './azure.ts';
import { checkBot } from './bot.ts';
import { checkCredential } from './credential.ts';
import { checkEnterprise } from './enterprise.ts';
import type { Finding } from './finding.ts';
import { checkLogs } from './logs.ts';
import { askByHttp, checkReadiness } from './readiness.ts';
import { checkRoles } from './roles.ts';
import { checkSettings } from './settings.ts';
import { checkVault } from './vault.ts';

export type { Finding } from './finding.ts';

/** Every area, in the order in which they are told. */
const AREAS = [
  checkApplication,
  checkCredential,
  checkEnterprise,
  checkBot,
  checkApp,
  checkSettings,
  checkRoles,
  checkVault,
  checkLogs,
  checkAlerts,
];

/**
 * Everything that sign-in and the bot need, compared with what entra-app.ts and the Bicep modules write. Changes nothing. What
 * can't be read is `unknown`, with the right that it takes. Throws what is no refusal of Azure.
 * @param ask asks the bot itself whether it is ready
 */
export async function examine(values: Values, az: Az, ask = askByHttp): Promise<Finding[]> {
  const azure = new Azure(az, values);
  return [...AREAS.flatMap(check => check(values, azure)), await checkReadiness(values, ask)];
}
