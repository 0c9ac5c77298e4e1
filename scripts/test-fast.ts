import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { runMocha } from './mocha.ts';

const ROOT = path.resolve(import.meta.dirname, '..');

/** A folder in memory, where Linux has one: stores that last as long as a test need not wait for a disk. */
const MEMORY = '/dev/shm';
const COMPILED = path.join(ROOT, 'node_modules/.cache/test-fast');
/** What starts a process: a child of Node.js, a browser, or a compiler that is one. Azurite is started as a child. */
const STARTS_PROCESSES = /^(?:node:child_process|node:cluster|playwright-core|esbuild)$/;
/**
 * What takes long to load, or to parse: the tests that need it run in one process, one for each of these. That is one more than the
 * cores of a small machine. Each further one loads much of the source once more. `weight` is what it takes, beside a test of so many
 * bytes.
 */
const HEAVY: readonly { packages: RegExp; weight: number }[] = [
  // The frameworks of Teams, and the templates of cards, which most tests of messages need as well.
  {
    packages: /^(?:botbuilder|botframework-connector|@microsoft\/teams-ai|adaptivecards-templating)(?:\/|$)/,
    weight: 200_000,
  },
  // All of `src` as a tree.
  { packages: /^@babel\/parser$/, weight: 150_000 },
  // The sandbox with its certificate: the tests that go over HTTP.
  { packages: /^selfsigned$/, weight: 100_000 },
];
/** Tests that for the most part wait for a time to pass: they do so in a process of their own, and others have the cores meanwhile. */
export const WAITING: readonly string[] = [
  'tests/http/waiting-line.test.ts',
  'tests/store/sqlite/connection/purging.test.ts',
  'tests/store/sqlite/connection/together.test.ts',
  'tests/store/sqlite/sqlite-store/while-open.test.ts',
  'tests/telemetry/turn-scope.test.ts',
].map(name => path.join(ROOT, name));

/** What goes over HTTP or into a database takes so many times longer than other tests of as many bytes. */
const SLOW = /^(?:node:https?|node:sqlite|selfsigned)$/;
const TIMES_SLOWER = 5;

/** Node.js itself lets nothing start a process here, so that a test can't slip in which needs one. */
const RIGHTS = ['--permission', '--allow-fs-read=*', '--allow-fs-write=*', '--allow-net', '--allow-worker'];

/** Many short tests: what they leave behind is collected more seldom from the beginning, and by the thread that is at work anyway. */
const HEAP = [
  '--min-semi-space-size=64',
  '--max-semi-space-size=64',
  '--initial-heap-size=1500',
  '--single-threaded-gc',
];

/** What a source file imports, but for types: as it is written there, dynamic imports of a fixed name among it. */
export function importsIn(source: string): string[] {
  const found = source.matchAll(
    /^(?:import|export) (?!type\b)(?:[\w*{][^;'"]*? from )?'([^']+)'|\bimport\('([^']+)'\)/gm,
  );
  return [...found].map(([, fixed, dynamic]) => fixed ?? dynamic ?? '');
}

/** What a file imports: files of ours, and packages. */
type Imports = { files: readonly string[]; packages: readonly string[] };

function importsOf(file: string): Imports {
  // A text of the tests can look like an import of what there is not.
  const names = file.endsWith('.ts') && existsSync(file) ? importsIn(readFileSync(file, 'utf8')) : [];
  const [packages, files] = [names.filter(name => !name.startsWith('.')), names.filter(name => name.startsWith('.'))];
  return { packages, files: files.map(name => path.resolve(path.dirname(file), name)) };
}

/** All packages that a file needs, itself and through every file of ours that it imports. */
function packagesBehind(file: string, known: Map<string, Imports>): ReadonlySet<string> {
  const all = new Set<string>();
  const seen = new Set([file]);
  for (const each of seen) {
    const own = known.get(each) ?? importsOf(each);
    known.set(each, own);
    for (const name of own.packages) all.add(name);
    for (const name of own.files) seen.add(name);
  }
  return all;
}

const isWaiting = ({ file }: { file: string }) => WAITING.includes(path.resolve(file));

/** What one process runs. */
type Part = { files: string[]; weight: number };

/**
 * The test files that can't start a process, whatever they import: first those that wait, then the others in parts that take about as
 * long, one for each of what takes long to load. What needs none of it fills up what is left in the order of the paths, because
 * neighbours import the same.
 */
export function fastTests(files: readonly string[]): string[][] {
  const known = new Map<string, Imports>();
  const placeOf = (needed: readonly string[]) =>
    HEAVY.findIndex(({ packages }) => needed.some(name => packages.test(name)));
  const fast = [...files]
    .sort()
    .map(file => ({ file, needed: [...packagesBehind(path.resolve(file), known)], weight: statSync(file).size }))
    .filter(({ needed }) => !needed.some(name => STARTS_PROCESSES.test(name)))
    .map(({ file, needed, weight }) => {
      const times = needed.some(name => SLOW.test(name)) ? TIMES_SLOWER : 1;
      return { file, weight: weight * times, place: placeOf(needed) };
    });
  const [waiting, busy] = [fast.filter(isWaiting), fast.filter(each => !isWaiting(each))];
  const parts = HEAVY.map(({ weight }): Part => ({ files: [], weight }));
  const share = [...parts, ...busy].reduce((sum, { weight }) => sum + weight, 0) / parts.length;
  // Those that have no choice come first.
  for (const { file, weight, place } of busy.toSorted((a, b) => b.place - a.place)) {
    const part = parts[place] ?? parts.find(each => each.weight < share) ?? assert.fail('all parts are full');
    part.files.push(file);
    part.weight += weight;
  }
  return [waiting.map(({ file }) => file), ...parts.map(part => part.files)].filter(part => part.length > 0);
}

/** Runs these tests where no process can be started. Resolves to what mocha printed, and its exit code. */
export function runAlone(files: readonly string[]): Promise<{ printed: string; code: number }> {
  const rights = RIGHTS.filter(each => process.allowedNodeEnvironmentFlags.has(each.replace(/=.*/, '')));
  return runMocha({
    node: ['--disable-warning=SecurityWarning', '--disable-warning=ExperimentalWarning', ...rights, ...HEAP],
    mocha: ['--reporter', 'dot', ...files],
    env: {
      // Much of the time goes by with loading: what was compiled is kept for the next run.
      NODE_COMPILE_CACHE: COMPILED,
      ...(existsSync(MEMORY) ? { TMPDIR: MEMORY } : {}),
      ...process.env,
      TEST_RUNS: 'few',
    },
  });
}

if (import.meta.main) {
  const from = performance.now();
  const parts = fastTests(globSync(path.join(ROOT, 'tests/**/*.test.ts')));
  const ends = await Promise.all(parts.map(runAlone));
  for (const { printed } of ends) console.log(printed);
  console.log(`${parts.flat().length} files in ${Math.round((performance.now() - from) / 1000)} s`);
  if (ends.some(({ code }) => code !== 0)) process.exitCode = 1;
}
