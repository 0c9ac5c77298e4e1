import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { SourceMap } from 'node:module';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { type Built, builtBundle } from './built.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const MEGABYTE = 1024 ** 2;

describe('production bundle', () => {
  let built: Built;
  before(async () => {
    built = await builtBundle();
  });
  const read = (file: string) => readFileSync(path.join(built.folder, file), 'utf8');

  it('is a zip file of less than 10 MB with everything in it, and nothing else is in the folder', () => {
    assert.ok(statSync(built.zip).size < 10 * MEGABYTE);
    const zipped = unzipSync(readFileSync(built.zip));
    assert.deepEqual(Object.keys(zipped).sort(), [...built.files].sort());
    assert.deepEqual(readdirSync(built.folder).sort(), [...built.files, 'nyckel.zip'].sort());
    for (const [name, content] of Object.entries(zipped))
      assert.equal(Buffer.from(content).toString('utf8'), read(name));
  });

  it('weighs what starts in time', () => {
    assert.ok(statSync(path.join(built.folder, 'nyckel.js')).size < 6 * MEGABYTE);
    const map: { sources: string[] } = JSON.parse(read('nyckel.js.map'));
    // It names each file by its path from where the bundle is, which is short or long.
    const sources = map.sources.map(source => path.relative(ROOT, path.resolve(built.folder, source)));
    assert.ok(JSON.stringify({ ...map, sources }).length < MEGABYTE);
  });

  it('leads from a place in it to the line of our source, and for a package to its file', () => {
    const map = new SourceMap(JSON.parse(read('nyckel.js.map')));
    const ours = originOf(map, read('nyckel.js'), '"audit anchor"');
    assert.ok(ours.originalSource.endsWith('src/store/record/anchor.ts'), ours.originalSource);
    const line = readFileSync(path.join(ROOT, 'src/store/record/anchor.ts'), 'utf8').split('\n')[ours.originalLine];
    assert.match(line ?? '', /'audit anchor'/);
    const theirs = originOf(map, read('nyckel.js'), 'createDTraceProvider("restify")');
    assert.ok(theirs.originalSource.endsWith('node_modules/restify/lib/dtrace.js'), theirs.originalSource);
  });

  it('keeps the licences that packages carry in their files', () => {
    assert.match(read('nyckel.js.LEGAL.txt'), /lodash[\s\S]+MIT license/i);
    assert.equal(read('LICENSE'), readFileSync(path.join(ROOT, 'LICENSE'), 'utf8'));
  });

  it('holds nothing of the sandbox', () => {
    const ofSandbox = Object.keys(built.metafile.inputs).filter(file => file.includes('sandbox'));
    assert.deepEqual(ofSandbox, []);
  });

  it('refuses a malformed configuration in words, with no stack', () => {
    const { status, stderr } = runFile('nyckel.js', {});
    assert.equal(status, 1);
    assert.match(stderr, /^The configuration can’t be used:\n- BOT_ID /);
    assert.doesNotMatch(stderr, /^\s+at /m);
  });

  for (const command of ['audit', 'watch']) {
    it(`has the command ${command}, which explains itself like the one of src`, () => {
      const bundled = runFile(`${command}.js`, {}, ['--help']);
      const source = spawnSync(process.execPath, [path.join(ROOT, `src/operate/${command}.ts`), '--help'], {
        encoding: 'utf8',
      });
      assert.notEqual(bundled.stdout + bundled.stderr, '');
      assert.deepEqual([bundled.status, bundled.stdout, bundled.stderr], [source.status, source.stdout, source.stderr]);
    });
  }

  function runFile(file: string, env: Record<string, string>, args: readonly string[] = []) {
    return spawnSync(process.execPath, [path.join(built.folder, file), ...args], { env, encoding: 'utf8' });
  }
});

/** Where the map says that a text of the bundle comes from; lines count from 0. */
function originOf(map: SourceMap, bundle: string, text: string) {
  const at = bundle.indexOf(text);
  assert.notEqual(at, -1, `${text} is not in the bundle`);
  const before = bundle.slice(0, at).split('\n');
  const entry = map.findEntry(before.length - 1, before.at(-1)?.length ?? 0);
  assert.ok('originalSource' in entry, `the map knows nothing of ${text}`);
  return entry;
}
