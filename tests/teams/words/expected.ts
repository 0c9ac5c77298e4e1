import assert from 'node:assert/strict';
import type { MessageCommand, NamedPerson, ResetCommand } from '../../../src/teams/words/message-command.ts';
import { parseCommand } from '../../../src/teams/words/parse-command.ts';

/** A message and what it should be understood as. `@{0}` stands for the first mention. */
export type Row = readonly [text: string, expected: MessageCommand];

/** Every kind of command. */
export const KINDS = new Set<MessageCommand['kind']>([
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

export const help: MessageCommand = { kind: 'help' };
export const signOut: MessageCommand = { kind: 'sign-out' };
export const history: MessageCommand = { kind: 'history' };
export const status: MessageCommand = { kind: 'status' };
export const approvalsHere: MessageCommand = { kind: 'approvals-here' };
export const notUnderstood: MessageCommand = { kind: 'not-understood' };
export const own: MessageCommand = { kind: 'own-password', typedPassword: false };
export const forWhom: MessageCommand = { kind: 'reset-without-target', typedPassword: false };

export function name(value: string, alternative?: string): NamedPerson {
  return alternative === undefined ? { by: 'name', value } : { by: 'name', value, alternative };
}

export function address(value: string): NamedPerson {
  return { by: 'address', value };
}

export function employee(value: string): NamedPerson {
  return { by: 'employee-number', value };
}

export function mention(index: number): NamedPerson {
  return { by: 'mention', index };
}

export function reset(target: NamedPerson, more: Partial<ResetCommand> = {}): MessageCommand {
  return { kind: 'reset', target, typedPassword: false, ...more };
}

export function historyFor(target: NamedPerson): MessageCommand {
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
