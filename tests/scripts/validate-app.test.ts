import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { TOOLKIT, validateApp } from '../../scripts/validate-app.ts';
import { skipBecause } from '../support/skip.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const MANIFEST = path.join(ROOT, 'appPackage/manifest.json');

describe('npm run app:validate', () => {
  let folder: string;
  before(function () {
    if (process.platform === 'win32') skipBecause(this, 'npx is stood in for by a shell script');
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-validate-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Stands in for npx, which would fetch 445 MB: keeps what it was asked for, and the file with the values. */
  function validate(ends: number): { status: number; words: string[]; values: string } {
    const npx = path.join(folder, 'npx');
    const script = `#!/bin/sh
printf '%s\\n' "$@" > ${folder}/words
while [ "$1" != --env-file ]; do shift; done
cat "$2" > ${folder}/values
exit ${ends}
`;
    writeFileSync(npx, script);
    chmodSync(npx, 0o755);
    const status = validateApp(MANIFEST, { PATH: `${folder}:/bin` });
    const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
    return { status, words: read('words').trim().split('\n'), values: read('values') };
  }

  it('asks the toolkit in the one version that is pinned, without its install scripts', () => {
    assert.match(TOOLKIT, /@\d+\.\d+\.\d+$/);
    const { words } = validate(0);
    assert.deepEqual(words.slice(0, 5), ['--yes', '--ignore-scripts', `--package=${TOOLKIT}`, 'atk', 'validate']);
    assert.equal(words[words.indexOf('--manifest-file') + 1], MANIFEST);
    assert.equal(words[words.indexOf('--telemetry') + 1], 'false');
  });

  it('gives a value for each that the manifest leaves open', () => {
    const open = [...readFileSync(MANIFEST, 'utf8').matchAll(/\$\{\{(\w+)\}\}/g)].map(([, name]) => name);
    const given = [...validate(0).values.matchAll(/^(\w+)=.+$/gm)].map(([, name]) => name);
    assert.deepEqual([...new Set(open)].sort(), given.sort());
  });

  it('ends as the toolkit ends', () => {
    assert.equal(validate(0).status, 0);
    assert.equal(validate(1).status, 1);
  });

  it('has failed where there is no npx', () => {
    assert.equal(validateApp(MANIFEST, { PATH: folder }), 1);
  });
});
