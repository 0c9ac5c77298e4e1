import assert from 'node:assert/strict';
import type { Command, ResetCommand, TargetQuery } from '../../../src/teams/words/command.ts';
import { parseCommand } from '../../../src/teams/words/parse.ts';

/** A message and what it should be understood as. `@{0}` stands for the first mention. */
export type Row = readonly [text: string, expected: Command];

/** Every kind of command. */
export const KINDS = new Set<Command['kind']>([
  'reset',
  'reset-without-target',
  'own-password',
  'help',
  'sign-out',
  'approvals-here',
  'history',
  'history-for',
  'status',
  'not-understood',
]);

/** Messages by what they ask for. */
export const OWN_HISTORY = ['history', 'my history', 'my requests', 'historik', 'min historik', 'mina ärenden'];
export const STATUS = ['status', 'what is open', "what's open?", 'open requests', 'vad är öppet', 'öppna ärenden'];
export const APPROVALS = [
  'approvals here',
  'send approvals here',
  'approval requests here',
  'godkännanden hit',
  'skicka godkännanden hit',
];

export const help: Command = { kind: 'help' };
export const signOut: Command = { kind: 'sign-out' };
export const history: Command = { kind: 'history' };
export const status: Command = { kind: 'status' };
export const approvalsHere: Command = { kind: 'approvals-here' };
export const notUnderstood: Command = { kind: 'not-understood' };
export const own: Command = { kind: 'own-password', typedPassword: false };
export const forWhom: Command = { kind: 'reset-without-target', typedPassword: false };

export function name(value: string, alternative?: string): TargetQuery {
  return alternative === undefined ? { by: 'name', value } : { by: 'name', value, alternative };
}

export function address(value: string): TargetQuery {
  return { by: 'address', value };
}

export function employee(value: string): TargetQuery {
  return { by: 'employee-number', value };
}

export function mention(index: number): TargetQuery {
  return { by: 'mention', index };
}

export function reset(target: TargetQuery, more: Partial<ResetCommand> = {}): Command {
  return { kind: 'reset', target, typedPassword: false, ...more };
}

export function historyFor(target: TargetQuery): Command {
  return { kind: 'history-for', target };
}

export function withMentions(text: string): string {
  return text.replace(/@\{(\d+)\}/g, '\uE000$1\uE001');
}

/** One test per row. */
export function check(rows: readonly Row[]): void {
  for (const [text, expected] of rows) {
    it(JSON.stringify(text).slice(0, 110), () => assert.deepEqual(parseCommand(withMentions(text)), expected));
  }
}
