import assert from 'node:assert/strict';
import { ACTIVITIES } from '../../src/operate/watch/activities.ts';
import { SELF_SERVICE_ACCOUNT } from '../../src/operate/watch/compare.ts';
import { pathTemplate } from '../../src/telemetry/path-template.ts';
import { text } from './files.ts';
import { readYaml } from './yaml.ts';

const QUERY = text('infra/queries/around-nyckel.kql');
const RULE = text('infra/queries/around-nyckel.sigma.yml');
const KNOWN = Object.keys(ACTIVITIES).sort();

describe('infra: what goes around Nyckel, as a query', () => {
  it('asks for the activities that npm run watch asks for', () => {
    const [, list = ''] = /let deeds = dynamic\(\[([^\]]+)\]\);/.exec(QUERY) ?? [];
    assert.deepEqual([...list.matchAll(/"([^"]+)"/g)].map(([, name]) => name).sort(), KNOWN);
  });

  it('leaves out what has no effect, and what people reset themselves, as npm run watch does', () => {
    assert.match(QUERY, / and Result !~ "failure"$/m);
    assert.ok(QUERY.includes(`not(OperationName == "Reset user password" and who =~ "${SELF_SERVICE_ACCOUNT}")`));
  });

  it('knows our calls by the attribute and the names that the bot gives their spans', () => {
    const [, attribute = ''] = /Properties\["([^"]+)"\]/.exec(QUERY) ?? [];
    assert.ok(text('src/telemetry/traced-call.ts').includes(`'${attribute}':`), attribute);
    const user = '/users/dc288b5b/authentication';
    const [, list = ''] = /Name has_any \(([^)]+)\)/.exec(QUERY) ?? [];
    const words = [...list.matchAll(/"([^"]+)"/g)].map(([, word]) => word ?? '');
    const called = (path: string) => words.some(word => pathTemplate(path).split('/').includes(word));
    for (const path of [`${user}/methods/28c10230/resetPassword`, `${user}/passwordMethods/28c10230/resetPassword`]) {
      assert.ok(called(path), path);
    }
    assert.ok(called(`${user}/temporaryAccessPassMethods`) && called(`${user}/temporaryAccessPassMethods/7a1`));
    assert.ok(!called('/users/dc288b5b/revokeSignInSessions'));
  });

  it('is the one that the page shows', () => {
    assert.ok(text('docs/watch.md').includes(`\`\`\`kusto\n${QUERY}\`\`\``));
  });
});

describe('infra: what goes around Nyckel, as a Sigma rule', () => {
  const rule = readYaml(RULE);
  const detection = rule.detection as Record<string, unknown>;

  it('has what a rule has to have', () => {
    for (const field of ['title', 'id', 'status', 'description', 'logsource', 'detection', 'level']) {
      assert.ok(rule[field], field);
    }
    assert.match(String(rule.id), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.ok(String(rule.title).length <= 256);
    assert.match(String(rule.date), /^\d{4}-\d{2}-\d{2}$/);
    assert.deepEqual(rule.logsource, { product: 'azure', service: 'auditlogs' });
    assert.ok(['informational', 'low', 'medium', 'high', 'critical'].includes(String(rule.level)));
    for (const tag of rule.tags as string[]) assert.match(tag, /^attack\.[a-z0-9.-]+$/);
  });

  it('selects the activities that npm run watch asks for', () => {
    const selection = detection.selection as { OperationName: string[] };
    assert.deepEqual([...selection.OperationName].sort(), KNOWN);
  });

  it('leaves out the same rows, by searches that its condition names', () => {
    assert.equal(detection.condition, 'selection and not 1 of filter_*');
    const { selection, condition, ...filters } = detection;
    assert.deepEqual(filters, {
      filter_no_effect: { Result: 'failure' },
      filter_self_service: {
        OperationName: 'Reset user password',
        'InitiatedBy.user.userPrincipalName': SELF_SERVICE_ACCOUNT,
      },
    });
  });

  it('says that it finds what was done through Nyckel as well', () => {
    assert.match(String(rule.description), /finds those that were made through Nyckel as well/);
    assert.match(String((rule.falsepositives as string[])[0]), /through Nyckel/);
  });

  it('is read as it is written: what is no such YAML is refused', () => {
    for (const wrong of ['title', 'a:\n  - b\n  c: d', '\ta: b', 'a: b\na: c', 'a: |\n  b']) {
      assert.throws(() => readYaml(wrong), /line \d+/, wrong);
    }
  });
});
