import { AzError, type InstallationError } from '../az.ts';
import type { Finding } from '../checkup/finding.ts';
import { commandLine } from '../hands.ts';
import { explain } from './errors/explain.ts';

const MARKS = { right: 'ok', wrong: 'WRONG', unknown: '?' } as const;
/** Of what Azure says, so much; the portal has the rest. */
const MOST = 2_000;

/** Findings as plain text: one line each, what to do on the next. */
export function reportOf(findings: readonly Finding[]): string {
  const width = Math.max(0, ...findings.map(({ subject }) => subject.length));
  const lines = findings.flatMap(({ subject, state, says, fix }) => [
    `  ${MARKS[state].padEnd(5)}  ${subject.padEnd(width)}  ${says}`,
    ...(fix === undefined || state === 'right' ? [] : [`${' '.repeat(width + 11)}-> ${fix}`]),
  ]);
  return lines.join('\n');
}

/** How many are wrong, and how many are not known, in words; empty where there are none. */
export function countOf(findings: readonly Finding[]): string {
  const count = (state: Finding['state']) => findings.filter(one => one.state === state).length;
  const [wrong, unknown] = [count('wrong'), count('unknown')];
  return [wrong > 0 && `${wrong} wrong`, unknown > 0 && `${unknown} to look at`].filter(Boolean).join(', ');
}

/** Why a step has ended, and what to do. */
export function failureOf(error: InstallationError): string {
  if (!(error instanceof AzError)) return indented(error.message);
  const known = explain(error.said);
  const said = error.said.length > MOST ? `${error.said.slice(0, MOST)} …` : error.said;
  return [
    ...(known ? [`  What it is  ${known.is}`, `  What to do  ${known.todo}`, ''] : []),
    `  ${commandLine(error.args)}`,
    '  said:',
    indented(said),
  ].join('\n');
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
