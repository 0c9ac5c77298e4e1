import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { triesAll } from './runs.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../node_modules/.cache/test-kept');

/**
 * What follows from these texts alone, and takes long to make: the whole run makes it each time, `npm run test:fast` keeps it
 * between runs. As soon as one of the texts is another, it is made anew.
 */
export function kept<T>(from: readonly string[], make: () => T): T {
  if (triesAll) return make();
  const file = path.join(FOLDER, createHash('sha256').update(JSON.stringify(from)).digest('hex'));
  return keptIn(file) ?? keep(file, make());
}

function keptIn<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Moved to its place, so that another process never reads half of it. */
function keep<T>(file: string, made: T): T {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(made));
  renameSync(`${file}.${process.pid}`, file);
  return made;
}
