import { joinTemporaryPasswords } from '../../desk/wording/password-like.ts';
import type { Locale } from '../../locales/locale.ts';
import type { PersonChunk } from './chunk.ts';
import { findPeople } from './find-people.ts';
import type { Lexicon } from './lexicon.ts';
import { lexiconsFor } from './lexicons.ts';
import { lookUp } from './look-up.ts';
import { normalise } from './normalise.ts';
import { read } from './read.ts';
import type { Term } from './term.ts';
import { tokenise } from './tokenise.ts';
import { writtenLines } from './written-lines.ts';

/** A word or phrase of a message, and the parts that it can play: roles of the lexicon, `person`, `beside a name`, or none. */
interface WordPart {
  text: string;
  parts: readonly string[];
}

/**
 * The words of a message with their parts, in the order of the message and in the languages in which it is understood, for
 * whoever wants to see why it is understood so. What is quoted, and the marks between words, are left out.
 * @param text as in `parseCommand`
 */
export function partsOf(text: string, reader?: Locale): WordPart[] {
  const lexicons = lexiconsFor(reader);
  const lexicon = lexicons.find(each => read(text, each) !== undefined) ?? lexicons[0];
  if (lexicon === undefined) return [];
  return sentencesOf(text, lexicon).flatMap(sentence => {
    const people = findPeople(sentence).filter(chunk => chunk.kind === 'person');
    return sentence
      .filter(({ kind }) => kind === 'word' || kind === 'mention')
      .map(term => ({ text: shown(term), parts: partsIn(term, people) }));
  });
}

function sentencesOf(text: string, lexicon: Lexicon): Term[][] {
  const own = writtenLines(joinTemporaryPasswords(normalise(text))).text;
  const sentences: Term[][] = [[]];
  for (const term of lookUp(tokenise(own, lexicon), own, lexicon)) {
    if (term.kind === 'stop') sentences.push([]);
    else sentences.at(-1)?.push(term);
  }
  return sentences;
}

function partsIn(term: Term, people: readonly PersonChunk[]): readonly string[] {
  if (people.some(({ terms }) => terms.includes(term))) return ['person'];
  if (people.some(person => isBeside(term, person))) return ['beside a name'];
  return [...term.roles];
}

/** A nickname within the name, or the place behind it. */
function isBeside(term: Term, { terms, place }: PersonChunk): boolean {
  const [first, last] = [terms[0], terms.at(-1)];
  if (first === undefined || last === undefined || term.start < first.start) return false;
  return term.end <= last.start || (place?.split(' ').includes(term.text) === true && term.start >= last.end);
}

function shown({ kind, text }: Term): string {
  return kind === 'mention' ? `@{${text}}` : text;
}
