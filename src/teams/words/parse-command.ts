import type { Locale } from '../../locales/locale.ts';
import { lexiconsFor } from './lexicons.ts';
import type { MessageCommand } from './message-command.ts';
import { read } from './read.ts';

/** A longer message is no command. Also bounds the time for hostile input. */
const LONGEST_COMMAND = 4000;

/**
 * Understands a message to the bot, in every language whatever the reader's; the reader's own is tried first. Deterministic;
 * never throws; what is not clearly a command is `not-understood`.
 * @param text the message without the bot's own mention; mentions of people are written \uE000<index>\uE001
 */
export function parseCommand(text: string, reader?: Locale): MessageCommand {
  if (text.length > LONGEST_COMMAND) return { kind: 'not-understood' };
  for (const lexicon of lexiconsFor(reader)) {
    const command = read(text, lexicon);
    if (command !== undefined) return command;
  }
  return { kind: 'not-understood' };
}
