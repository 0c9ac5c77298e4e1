import { z } from 'zod';
import { isLocale, type Locale } from '../../src/locales/locale.ts';
import { commandName } from '../../src/teams/words/command-name.ts';
import type { MessageCommand } from '../../src/teams/words/message-command.ts';
import { parseCommand } from '../../src/teams/words/parse-command.ts';

/** What a message is understood as. `target` as it was written, or `@0` for the first mention; `asks` where the bot asks first. */
export interface Answer {
  kind: string;
  target?: string;
  alternative?: string;
  ticket?: string;
  reason?: string;
  asks?: true;
}

const MENTION = /@\{(\d{1,3})\}/g;

const message = z
  .object({ text: z.string(), locale: z.string().optional(), mentions: z.array(z.string()).optional() })
  .refine(({ text, mentions }) => mentions === undefined || indices(text).every(index => index < mentions.length), {
    message: 'text names a mention that mentions does not have',
  });

/** The answer to a line of JSON, `{"text", "locale"?, "mentions"?}`; `@{0}` in the text is the first mention. Never throws. */
export function answerToLine(line: string): Answer | { error: string } {
  let read: unknown;
  try {
    read = JSON.parse(line);
  } catch {
    return { error: 'not JSON' };
  }
  const { data, error } = message.safeParse(read);
  if (error) return { error: error.issues.map(issue => [...issue.path, issue.message].join(': ')).join('; ') };
  return answerTo(data.text, data.locale !== undefined && isLocale(data.locale) ? data.locale : undefined);
}

/** As the bot understands it, in few words. */
export function answerTo(text: string, locale?: Locale): Answer {
  const command = parseCommand(withMentions(text), locale);
  const target = 'target' in command ? command.target : undefined;
  return {
    kind: commandName(command),
    ...(target && { target: target.by === 'mention' ? `@${target.index}` : target.value }),
    ...(target?.by === 'name' && target.alternative !== undefined && { alternative: target.alternative }),
    ...('ticket' in command && { ticket: command.ticket }),
    ...('reason' in command && { reason: command.reason }),
    ...(asksFirst(command) && { asks: true as const }),
  };
}

function asksFirst(command: MessageCommand): boolean {
  return command.kind === 'which-action' || (command.kind === 'action' && command.asks === true);
}

/** The text with its `@{0}` as the parser takes them. */
export function withMentions(text: string): string {
  return text.replaceAll(MENTION, '\uE000$1\uE001');
}

function indices(text: string): number[] {
  return [...text.matchAll(MENTION)].map(([, index]) => Number(index));
}
