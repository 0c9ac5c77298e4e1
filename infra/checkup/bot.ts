import type { Values } from '../values.ts';
import { type Answer, type Azure, needs } from './azure.ts';
import { checkConnection } from './connection.ts';
import { DEPLOY, type Fault, type Finding, findings, unknown, wrong } from './finding.ts';
import { at, same, textAt } from './json.ts';
import { elsewhere } from './region.ts';

const VERSION = '2022-09-15';
const SUBJECT = 'azure bot';
const [ENDPOINT, IDENTITY, TEAMS] = ['messaging endpoint', 'bot’s identity', 'channel teams'];
const CONNECTION = 'oauth connection';

/** The Azure Bot, its channel Teams and its OAuth connection, compared with modules/bot.bicep. */
export function checkBot(values: Values, azure: Azure): Finding[] {
  const bots = azure.resources(`${azure.group}/providers/Microsoft.BotService/botServices`, VERSION);
  const bot =
    bots.kind === 'there'
      ? bots.body.find(each => same(textAt(each, 'properties', 'msaAppId'), values.botId))
      : undefined;
  if (bot === undefined) return noBot(bots, values);
  const id = textAt(bot, 'id');
  const channel = azure.resource(`${id}/channels/MsTeamsChannel`, VERSION);
  const connection = azure.resource(`${id}/connections/graph`, VERSION);
  return [
    ...findings(SUBJECT, 'It is there, in its region.', [elsewhere(bot, values)]),
    ...findings(ENDPOINT, 'Teams delivers messages to the app.', [endpoint(bot, values)]),
    ...findings(IDENTITY, 'The bot is the managed identity, in this tenant.', [identity(bot, values)]),
    ...teams(channel, values),
    ...checkConnection(CONNECTION, connection, values),
  ];
}

function noBot(bots: Answer, { botId, resourceGroup }: Values): Finding[] {
  const rest = bots.kind === 'unread' ? bots : needs(SUBJECT);
  const others = [ENDPOINT, IDENTITY, TEAMS, CONNECTION].map(subject => unknown(subject, rest));
  if (bots.kind === 'unread') return [unknown(SUBJECT, bots), ...others];
  return [
    wrong(SUBJECT, { says: `The resource group ${resourceGroup} has no Azure Bot with the id ${botId}.`, fix: DEPLOY }),
    ...others,
  ];
}

function endpoint(bot: unknown, { botDomain }: Values): Fault | undefined {
  const [is, wanted] = [textAt(bot, 'properties', 'endpoint'), `https://${botDomain}/api/messages`];
  if (same(is, wanted)) return undefined;
  return { says: `Messages go to ${is || 'nowhere'}, not to ${wanted}.`, fix: DEPLOY };
}

function identity(bot: unknown, { tenantId }: Values): Fault | undefined {
  const [type, tenant] = [textAt(bot, 'properties', 'msaAppType'), textAt(bot, 'properties', 'msaAppTenantId')];
  if (type !== 'UserAssignedMSI') {
    return { says: `The Azure Bot is of the type ${type || 'unknown'}, not UserAssignedMSI.`, fix: DEPLOY };
  }
  if (same(tenant, tenantId)) return undefined;
  return { says: `The Azure Bot is in the tenant ${tenant || 'unknown'}, not in ${tenantId}.`, fix: DEPLOY };
}

function teams(channel: Answer, values: Values): Finding[] {
  if (channel.kind === 'unread') return [unknown(TEAMS, channel)];
  if (channel.kind === 'absent')
    return [wrong(TEAMS, { says: 'The Azure Bot has no channel Microsoft Teams.', fix: DEPLOY })];
  const off = at(channel.body, 'properties', 'properties', 'isEnabled') !== true;
  return findings(TEAMS, 'It is on.', [
    off ? { says: 'The channel Microsoft Teams is switched off.', fix: DEPLOY } : undefined,
    elsewhere(channel.body, values),
  ]);
}
