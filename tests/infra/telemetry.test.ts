import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import type { Attributes, Meter } from '@opentelemetry/api';
import { createMeasures } from '../../src/telemetry/measures.ts';
import { observeDue } from '../../src/telemetry/observed-store.ts';
import { at, type BicepObject, literal } from '../support/bicep.ts';
import { bicep, made, only, ROOT, text } from './files.ts';

/** The metrics that the bot sends, with the values of their attributes. */
const METRICS = sent();
/** What a span has of ours, beside what all spans have. */
const SPAN = ['nyckel.correlation_id'];

type Item = { name: string; type: number; content: { query?: string; title?: string; resourceType?: string } };
const workbook = JSON.parse(text('infra/workbook.json')) as { items: Item[]; fallbackResourceIds: string[] };
const panels = workbook.items.filter(({ content }) => content.query !== undefined);
const rules = bicep('infra/modules/alerts.bicep').variables.get('rules') as BicepObject[];
const queries: [name: string, query: string][] = [
  // Of a component; the anchors are in the log, and Entra's audit log is in a workspace.
  ...globSync('infra/queries/*.kql', { cwd: ROOT, exclude: ['**/audit-anchor.kql', '**/around-nyckel.kql'] }).map(
    (file): [string, string] => [file, text(file)],
  ),
  ...panels.map(({ name, content }): [string, string] => [`workbook, ${name}`, content.query ?? '']),
];

describe('infra: queries', () => {
  for (const [name, query] of queries) {
    it(`${name} asks for telemetry that the bot sends`, () => {
      const [from = ''] = query
        .split(/[\s;|]/)
        .filter(word => ['customMetrics', 'requests', 'dependencies'].includes(word));
      const metrics = [...query.matchAll(/(?:==|in|,) \(?'(nyckel\.[\w.]+)'/g)].map(([, metric]) => metric ?? '');
      const attributes = [...query.matchAll(/customDimensions(?:\.(\w+)|\['([\w.]+)'\])/g)].map(
        ([, a, b]) => a ?? b ?? '',
      );
      assert.ok(from === 'customMetrics' ? metrics.length > 0 : from !== '', 'it asks for nothing of ours');
      for (const metric of metrics) assert.ok(METRICS.has(metric), metric);
      const known =
        from === 'customMetrics' ? metrics.flatMap(metric => [...(METRICS.get(metric)?.keys() ?? [])]) : SPAN;
      for (const attribute of attributes) assert.ok(known.includes(attribute), attribute);
    });
  }

  it('compare with outcomes that exist', () => {
    const outcomes = METRICS.get('nyckel.resets')?.get('outcome');
    const compared = queries.flatMap(([, query]) =>
      [...query.matchAll(/customDimensions\.outcome\) (?:==|in) \(?((?:'\w+'(?:, )?)+)/g)].flatMap(([, list = '']) =>
        list.split(', '),
      ),
    );
    assert.deepEqual(compared.sort(), ["'accepted'", "'failed'", "'unknown'"]);
    for (const outcome of compared) assert.ok(outcomes?.has(outcome.replaceAll("'", '')), outcome);
  });

  it('tell by the attribute what was done: the page names the action that the bot had first', () => {
    const actions = METRICS.get('nyckel.resets')?.get('action');
    assert.deepEqual([...(actions ?? [])].sort(), ['reset-password', 'temporary-access-pass']);
    const page = panels.find(({ name }) => name === 'resets')?.content.query ?? '';
    const [, named = ''] = /action in \('', '([a-z-]+)'\)/.exec(page) ?? [];
    assert.ok(actions?.has(named), named);
  });

  it('know the span attribute by the name that the bot gives it', () => {
    for (const name of SPAN) assert.ok(text('src/telemetry/traced-call.ts').includes(`'${name}':`), name);
  });

  it('every metric is on the page', () => {
    const all = panels.map(({ content }) => content.query).join('\n');
    for (const metric of METRICS.keys()) assert.ok(all.includes(`'${metric}'`), metric);
  });
});

describe('infra: alerts and workbook', () => {
  it('there is an alert for each thing that somebody must look at', () => {
    assert.deepEqual(rules.map(({ key }) => literal(key)).sort(), [
      'alarms',
      'audit-write-failures',
      'refused-attempts',
      'reset-failures',
      'unusual-number',
    ]);
  });

  for (const rule of rules) {
    it(`${literal(rule.key)} has its own query, a sentence, and is looked at before its window is over`, () => {
      assert.equal(rule.query, `loadTextContent('../queries/${literal(rule.key)}.kql')`);
      assert.match(literal(rule.description) ?? '', /^[A-Z].{30,}\.$/);
      assert.match(String(rule.severity), /^[0-4]$/);
      assert.ok(minutes(rule.frequency) <= minutes(rule.window), String(rule.frequency));
    });
  }

  it('a query that looks at days has a window of as many', () => {
    const unusual = rules.find(({ key }) => literal(key) === 'unusual-number');
    assert.match(text('infra/queries/unusual-number.kql'), /ago\(48h\)/);
    assert.equal(minutes(unusual?.window), 48 * 60);
  });

  for (const [alert, column, shown] of [
    ['refused-attempts', 'person', /by person\b/],
    ['alarms', 'account', /extend account = /],
  ] as const) {
    it(`${alert} says whose it is: of each one there is an alert of its own`, () => {
      const rule = rules.find(({ key }) => literal(key) === alert);
      assert.equal(literal(at((rule?.splitBy as BicepObject[] | undefined)?.[0], 'name')), column);
      assert.match(text(`infra/queries/${alert}.kql`), shown);
    });
  }

  it('the alert on alarms comes for one that was raised, and for none that was ended', () => {
    const steps = METRICS.get('nyckel.alarms')?.get('what');
    assert.deepEqual([...(steps ?? [])].sort(), ['ended', 'raised']);
    assert.match(text('infra/queries/alarms.kql'), /customDimensions\.what\) == 'raised'/);
  });

  it('a mail goes out unless somebody said none: an address that is forgotten is refused', () => {
    const receiver = bicep('infra/main.bicep').params.get('alertEmail');
    assert.equal(receiver?.usual, undefined);
    assert.equal(bicep('infra/modules/alerts.bicep').variables.get('mailed'), "alertEmail != 'none'");
    assert.equal(only('Microsoft.Insights/actionGroups').condition, 'mailed');
    const actions = at(only('Microsoft.Insights/scheduledQueryRules').body, 'properties.actions.actionGroups');
    assert.equal(actions, 'mailed ? [mail.id] : []');
    const down = at(only('Microsoft.Insights/metricAlerts').body, 'properties.actions');
    assert.equal(down, 'mailed ? [{ actionGroupId: mail.id }] : []');
  });

  it('telemetry that comes late is seen all the same: windows are at least three times as long as the pauses', () => {
    for (const rule of rules) assert.ok(3 * minutes(rule.frequency) <= minutes(rule.window), String(rule.key));
  });

  it('there is one for a bot that is down: what the platform finds at the path that it asks, for five minutes', () => {
    const { properties } = only('Microsoft.Insights/metricAlerts').body;
    assert.deepEqual(at(properties, 'scopes'), ['appId']);
    assert.equal(literal(at(properties, 'windowSize')), 'PT5M');
    const [criterion] = (at(properties, 'criteria.allOf') ?? []) as BicepObject[];
    assert.deepEqual(
      ['metricNamespace', 'metricName', 'operator', 'threshold', 'timeAggregation'].map(name => criterion?.[name]),
      ["'Microsoft.Web/sites'", "'HealthCheckStatus'", "'LessThan'", '50', "'Average'"],
    );
  });

  it('what the bot and its platform write, and who reads the key, goes to the workspace', () => {
    const settings = made('Microsoft.Insights/diagnosticSettings').map(({ body }) => [
      body.scope,
      at(body, 'properties.workspaceId'),
      ...((at(body, 'properties.logs') ?? []) as BicepObject[]).map(({ category, enabled }) => [category, enabled]),
    ]);
    assert.deepEqual(settings.sort(), [
      ['app', 'workspaceId', ["'AppServiceConsoleLogs'", 'true'], ["'AppServicePlatformLogs'", 'true']],
      ['vault', 'workspaceId', ["'AuditEvent'", 'true']],
    ]);
    const config = at(only('Microsoft.Web/sites').body, 'properties.siteConfig');
    assert.equal(at(config, 'httpLoggingEnabled'), 'true');
    assert.equal(at(config, 'logsDirectorySizeLimit'), '100');
  });

  it('the query for the anchors is the one that the page on operating shows, and asks for a line that the bot writes', () => {
    const query = text('infra/queries/audit-anchor.kql');
    assert.ok(text('docs/operate.md').includes(`\`\`\`kusto\n${query}\`\`\``));
    const [, line = ''] = /line\.msg\) == "([^"]+)"/.exec(query) ?? [];
    assert.ok(line && text('src/store/record/anchor.ts').includes(`'${line}'`), line);
  });

  it('the page names its panels and gets the component that it asks', () => {
    assert.equal(new Set(workbook.items.map(({ name }) => name)).size, workbook.items.length);
    for (const { name, content } of panels) {
      assert.ok(content.title, name);
      assert.equal(content.resourceType, 'microsoft.insights/components', name);
    }
    assert.deepEqual(workbook.fallbackResourceIds, ['<component>']);
    const data = at(only('Microsoft.Insights/workbooks').body, 'properties.serializedData');
    assert.equal(data, "replace(loadTextContent('../workbook.json'), '<component>', componentId)");
  });
});

/** What the bot's own code gives a meter: metric, attribute, values. */
function sent(): Map<string, Map<string, Set<string>>> {
  const metrics = new Map<string, Map<string, Set<string>>>();
  const note = (name: string) => {
    const attributes = new Map<string, Set<string>>();
    metrics.set(name, attributes);
    const take = (_value: number, given: Attributes = {}) => {
      for (const [key, value] of Object.entries(given)) {
        attributes.set(key, (attributes.get(key) ?? new Set()).add(String(value)));
      }
    };
    return { add: take, record: take, addCallback: () => undefined, removeCallback: () => undefined };
  };
  const meter = { createCounter: note, createHistogram: note, createObservableGauge: note } as unknown as Meter;
  const measures = createMeasures(meter);
  observeDue(meter, { due: async () => [] }, () => 0);
  measures.turn('message', 1);
  measures.graphCall({ method: 'GET', path: '/v1.0/me', status: 200 });
  measures.signInRefused('65001');
  measures.recordFailed();
  const row = { at: 0, correlationId: 'c', actorId: 'a', actorName: 'A' };
  for (const event of [
    'reset-accepted',
    'reset-verified',
    'reset-failed',
    'reset-unknown',
    'pass-made',
    'request-approved',
  ] as const) {
    measures.recorded({ ...row, event });
  }
  measures.recorded({ ...row, event: 'request-refused', rule: 'no-role' });
  for (const event of ['alarm-raised', 'alarm-ended'] as const) {
    measures.recorded({ ...row, event, targetId: 't' });
  }
  measures.recorded({ ...row, event: 'proof-asked', proof: 'number-match' });
  return metrics;
}

/** Of an ISO 8601 duration in days, hours or minutes. */
function minutes(duration: unknown): number {
  const [, days, hours, rest] = /^'P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?'$/.exec(String(duration)) ?? [];
  return Number(days ?? 0) * 1440 + Number(hours ?? 0) * 60 + Number(rest ?? 0);
}
