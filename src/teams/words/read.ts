import { holdsPassword, joinTemporaryPasswords } from '../../desk/wording/password-like.ts';
import { readInquiry } from './inquiry.ts';
import type { Lexicon } from './lexicon.ts';
import { lookUp } from './look-up.ts';
import type { MessageCommand, NamedPerson } from './message-command.ts';
import { normalise } from './normalise.ts';
import { reasonText } from './reason.ts';
import { isPolite, type Reading, readSentence } from './sentence.ts';
import { is, type Term } from './term.ts';
import { tokenise } from './tokenise.ts';

/**
 * Understands a message in the languages of a lexicon; `text` as in `parseCommand`.
 * @returns undefined when it says nothing of a command in these languages; what is said and refused is `not-understood`
 */
export function read(text: string, lexicon: Lexicon): MessageCommand | undefined {
  const normalised = joinTemporaryPasswords(normalise(text));
  const terms = lookUp(tokenise(normalised, lexicon), normalised, lexicon);
  return readSimple(terms, text) ?? readInquiry(terms) ?? readReset(terms, normalised);
}

/** Help, sign-out, a greeting alone, or nothing at all. */
function readSimple(terms: readonly Term[], text: string): MessageCommand | undefined {
  const words = terms.filter(term => term.kind === 'word' || term.kind === 'mention');
  const [only, more] = words.filter(term => !isPolite(term));
  if (only === undefined) {
    const asks = words.some(term => is(term, 'greeting')) || /^[\s?\p{Cf}]*$/u.test(text);
    return { kind: asks ? 'help' : 'not-understood' };
  }
  if (more !== undefined) return undefined;
  if (is(only, 'help')) return { kind: 'help' };
  return is(only, 'sign-out') ? { kind: 'sign-out' } : undefined;
}

function readReset(terms: readonly Term[], normalised: string): MessageCommand | undefined {
  const readings = splitSentences(terms).map(readSentence);
  const acting = readings.filter(reading => reading.outcome.kind !== 'inert');
  const reason = readings.map(reading => reasonText(reading.reason, normalised)).find(text => text !== undefined);
  const typedPassword = readings.some(reading => reading.typed) || holdsPassword(reason ?? '');
  const kinds = new Set(acting.map(reading => reading.outcome.kind));
  const retracted = splitSentences(terms).some(sentence =>
    is(
      sentence.find(word => !isPolite(word)),
      'retraction',
    ),
  );
  if (retracted || kinds.has('refuse')) return { kind: 'not-understood' };
  if (acting.length === 0) return undefined;
  const [target, another] = distinctTargets(acting);
  if (another !== undefined || (target !== undefined && kinds.has('own'))) return { kind: 'not-understood' };
  if (target !== undefined) return reset(target, readings, typedPassword, reason);
  if (kinds.has('own')) return { kind: 'own-password', typedPassword };
  return kinds.has('help') ? { kind: 'help' } : { kind: 'reset-without-target', typedPassword };
}

/** A typed password may run into what follows it, so then the reason and any loosely written ticket are left out. */
function reset(
  target: NamedPerson,
  readings: readonly Reading[],
  typedPassword: boolean,
  reason?: string,
): MessageCommand {
  const ticket = readings.find(reading => reading.ticket !== undefined)?.ticket;
  const safe = !typedPassword || /^[A-Z]{2,6}\d{5,}$/.test(ticket ?? '');
  return {
    kind: 'reset',
    target,
    ...(reason !== undefined && !typedPassword && { reason }),
    ...(ticket !== undefined && safe && { ticket }),
    typedPassword,
  };
}

function splitSentences(terms: readonly Term[]): Term[][] {
  const sentences: Term[][] = [[]];
  for (const [i, term] of terms.entries()) {
    if (term.kind !== 'stop') sentences.at(-1)?.push(term);
    else if (term.text === '\n' || !continues(terms[i + 1])) sentences.push([]);
  }
  return sentences.filter(sentence => sentence.length > 0);
}

/** "set password Summer! for Anna": no sentence begins with a small "for". */
function continues(next: Term | undefined): boolean {
  return next !== undefined && /^\p{Ll}/u.test(next.text) && is(next, 'target-preposition', 'reason');
}

function distinctTargets(readings: readonly Reading[]): NamedPerson[] {
  const targets = readings.flatMap(({ outcome }) => (outcome.kind === 'target' ? [outcome.target] : []));
  return [...new Map(targets.map(target => [JSON.stringify(target).toLowerCase(), target])).values()];
}
