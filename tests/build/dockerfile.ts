import { readFileSync } from 'node:fs';
import path from 'node:path';

export const DOCKERFILE = readFileSync(path.resolve(import.meta.dirname, '../../Dockerfile'), 'utf8');

/** The stages in order, each as its instructions with what follows them; lines that go on are joined. */
export function stages(): [instruction: string, rest: string][][] {
  const lines = DOCKERFILE.replaceAll('\\\n', ' ')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'));
  const all: [string, string][][] = [];
  for (const line of lines) {
    const [, instruction = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (instruction === 'FROM') all.push([]);
    all.at(-1)?.push([instruction, rest]);
  }
  return all;
}

/** What the last stage says for an instruction; throws when it does not say it once. */
export function lastStage(instruction: string): string {
  const found = (stages().at(-1) ?? []).filter(([name]) => name === instruction);
  if (found.length !== 1) throw new Error(`The last stage has ${found.length} times ${instruction}`);
  return found[0]?.[1] ?? '';
}

/** The program of the health check and its arguments. */
export function healthCheck(): string[] {
  return JSON.parse(lastStage('HEALTHCHECK').replace(/^.*? CMD /, ''));
}
