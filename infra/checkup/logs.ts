import type { Values } from '../values.ts';
import { type Azure, needs } from './azure.ts';
import { DEPLOY, type Finding, findings, unknown } from './finding.ts';
import { at, listAt, textAt, without } from './json.ts';
import { vaultIdOf } from './vault.ts';

const VERSION = '2021-05-01-preview';
/** Categories that have to go to a workspace, as the Bicep modules have them; a test compares them. */
export const CATEGORIES = { app: ['AppServiceConsoleLogs', 'AppServicePlatformLogs'], vault: ['AuditEvent'] } as const;

/** Whether the logs of app and vault are kept: the bot's own with the anchors of its record, and who opened the seal key. */
export function checkLogs(values: Values, azure: Azure): Finding[] {
  return [
    ...kept('log of the app', values.appServiceId, CATEGORIES.app, azure),
    ...kept('log of the vault', vaultIdOf(values, azure), CATEGORIES.vault, azure),
  ];
}

function kept(subject: string, id: string, categories: readonly string[], azure: Azure): Finding[] {
  const answer = azure.resources(`${id}/providers/Microsoft.Insights/diagnosticSettings`, VERSION);
  if (answer.kind !== 'there') return [unknown(subject, answer.kind === 'absent' ? needs('resource') : answer)];
  const toWorkspace = answer.body.filter(each => textAt(each, 'properties', 'workspaceId') !== '');
  const on = toWorkspace
    .flatMap(each => listAt(each, 'properties', 'logs'))
    .filter(each => at(each, 'enabled') === true);
  // A group of categories stands for all that are in it; each of ours is in one of them.
  const missing = on.some(each => textAt(each, 'categoryGroup') === 'allLogs')
    ? []
    : without(
        categories,
        on.map(each => textAt(each, 'category')),
      );
  return findings(subject, 'It goes to a workspace.', [
    missing.length === 0 ? undefined : { says: `It is kept nowhere: ${missing.join(', ')}.`, fix: DEPLOY },
  ]);
}
