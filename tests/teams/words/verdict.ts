import { type Answer, answerTo } from '../../../scripts/understand/answer.ts';
import { isLocale } from '../../../src/locales/locale.ts';

/** A message that somebody wrote, and what it asks for; `@{0}` is the first mention. */
export interface WrittenMessage {
  text: string;
  locale: string;
  expect: { kind: string; target?: string; ticket?: string };
}

/**
 * `started`: a request though none was asked for, or another one than was; `wrong`: one for somebody else; `missed`: none though one was asked for;
 * `other`: something else was understood.
 */
export type Verdict = 'right' | 'started' | 'wrong' | 'missed' | 'other';

export interface Scored {
  message: WrittenMessage;
  answer: Answer;
  verdict: Verdict;
}

/** What begins something, and each of them something else. */
export const STARTS: readonly string[] = ['reset', 'temporary-access-pass'];
/** A finer kind than these starts nothing, and is as right as `not-understood`. */
const COMMANDS: readonly string[] = ['reset', 'own-password', 'history', 'history-for', 'status', 'sign-out'];

/** What each message is understood as, and whether that is right. */
export function score(messages: readonly WrittenMessage[]): Scored[] {
  return messages.map(message => {
    const answer = answerTo(message.text, isLocale(message.locale) ? message.locale : undefined);
    return { message, answer, verdict: verdictOn(message, answer) };
  });
}

function verdictOn({ expect }: WrittenMessage, answer: Answer): Verdict {
  const kind: string = answer.kind;
  const starts = STARTS.includes(kind) && answer.asks !== true;
  const namesTarget =
    expect.target === undefined || [answer.target, answer.alternative].map(plain).includes(plain(expect.target));
  const namesTicket = expect.ticket === undefined || plain(answer.ticket) === plain(expect.ticket);
  if (expect.kind === 'not-understood' && startsNothing(answer, starts)) return 'right';
  if (kind === expect.kind && namesTarget && namesTicket) return 'right';
  if (starts && kind !== expect.kind) return 'started';
  if (starts && !namesTarget) return 'wrong';
  return STARTS.includes(expect.kind) ? 'missed' : 'other';
}

function startsNothing(answer: Answer, starts: boolean): boolean {
  return !starts && (!COMMANDS.includes(answer.kind) || answer.asks === true);
}

function plain(text: string | undefined): string | undefined {
  return text?.toLowerCase().trim();
}
