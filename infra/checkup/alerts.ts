import type { Values } from '../values.ts';
import { type Azure, needs, type Unread } from './azure.ts';
import { DEPLOY, type Fault, type Finding, findings, right, unknown } from './finding.ts';
import { at, listAt, same, textAt, textsAt, without } from './json.ts';

const SUBJECT = 'alerts';
/** What the names of the alerts end in, as modules/alerts.bicep has them; a test compares them. */
export const ALERTS = [
  'audit-write-failures',
  'reset-failures',
  'refused-attempts',
  'alarms',
  'unusual-number',
  'down',
] as const;

interface Alert {
  name: string;
  enabled: boolean;
  /** Ids of the action groups that it tells. */
  groups: readonly string[];
}

/** Whether every alert is there and on, and reaches somebody. */
export function checkAlerts(values: Values, azure: Azure): Finding[] {
  const insights = `${azure.group}/providers/Microsoft.Insights`;
  const queries = azure.resources(`${insights}/scheduledQueryRules`, '2023-12-01');
  const metrics = azure.resources(`${insights}/metricAlerts`, '2018-03-01');
  const groups = azure.resources(`${insights}/actionGroups`, '2023-01-01');
  if (queries.kind !== 'there') return [unknown(SUBJECT, unread(queries))];
  if (metrics.kind !== 'there') return [unknown(SUBJECT, unread(metrics))];
  if (groups.kind !== 'there') return [unknown(SUBJECT, unread(groups))];
  const alerts = [
    ...queries.body.map(each => alert(each, textsAt(each, 'properties', 'actions', 'actionGroups'))),
    ...metrics.body.map(each =>
      alert(
        each,
        listAt(each, 'properties', 'actions').map(action => textAt(action, 'actionGroupId')),
      ),
    ),
  ];
  const ours = ALERTS.map(key => ({
    key,
    alert: alerts.find(({ name }) => same(name, `${values.keyVaultName}-${key}`)),
  }));
  const off = ours.filter(each => !each.alert?.enabled).map(({ key }) => key);
  const found = findings(SUBJECT, 'All are there and reach somebody.', [
    absent(off),
    silent(ours, groups.body, values),
  ]);
  if (values.alertEmail !== 'none' || found.some(({ state }) => state === 'wrong')) return found;
  return [right(SUBJECT, 'All are there; they are seen in Azure Monitor alone, as ALERT_EMAIL=none says.')];
}

function unread(answer: Unread | { kind: 'absent' }): Unread {
  return answer.kind === 'absent' ? needs('resource group') : answer;
}

function alert(resource: unknown, groups: readonly string[]): Alert {
  return { name: textAt(resource, 'name'), enabled: at(resource, 'properties', 'enabled') === true, groups };
}

function absent(off: readonly string[]): Fault | undefined {
  return off.length === 0 ? undefined : { says: `Missing or switched off: ${off.join(', ')}.`, fix: DEPLOY };
}

/** Who does not want mails any more can end them by a link in each: the receiver is then disabled. */
function silent(
  ours: readonly { key: string; alert: Alert | undefined }[],
  groups: readonly unknown[],
  { alertEmail }: Values,
): Fault | undefined {
  if (alertEmail === 'none') return undefined;
  const reaching = groups
    .filter(each => at(each, 'properties', 'enabled') === true)
    .filter(each => listAt(each, 'properties', 'emailReceivers').some(one => textAt(one, 'status') !== 'Disabled'))
    .map(each => textAt(each, 'id'));
  const deaf = ours.filter(
    each => each.alert && without(each.alert.groups, reaching).length === each.alert.groups.length,
  );
  if (deaf.length === 0) return undefined;
  return {
    says: `These reach nobody: ${deaf.map(({ key }) => key).join(', ')}.`,
    fix: 'Set ALERT_EMAIL, and deploy again: node infra/install.ts deploy. Who has ended the mails is added again in the action group.',
  };
}
