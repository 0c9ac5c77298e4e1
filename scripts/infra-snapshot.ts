import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { compile, findBicep } from './infra/compiler.ts';
import { summarize } from './infra/summary.ts';
import type { Template } from './infra/template.ts';

const ROOT = path.resolve(import.meta.dirname, '..');

/** Where the summary of the compiled template is kept, so that a change of infra/ shows what it really changes. */
export const SNAPSHOT = path.join(ROOT, 'infra/snapshot.txt');

if (import.meta.main) {
  const { output, messages } = compile(findBicep(), path.join(ROOT, 'infra/main.bicep'));
  for (const message of messages) console.error(message);
  if (output === undefined) process.exitCode = 1;
  else writeFileSync(SNAPSHOT, summarize(JSON.parse(output) as Template));
}
