import { spawn } from 'node:child_process';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { text } from 'node:stream/consumers';

const ROOT = path.resolve(import.meta.dirname, '..');
const MOCHA = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');

/** A folder in memory, where Linux has one: stores that last as long as a test need not wait for a disk. */
const MEMORY = '/dev/shm';
const COMPILED = path.join(ROOT, 'node_modules/.cache/test-fast');
/** What the frameworks take to load, beside a test of so many bytes. */
const WEIGHT_OF_FRAMEWORKS = 100_000;
/** And what reading and parsing the source takes. */
const WEIGHT_OF_PARSING = 80_000;
/**
 * One more than the cores of a small machine: some tests wait for a time to pass, and others have something to do meanwhile. Each
 * further one loads much of the source once more.
 */
const PROCESSES = 3;

/** What starts a process: a child of Node.js, a browser, or a compiler that is one. Azurite is started as a child. */
const STARTS_PROCESSES = /^(?:node:child_process|node:cluster|playwright-core|esbuild)$/;
/** These take longest to load, so the tests that need them run in one process. */
const FRAMEWORKS = /^(?:botbuilder|botframework-connector|@microsoft\/teams-ai)$/;
/** The tests that need it read all of `src`, once for each process that has such tests: they run in one. */
const PARSER = /^@babel\/parser$/;

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

/** All packages that a file needs, itself and through every file of ours that it imports. */
function packagesBehind(file: string, known: Map<string, ReadonlySet<string>>): ReadonlySet<string> {
  const all = new Set<string>();
  const seen = new Set<string>();
  // A text of the tests can look like an import of what there is not.
  const visitFile = (each: string) => each.endsWith('.ts') && existsSync(each) && visit(each);
  const visit = (each: string): void => {
    if (seen.has(each)) return;
    seen.add(each);
    const own = known.get(each) ?? new Set(importsIn(readFileSync(each, 'utf8')));
    known.set(each, own);
    for (const name of own) {
      if (!name.startsWith('.')) all.add(name);
      else visitFile(path.resolve(path.dirname(each), name));
    }
  };
  visit(file);
  return all;
}

/**
 * The test files that can't start a process, whatever they import, in parts that take about as long: those that need the
 * frameworks of Teams come first, those that parse the source last, the others in the order of their paths, because neighbours
 * import the same.
 */
export function fastTests(files: readonly string[]): string[][] {
  const known = new Map<string, ReadonlySet<string>>();
  const fast = [...files]
    .sort()
    .map(file => ({ file, packages: [...packagesBehind(path.resolve(file), known)], size: statSync(file).size }))
    .filter(({ packages }) => !packages.some(name => STARTS_PROCESSES.test(name)));
  const need = (packages: readonly string[], which: RegExp) => packages.some(name => which.test(name));
  const place = (packages: readonly string[]) => (need(packages, FRAMEWORKS) ? 0 : need(packages, PARSER) ? 2 : 1);
  const all = fast.reduce((sum, { size }) => sum + size, WEIGHT_OF_FRAMEWORKS + WEIGHT_OF_PARSING);
  const share = all / PROCESSES;
  const parts: string[][] = Array.from({ length: PROCESSES }, () => []);
  let weight = WEIGHT_OF_FRAMEWORKS;
  for (const { file, size } of fast.toSorted((a, b) => place(a.packages) - place(b.packages))) {
    parts[Math.min(PROCESSES - 1, Math.floor(weight / share))]?.push(file);
    weight += size;
  }
  return parts.filter(part => part.length > 0);
}

/** Runs these tests where no process can be started. Resolves to what mocha printed, and its exit code. */
export async function runAlone(files: readonly string[]): Promise<{ printed: string; code: number | null }> {
  const rights = RIGHTS.filter(each => process.allowedNodeEnvironmentFlags.has(each.replace(/=.*/, '')));
  const started = spawn(
    process.execPath,
    [
      '--disable-warning=SecurityWarning',
      '--disable-warning=ExperimentalWarning',
      ...rights,
      ...HEAP,
      MOCHA,
      '--reporter',
      'dot',
      ...files,
    ],
    {
      cwd: ROOT,
      env: {
        // Much of the time goes by with loading: what was compiled is kept for the next run.
        NODE_COMPILE_CACHE: COMPILED,
        ...(existsSync(MEMORY) ? { TMPDIR: MEMORY } : {}),
        ...process.env,
        TEST_RUNS: 'few',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = new Promise<number | null>((resolve, reject) => started.once('error', reject).once('close', resolve));
  return { printed: await text(started.stdout), code: await ended };
}

if (import.meta.main) {
  const from = performance.now();
  const parts = fastTests(globSync(path.join(ROOT, 'tests/**/*.test.ts')));
  const ends = await Promise.all(parts.map(runAlone));
  for (const { printed } of ends) console.log(printed);
  console.log(`${parts.flat().length} files in ${Math.round((performance.now() - from) / 1000)} s`);
  if (ends.some(({ code }) => code !== 0)) process.exitCode = 1;
}
