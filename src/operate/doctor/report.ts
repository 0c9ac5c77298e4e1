import { CHECKS, type CheckName, type Finding } from './checks/finding.ts';

export type Result = Finding & { check: CheckName };

const MARK_WIDTH = 'not checked'.length + 2;
const NAME_WIDTH = Math.max(...CHECKS.map(({ length }) => length)) + 2;

/** What the checks have found: a line for each, with what to do below it, and a line that counts. */
export function textReport(results: readonly Result[]): string {
  const lines = results.flatMap(({ mark, check, found, fixes }) => [
    `${mark.padEnd(MARK_WIDTH)}${check.padEnd(NAME_WIDTH)}${found}`,
    ...fixes.map(
      fix => `${' '.repeat(MARK_WIDTH)}${(mark === 'problem' ? '-> fix' : '-> how').padEnd(NAME_WIDTH)}${fix}`,
    ),
  ]);
  const count = (mark: Finding['mark']) => results.filter(result => result.mark === mark).length;
  return [
    ...lines,
    '',
    `ok: ${count('ok')}, problems: ${count('problem')}, not checked: ${count('not checked')}`,
    '',
  ].join('\n');
}

/** The same as one JSON object. */
export function jsonReport(results: readonly Result[]): string {
  const checks = results.map(({ check, mark, found, fixes }) => ({ check, mark, found, fixes }));
  return `${JSON.stringify({ ok: isWell(results), checks }, undefined, 2)}\n`;
}

/** Whether no check has found a problem. */
export function isWell(results: readonly Result[]): boolean {
  return results.every(({ mark }) => mark !== 'problem');
}
