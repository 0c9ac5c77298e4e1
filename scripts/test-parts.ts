import { globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { runMocha } from './mocha.ts';

const ROOT = path.resolve(import.meta.dirname, '..');

/** Each loads the source once more, and starts a sandbox of its own: few enough for that, and so many that no core waits long for the last. */
const PARTS = 12;
/** Each of the processes may take 2 GB. */
const MOST_AT_ONCE = 4;
/** What the reporter writes above the failures of a run, with all that belongs to them. */
const FAILURES = '\nFailures:\n';

/** How the tests of a run, or of a part of it, have ended. */
interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** What one process has printed, and how it ended. */
export interface Ended {
  printed: string;
  /** The line of the reporter; undefined where the process did not get to it. */
  counts: string | undefined;
  code: number;
}

/** The files in parts of about as many bytes, in the order of their paths: neighbours need the same. */
export function partsOf(files: readonly string[], most = PARTS): string[][] {
  const sized = [...files].sort().map(file => ({ file, size: statSync(file).size }));
  const all = sized.reduce((sum, { size }) => sum + size, 0);
  const parts: string[][] = [];
  let before = 0;
  for (const { file, size } of sized) {
    const at = Math.min(most - 1, Math.floor((before / all) * most));
    parts[at] = [...(parts[at] ?? []), file];
    before += size;
  }
  return parts.filter(part => part !== undefined);
}

/** Reads a line of the reporter: `N passed, N failed` or `N passed, N failed, N skipped`. */
export function readCounts(line: string): Counts | undefined {
  const [, passed, failed, skipped = 0] = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/.exec(line.trim()) ?? [];
  return passed === undefined ? undefined : { passed: +passed, failed: Number(failed), skipped: +skipped };
}

/**
 * What is to be said at the end of all parts: the failures of each once more, since others have printed after them, and the counts
 * of all. Without the counts where a part did not get to its end.
 */
export function summaryOf(ended: readonly Ended[]): { failures: string; counts: string | undefined; code: number } {
  const failures = ended.map(({ printed }) => printed.slice(after(printed, FAILURES))).filter(Boolean);
  const read = ended.map(({ counts }) => readCounts(counts ?? ''));
  const sum = (of: keyof Counts) => read.reduce((all, counts) => all + (counts?.[of] ?? 0), 0);
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
  const counts = read.includes(undefined) ? undefined : `${sum('passed')} passed, ${sum('failed')} failed${skipped}`;
  return { failures: failures.join('\n'), counts, code: Math.max(0, ...ended.map(({ code }) => code)) };
}

function after(printed: string, heading: string): number {
  const at = printed.lastIndexOf(heading);
  return at === -1 ? printed.length : at + heading.length;
}

/** Runs each of the jobs, at most so many at the same time, in their order. */
export async function inTurn<Job, Result>(
  jobs: readonly Job[],
  atOnce: number,
  run: (job: Job) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const left = jobs.entries();
  const work = async () => {
    for (const [n, job] of left) results[n] = await run(job);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

async function runPart(files: readonly string[], folder: string): Promise<Ended> {
  const countsFile = path.join(mkdtempSync(path.join(folder, 'part-')), 'counts.txt');
  const { printed, code } = await runMocha({ mocha: files, env: { ...process.env, TEST_COUNTS_FILE: countsFile } });
  process.stdout.write(printed);
  return { printed, counts: statSync(countsFile, { throwIfNoEntry: false }) && readFileSync(countsFile, 'utf8'), code };
}

if (import.meta.main) {
  const folder = mkdtempSync(path.join(tmpdir(), 'nyckel-test-parts-'));
  try {
    const parts = partsOf(globSync(path.join(ROOT, 'tests/**/*.test.ts')));
    const atOnce = Math.min(availableParallelism(), MOST_AT_ONCE);
    const ended = await inTurn(parts, atOnce, part => runPart(part, folder));
    const { failures, counts, code } = summaryOf(ended);
    if (failures) console.log(`${FAILURES}${failures}`);
    if (counts && process.env.TEST_COUNTS_FILE) writeFileSync(process.env.TEST_COUNTS_FILE, `${counts}\n`);
    process.exitCode = code;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
