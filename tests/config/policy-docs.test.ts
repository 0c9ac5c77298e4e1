import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { ACTION_KINDS } from '../../src/action-kinds.ts';
import { policyJsonSchema, readPolicy } from '../../src/config/policy-file.ts';
import { policySchema } from '../../src/desk/policy/policy.ts';
import { LEVEL_OF, PROOF_KINDS, PROOF_LEVELS } from '../../src/desk/request/proof.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const text = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const json = (file: string): unknown => JSON.parse(text(file));
const PAGE = text('docs/policy.md');

/** What rules are made of, and no rules themselves. */
const PARTS = ['for-action.ts', 'object-id.ts'];

interface Schema {
  description?: string;
  const?: string;
  enum?: readonly string[];
  properties?: Record<string, Schema>;
  items?: { oneOf: Schema[] };
}
const SCHEMA: Schema = policyJsonSchema();
const RULES = {
  'Approval rules': SCHEMA.properties?.approval?.items?.oneOf ?? [],
  'Proof rules': SCHEMA.properties?.proof?.items?.oneOf ?? [],
};
/** What every rule of a list has, and what the page says of each of them once. */
const OF_EACH = { 'Approval rules': ['action'], 'Proof rules': ['action', 'atLeast', 'of'] };
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
  const section = PAGE.split(/^##+ /m).find(part => part.startsWith(`${heading}\n`)) ?? '';
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
    assert.deepEqual([policy.approval.length, policy.proof.length], [4, 3]);
    for (const setting of settings(SCHEMA)) assert.notEqual(at(example, setting), undefined, setting);
  });

  it('the schema refuses what the bot refuses, as far as a schema can say it', () => {
    const proofs = [{ when: 'always' }, { when: 'never', atLeast: 1 }, { when: 'always', atLeast: 4 }].map(rule => ({
      proof: [rule],
    }));
    const others = [{ x: 1 }, { approval: [] }, { approval: [{ when: 'x' }] }, { limits: { above: 1 } }, []];
    for (const wrong of [...proofs, ...others, { proof: [{ when: 'always', atLeast: 1, of: [] }] }]) {
      assert.ok(!valid(structuredClone(wrong)), JSON.stringify(wrong));
      assert.ok(!policySchema.safeParse(wrong).success, JSON.stringify(wrong));
    }
  });

  it('the schema says of each rule when it matches, and nothing of a second person where it is about proof', () => {
    for (const { description = '', properties } of Object.values(RULES).flat()) {
      assert.ok(description.length > 10, properties?.when?.const ?? '');
    }
    const proofs = JSON.stringify(SCHEMA.properties?.proof ?? {});
    assert.match(proofs, /atLeast/);
    assert.deepEqual(proofs.match(/second person|nobody else|approv/g) ?? [], []);
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

  for (const heading of ['Approval rules', 'Proof rules'] as const) {
    it(`the page lists every one of the ${heading.toLowerCase()} with its settings, and no other`, () => {
      const each = OF_EACH[heading];
      const expected = RULES[heading].flatMap(({ properties = {} }) => {
        const { when, ...settings } = properties;
        for (const name of each) assert.ok(settings[name], `${when?.const} has no ${name}`);
        assert.deepEqual(settings.action?.enum, [...ACTION_KINDS]);
        // Only one of them can't do without an action.
        const own = Object.keys(settings).filter(name => !each.includes(name) || name === when?.const);
        return [when?.const ?? '', ...own];
      });
      const listed = rows(heading)
        .flatMap(([rule, setting]) => [code(rule), code(setting)])
        .filter(Boolean);
      assert.ok(RULES[heading].length >= 5);
      assert.deepEqual(listed, [...expected, ...each]);
      const actions = rows(heading).flatMap(([, setting, means = '']) => (code(setting) === 'action' ? [means] : []));
      for (const kind of ACTION_KINDS) assert.ok(actions.join().includes(`\`${kind}\``), kind);
    });
  }

  it('the page lists every kind of proof at its level, and no other', () => {
    const listed = rows('Proof of who is calling').map(([level, kind]) => [Number(level), code(kind)]);
    const kinds = PROOF_KINDS.map((kind): [number, string] => [LEVEL_OF[kind], kind]);
    assert.deepEqual(
      listed.filter(([, kind]) => kind !== ''),
      kinds,
    );
    assert.deepEqual([...new Set(listed.map(([level]) => level))], [...PROOF_LEVELS]);
  });

  it('the examples of the page are policies', () => {
    const examples = [...PAGE.matchAll(/```json\n(\{[^`]+\})\n```/g)].map(
      ([, block = '']) => JSON.parse(block) as unknown,
    );
    assert.equal(examples.length, 4);
    for (const example of examples) {
      assert.ok(valid(structuredClone(example)), JSON.stringify(valid.errors));
      assert.ok(policySchema.safeParse(example).success);
    }
  });

  it('what pages tell people to write for proof is of a policy', () => {
    const pages = ['CHANGELOG.md', 'docs/install.md', 'docs/policy.md'];
    const said = pages.flatMap(page =>
      [...text(page).matchAll(/`("proof": [^`]+)`/g)].map(([, setting = '']) => setting),
    );
    assert.ok(said.length >= 4, said.join('\n'));
    for (const setting of said) assert.ok(policySchema.safeParse(JSON.parse(`{${setting}}`)).success, setting);
  });

  it('every rule that has a file is one that the policy knows', () => {
    const files = readdirSync(path.join(ROOT, 'src/desk/policy/rules')).filter(file => !PARTS.includes(file));
    const known = Object.values(RULES).flatMap(list => list.map(({ properties }) => `${properties?.when?.const}.ts`));
    assert.deepEqual([...new Set(known)].sort(), files.sort());
  });

  it('the policy of npm start is one, by the schema too, and wants proof of everybody', () => {
    const file = 'src/sandbox/policy.json';
    const demo = json(file);
    assert.ok(valid(structuredClone(demo)), JSON.stringify(valid.errors));
    assert.ok(readPolicy(path.join(ROOT, file)).proof.some(({ atLeast }) => atLeast === 1));
    assert.equal(
      path.resolve(ROOT, path.dirname(file), String(at(demo, '$schema'))),
      path.join(ROOT, 'docs/policy.schema.json'),
    );
  });

  it('the policy in docs/configuration.md is one', () => {
    const [, block = ''] = /```json\n(\{[^`]+\})\n```/.exec(text('docs/configuration.md')) ?? [];
    assert.ok(policySchema.safeParse(JSON.parse(block)).success);
  });
});
