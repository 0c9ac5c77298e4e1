import assert from 'node:assert/strict';
import type { ActionCommand, MessageCommand, NamedPerson } from '../../../src/teams/words/message-command.ts';
import { parseCommand } from '../../../src/teams/words/parse-command.ts';

/** A message and what it should be understood as. `@{0}` stands for the first mention. */
export type Row = readonly [text: string, expected: MessageCommand];

/** Every kind of command. */
export const KINDS = new Set<MessageCommand['kind']>([
  'action',
  'which-action',
  'action-without-target',
  'own-account',
  'help',
  'sign-out',
  'approvals-here',
  'approvals',
  'history',
  'history-for',
  'status',
  'unused',
  'figures',
  'other-deed',
  'report',
  'thanks',
  'negated',
  'question',
  'warning',
  'name-only',
  'yes',
  'cancel',
  'choice',
  'not-understood',
]);

/** Messages by what they ask for. */
export const OWN_HISTORY = ['history', 'my history', 'my requests', 'historik', 'min historik', 'mina ärenden'];
export const STATUS = ['status', 'what is open', "what's open?", 'open requests', 'vad är öppet', 'öppna ärenden'];
export const UNUSED = ['unused', 'unused passwords', 'what is unused?', 'oanvända', 'oanvända lösenord'];
export const FIGURES = ['report', 'Weekly report', 'the week in figures', 'rapport', 'rapporten', 'veckan i siffror'];
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
export const unused: MessageCommand = { kind: 'unused' };
export const figures: MessageCommand = { kind: 'figures' };
export const approvalsHere: MessageCommand = { kind: 'approvals-here' };
export function approvalsFor(unit: string): MessageCommand {
  return { kind: 'approvals-here', unit };
}
export const whereApproved: MessageCommand = { kind: 'approvals' };
export const notUnderstood: MessageCommand = { kind: 'not-understood' };
export const own = {
  kind: 'own-account',
  action: 'reset-password',
  typedPassword: false,
} as const satisfies MessageCommand;
export const forWhom = {
  kind: 'action-without-target',
  offered: ['reset-password'],
  typedPassword: false,
} as const satisfies MessageCommand;

export function name(value: string, alternative?: string): NamedPerson {
  return alternative === undefined ? { by: 'name', value } : { by: 'name', value, alternative };
}

/** A name with the department or place written beside it. */
export function placed(value: string, place: string) {
  return { by: 'name' as const, value, place };
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

export function reset(target: NamedPerson, more: Partial<ActionCommand> = {}): MessageCommand {
  return { kind: 'action', action: 'reset-password', target, typedPassword: false, ...more };
}

/** A reset that is asked about before anybody is looked up. */
export function asked(target: NamedPerson, more: Partial<ActionCommand> = {}): MessageCommand {
  return reset(target, { ...more, asks: true });
}

export function historyFor(target: NamedPerson): MessageCommand {
  return { kind: 'history-for', target };
}

export function withMentions(text: string): string {
  return text.replace(/@\{(\d+)\}/g, '\uE000$1\uE001');
}

/** One test per row; `notUnderstood` stands for whatever starts nothing. */
export function check(rows: readonly Row[]): void {
  checkNothing(rows.flatMap(([text, expected]) => (expected === notUnderstood ? [text] : [])));
  for (const [text, expected] of rows.filter(row => row[1] !== notUnderstood)) {
    it(JSON.stringify(text).slice(0, 110), () => assert.deepEqual(parseCommand(withMentions(text)), expected));
  }
}

/** One test per message that must start nothing, whatever is answered; at most it is asked about. */
export function checkNothing(texts: readonly string[]): void {
  for (const text of texts) {
    it(JSON.stringify(text).slice(0, 110), () => {
      const command = parseCommand(withMentions(text));
      assert.ok(startsNothing(command), JSON.stringify(command));
    });
  }
}

/** True for what is answered without looking anybody up. */
export function startsNothing(command: MessageCommand): boolean {
  return command.kind === 'action' ? command.asks === true : !['history-for', 'own-account'].includes(command.kind);
}
