import { holdsPassword, joinTemporaryPasswords } from '../../desk/wording/password-like.ts';
import { readInquiry } from './inquiry.ts';
import type { Lexicon } from './lexicon.ts';
import { lookUp } from './look-up.ts';
import type { MessageCommand } from './message-command.ts';
import { normalise } from './normalise.ts';
import { readRequest } from './request-message.ts';
import { isPolite } from './sentence.ts';
import { is, type Term } from './term.ts';
import { tokenise } from './tokenise.ts';
import { writtenLines } from './written-lines.ts';

/** What is no part of a password, and would make one of an address: a mention, "'s". */
const NO_PASSWORD = /\uE000\d{0,3}\uE001|(?<=\p{L})'s(?!\p{L})/gu;

/**
 * Understands a message in the languages of a lexicon; `text` as in `parseCommand`.
 * @returns undefined when it says nothing of a command in these languages; what is said and starts nothing is `not-understood`
 */
export function read(text: string, lexicon: Lexicon): MessageCommand | undefined {
  const plain = normalise(text);
  const own = writtenLines(joinTemporaryPasswords(plain));
  const terms = lookUp(tokenise(own.text, lexicon), own.text, lexicon);
  if (own.quoted !== undefined && terms.every(term => term.kind === 'stop')) return { kind: 'not-understood' };
  return readSimple(terms, text) ?? readInquiry(terms, own.text) ?? warned(readRequest(terms, own.text), plain);
}

/** A password that stands where nobody reads, under a signature or behind a label: it is warned about all the same, and no reason is kept. */
function warned(command: MessageCommand | undefined, text: string): MessageCommand | undefined {
  if (command === undefined || !('typedPassword' in command) || command.typedPassword) return command;
  if (!holdsPassword(text.replaceAll(NO_PASSWORD, ' '))) return command;
  if (!('reason' in command)) return { ...command, typedPassword: true };
  const { reason, ...kept } = command;
  return { ...kept, typedPassword: true };
}

/** Help, sign-out, a greeting or thanks alone, an answer to a card in one word, or nothing at all. */
function readSimple(terms: readonly Term[], text: string): MessageCommand | undefined {
  const words = terms.filter(term => term.kind === 'word' || term.kind === 'mention');
  const [only, more] = words.filter(term => !isPolite(term) || is(term, 'help'));
  if (only === undefined) {
    const asks = words.some(term => is(term, 'greeting')) || /^[\s?\p{Cf}]*$/u.test(text);
    if (asks) return { kind: 'help' };
    return { kind: words.some(term => is(term, 'closing')) ? 'thanks' : 'not-understood' };
  }
  if (more !== undefined) return undefined;
  if (is(only, 'help')) return { kind: 'help' };
  return is(only, 'sign-out') ? { kind: 'sign-out' } : readAnswer(only);
}

/** What somebody types instead of pressing a button: "yes", "avbryt", the second one of a list. */
function readAnswer(only: Term): MessageCommand | undefined {
  if (is(only, 'yes')) return { kind: 'yes' };
  if (is(only, 'cancel', 'no')) return { kind: 'cancel' };
  return /^[1-9]$/.test(only.text) ? { kind: 'choice', number: Number(only.text) } : undefined;
}
