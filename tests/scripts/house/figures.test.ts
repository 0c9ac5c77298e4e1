import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { figuresOf } from '../../../scripts/house/figures.ts';
import { modulesOf } from '../../../scripts/house/modules.ts';

describe('the measure of the house', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'nyckel-house-'));
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function measured(files: Readonly<Record<string, string>>): Record<string, readonly string[]> {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(root, 'src', name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    const modules = modulesOf(root, 'src');
    return Object.fromEntries(figuresOf(modules, modules).map(({ name, places }) => [name, places]));
  }

  it('finds nothing in what is well shaped', () => {
    const found = measured({
      'a.ts': "import { b } from './b.ts';\nb(1, 2, 3, 4);\n",
      'b.ts': 'export const b = (...all: number[]) => all as readonly number[] as const;\n'.replace(' as const', ''),
    });
    assert.deepEqual({ ...found, casts: [] }, Object.fromEntries(Object.keys(found).map(name => [name, []])));
  });

  it('counts a function of 41 lines and not one of 40', () => {
    const lines = (count: number) => `function f() {\n${'  f();\n'.repeat(count - 2)}}\n`;
    assert.deepEqual(measured({ 'a.ts': lines(40), 'b.ts': lines(41) })['functions over 40 lines'], [
      'src/b.ts:1 (41 lines)',
    ]);
  });

  it('counts five parameters, wherever they stand, and not four', () => {
    const text = 'class C {\n  m(a: 1, b: 1, c: 1, d: 1, e: 1) {}\n  n(a: 1, b: 1, c: 1, d: 1) {}\n}\n';
    assert.deepEqual(measured({ 'a.ts': text })['functions with more than 4 parameters'], [
      'src/a.ts:2 (5 parameters)',
    ]);
  });

  it('counts a cast, and not "as const"', () => {
    const text = "const a = 1 as const;\nconst b = 'x' as unknown as number;\n";
    assert.deepEqual(measured({ 'a.ts': text }).casts, ['src/a.ts:2', 'src/a.ts:2']);
  });

  it('finds files that import each other, also through a third one and by type alone', () => {
    const found = measured({
      'a.ts': "import type { B } from './b.ts';\nexport type A = B;\n",
      'b.ts': "import type { C } from './c.ts';\nexport type B = C;\n",
      'c.ts': "import type { A } from './a.ts';\nexport type C = A;\n",
      'd.ts': "import type { A } from './a.ts';\nexport type D = A;\n",
    });
    assert.deepEqual(found.circles, ['src/a.ts <-> src/b.ts <-> src/c.ts']);
  });

  it('takes one name in two files for two meanings, but for plug-ins of one folder', () => {
    const found = measured({
      'a.ts': 'export const same = 1;\nexport const other = 1;\n',
      'b.ts': 'export const same = 2;\n',
      'rules/one.ts': 'export const rule = 1;\nexport const schema = 1;\n',
      'rules/two.ts': 'export const rule = 2;\nexport const schema = 2;\n',
    });
    assert.deepEqual(found['exports of one name with two meanings'], ['same: src/a.ts, src/b.ts']);
  });

  it('finds the export that nobody imports, and not one that is taken with all of its file', () => {
    const found = measured({
      'a.ts': 'export const used = 1;\nexport const dead = 1;\n',
      'b.ts': 'export const any = 1;\n',
      'c.ts': "import { used } from './a.ts';\nimport * as b from './b.ts';\nvoid [used, b];\n",
    });
    assert.deepEqual(found['exports that nobody imports'], ['src/a.ts: dead']);
  });

  it('counts the optional fields of a request, and who writes events in src/teams', () => {
    const found = measured({
      'desk/request.ts':
        'export interface ResetRequest { id: string; target?: string }\nexport interface Place { x?: 1 }\n',
      'teams/clicks.ts': 'advance();\ndesk.store.replace(1);\ndesk.store.get(1);\n',
      'desk/run.ts': 'advance();\n',
    });
    assert.deepEqual(found['optional fields of the request'], ['ResetRequest.target']);
    assert.deepEqual(found['places in src/teams that write events'], [
      'src/teams/clicks.ts:1 advance',
      'src/teams/clicks.ts:2 store.replace',
    ]);
  });

  it('counts the optional fields of each state where a request is a union of them, and not those of what a field holds', () => {
    const found = measured({
      'desk/request/request.ts': [
        'interface Named { name?: string }',
        'interface Asked extends Named { id: string; place: Place }',
        'export type Open = Asked & { state: 1; card?: string };',
        'export type Done = Asked & { state: 2 };',
        'export type Request = Open | Done;',
        'export interface Place { x?: 1 }',
      ].join('\n'),
    });
    assert.deepEqual(found['optional fields of the request'], ['Named.name', 'Open.card']);
  });
});
