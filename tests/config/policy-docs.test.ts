import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { ACTION_KINDS } from '../../src/action-kinds.ts';
import { policyJsonSchema, readPolicy } from '../../src/config/policy-file.ts';
import { policySchema } from '../../src/desk/policy/policy.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const text = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const json = (file: string): unknown => JSON.parse(text(file));
const PAGE = text('docs/policy.md');

/** What rules are made of, and no rules themselves. */
const PARTS = ['for-action.ts', 'object-id.ts'];

interface Schema {
  const?: string;
  enum?: readonly string[];
  properties?: Record<string, Schema>;
  items?: { oneOf: Schema[] };
}
const SCHEMA: Schema = policyJsonSchema();
const RULES = SCHEMA.properties?.approval?.items?.oneOf ?? [];
const ajv = new Ajv({ strict: true, useDefaults: true });
addFormats.default(ajv);
const valid = ajv.compile(policyJsonSchema());

/** Every setting by its path, those of the rules left out. */
function settings(schema: Schema, above = ''): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
    inner.properties ? settings(inner, `${above}${name}.`) : [`${above}${name}`],
  );
}

/** The rows of a table below a heading of the page, as cells. */
function rows(heading: string): string[][] {
  const section = PAGE.split(/^## /m).find(part => part.startsWith(`${heading}\n`)) ?? '';
  const lines = section.split('\n').filter(line => line.startsWith('|'));
  return lines.slice(2).map(line =>
    line
      .slice(1, -1)
      .split('|')
      .map(cell => cell.trim()),
  );
}
const code = (cell: string | undefined) => /^`(.+)`$/.exec(cell ?? '')?.[1] ?? '';

/** The value at a path such as limits.perTarget.hour. */
function at(value: unknown, where: string): unknown {
  return where.split('.').reduce((inner, name) => Object(inner)[name], value);
}

describe('docs: the policy', () => {
  it('docs/policy.schema.json is what is generated (npm run policy:schema)', () => {
    assert.deepEqual(json('docs/policy.schema.json'), JSON.parse(JSON.stringify(policyJsonSchema())));
  });

  it('docs/policy.example.json is a policy, by the schema too, and shows every setting', () => {
    const example = json('docs/policy.example.json');
    assert.ok(valid(structuredClone(example)), JSON.stringify(valid.errors));
    const policy = readPolicy(path.join(ROOT, 'docs/policy.example.json'));
    assert.equal(policy.approval.length, 4);
    for (const setting of settings(SCHEMA)) assert.notEqual(at(example, setting), undefined, setting);
  });

  it('the schema refuses what the bot refuses, as far as a schema can say it', () => {
    for (const wrong of [{ x: 1 }, { approval: [] }, { approval: [{ when: 'x' }] }, { limits: { above: 1 } }, []]) {
      assert.ok(!valid(structuredClone(wrong)), JSON.stringify(wrong));
      assert.ok(!policySchema.safeParse(wrong).success, JSON.stringify(wrong));
    }
  });

  it('the page lists every setting, and no other', () => {
    const listed = rows('Settings').map(([name]) => code(name));
    assert.deepEqual(listed.sort(), settings(SCHEMA).sort());
  });

  it('the page tells the default of every setting', () => {
    const defaults = JSON.parse(readPolicy(undefined).text) as object;
    for (const [name = '', , usual] of rows('Settings')) {
      if (code(name) === '$schema') continue;
      const value = at(defaults, code(name));
      assert.equal(code(usual), typeof value === 'string' ? value : JSON.stringify(value), name);
    }
  });

  it('the page lists every rule with its settings, and no other', () => {
    const expected = RULES.flatMap(({ properties = {} }) => {
      const { when, action, ...others } = properties;
      // Each rule has it, and the page says so once.
      assert.deepEqual(action?.enum, [...ACTION_KINDS]);
      const names = Object.keys(others);
      return [when?.const ?? '', ...names];
    });
    const listed = rows('Approval rules')
      .flatMap(([rule, setting]) => [code(rule), code(setting)])
      .filter(Boolean);
    assert.ok(RULES.length >= 5);
    assert.deepEqual(listed, [...expected, 'action']);
    const [, , matches = ''] = rows('Approval rules').at(-1) ?? [];
    for (const kind of ACTION_KINDS) assert.ok(matches.includes(`\`${kind}\``), kind);
  });

  it('the examples of the page are policies', () => {
    const examples = [...PAGE.matchAll(/```json\n(\{[^`]+\})\n```/g)].map(
      ([, block = '']) => JSON.parse(block) as unknown,
    );
    assert.equal(examples.length, 2);
    for (const example of examples) {
      assert.ok(valid(structuredClone(example)), JSON.stringify(valid.errors));
      assert.ok(policySchema.safeParse(example).success);
    }
  });

  it('every rule that has a file is one that the policy knows', () => {
    const files = readdirSync(path.join(ROOT, 'src/desk/policy/rules')).filter(file => !PARTS.includes(file));
    const known = RULES.map(({ properties }) => `${properties?.when?.const}.ts`);
    assert.deepEqual(known.sort(), files.sort());
  });

  it('the policy in docs/configuration.md is one', () => {
    const [, block = ''] = /```json\n(\{[^`]+\})\n```/.exec(text('docs/configuration.md')) ?? [];
    assert.ok(policySchema.safeParse(JSON.parse(block)).success);
  });
});
