import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { licenceOf, PERMITTED } from '../../scripts/dependencies/licences.ts';
import { neededOnlyBy, productionPackages } from '../../scripts/dependencies/lock-file.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

describe('the dependencies', () => {
  const packages = productionPackages(ROOT);

  it('are those of production, and not those of development', () => {
    const names = new Set(packages.map(({ name }) => name));
    for (const name of ['botbuilder', '@azure/identity', 'restify', 'zod', 'pino']) assert.ok(names.has(name), name);
    for (const name of ['mocha', 'azurite', 'esbuild', 'playwright-core']) assert.ok(!names.has(name), name);
  });

  it('have a licence that is known and permitted, each of them', () => {
    const refused = packages.filter(each => !PERMITTED.has(licenceOf(each) ?? 'unknown'));
    assert.deepEqual(
      refused.map(({ name, version, license }) => `${name}@${version}: ${license}`),
      [],
    );
  });

  it('that only teams-ai needs are named with their risk, and no others', () => {
    const page = readFileSync(path.join(ROOT, 'docs/dependencies.md'), 'utf8');
    const [, section = ''] = page.split('## Only because of teams-ai');
    const rows = section.split('\n').filter(line => line.startsWith('| `'));
    const named = rows.flatMap(row => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name));
    assert.deepEqual(named.sort(), neededOnlyBy(ROOT, ['@microsoft/teams-ai', 'openai']));
    for (const row of rows) assert.match(row.split('|')[2] ?? '', /\w.{10,}\./, 'a risk in words');
  });

  it('that we chose ourselves are named, and no others', () => {
    const page = readFileSync(path.join(ROOT, 'docs/dependencies.md'), 'utf8');
    const [, section = ''] = page.split('## What we chose');
    const [table = ''] = section.split('\n## ');
    const rows = table.split('\n').filter(line => line.startsWith('| `'));
    const named = rows.flatMap(row => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name));
    const { dependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
    assert.deepEqual(named.sort(), Object.keys(dependencies).sort());
  });

  describe('read from a lock file', () => {
    let root: string;

    beforeEach(() => {
      root = mkdtempSync(path.join(os.tmpdir(), 'nyckel-lock-'));
    });

    afterEach(() => rmSync(root, { recursive: true, force: true }));

    function install(folder: string, manifest: object): void {
      mkdirSync(path.join(root, folder), { recursive: true });
      writeFileSync(path.join(root, folder, 'package.json'), JSON.stringify(manifest));
    }

    function lock(packages: Record<string, object>): void {
      writeFileSync(path.join(root, 'package-lock.json'), JSON.stringify({ packages }));
    }

    it('a package that says nothing has no licence, and none is made up for it', () => {
      install('node_modules/silent', {});
      lock({ '': { dependencies: { silent: '1' } }, 'node_modules/silent': { version: '1.0.0' } });
      const [silent] = productionPackages(root);
      assert.ok(silent);
      assert.equal(licenceOf(silent), undefined);
    });

    it('an older form of the licence counts, and one that is not permitted is none of ours', () => {
      install('node_modules/old', { licenses: [{ type: 'GPL-3.0' }] });
      lock({ '': { dependencies: { old: '1' } }, 'node_modules/old': { version: '1.0.0' } });
      const [old] = productionPackages(root);
      assert.equal(old && licenceOf(old), 'GPL-3.0');
      assert.ok(!PERMITTED.has('GPL-3.0'));
    });

    it('what two need belongs to neither; an own copy below one belongs to that one', () => {
      for (const folder of ['a', 'b', 'both', 'only', 'a/node_modules/both']) install(`node_modules/${folder}`, {});
      lock({
        '': { dependencies: { a: '1', b: '1' } },
        'node_modules/a': { version: '1.0.0', dependencies: { both: '2', only: '1' } },
        'node_modules/b': { version: '1.0.0', dependencies: { both: '1' } },
        'node_modules/both': { version: '1.0.0' },
        'node_modules/a/node_modules/both': { version: '2.0.0' },
        'node_modules/only': { version: '1.0.0' },
      });
      assert.deepEqual(neededOnlyBy(root, ['a']), ['a', 'both', 'only']);
      assert.deepEqual(neededOnlyBy(root, ['b']), ['b', 'both']);
    });
  });
});
