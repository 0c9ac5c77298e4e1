import { findAnchor } from './anchor.ts';
import type { PersonChunk } from './chunk.ts';
import type { ClauseReading } from './clause-reading.ts';
import { type FormField, readField } from './form-field.ts';
import { contradicts } from './name-person.ts';
import { mayBePassword } from './password-terms.ts';
import { distinct } from './same-person.ts';
import { readSentence, type SentenceReading } from './sentence.ts';
import { isShortRemark } from './short-remark.ts';
import { is, type Term } from './term.ts';

/** `short`: a sentence of a few words that says nothing of a password. */
export type LineReading = SentenceReading & { readonly short?: true };

/** What the lines of a message say, sentences and fields of a form together. */
export interface Lines {
  readonly readings: readonly LineReading[];
  /** Who is named in a field. */
  readonly field?: PersonChunk;
  /** What is given as the reason in one. */
  readonly because?: readonly Term[];
  /** Fields of the same kind name more than one person. */
  readonly several: boolean;
}

/** Reads each line, as a field of a form where it is one and stands among others, else as a sentence. */
export function readLines(sentences: readonly (readonly Term[])[]): Lines {
  const fields = sentences.map(readField);
  const isForm = fields.filter(field => field !== undefined).length > 1;
  const acts = sentences.some(sentence => findAnchor(sentence) >= 0);
  const readings = sentences.flatMap((sentence, at): readonly LineReading[] => {
    const field = fields[at];
    if (isForm && isBarePassword(sentence)) return [TYPED];
    if (field === undefined || (field.kind === 'other' && !isForm && !acts) || (field.kind === 'password' && !isForm))
      return [{ ...readSentence(sentence), ...(isShortRemark(sentence) && { short: true as const }) }];
    return readingsOf(field);
  });
  const [because] = fields.flatMap(field => (field?.kind === 'reason' ? [field.value] : []));
  return { readings, ...(because && { because }), ...namedIn(fields) };
}

const DOUBTED: SentenceReading = { clauses: [{ kind: 'unclear' }], reason: [], typed: false };
const TYPED: SentenceReading = { clauses: [], reason: [], typed: true };

/** "Volvo740" on a line of its own, in a form: nobody signs in with it there. */
function isBarePassword([only, more]: readonly Term[]): boolean {
  return only !== undefined && more === undefined && mayBePassword(only);
}

function readingsOf(field: FormField): readonly LineReading[] {
  switch (field.kind) {
    case 'topic':
      return [readSentence(field.value)];
    case 'person':
      return field.rest.length > 0 ? [readSentence(field.rest)] : [];
    case 'password':
      return [TYPED];
    case 'reason':
      return saysNo(field.value) ? [DOUBTED] : [];
    case 'other':
      return field.doubted ? [DOUBTED] : [];
  }
}

/** The person in the field that says most, and whether it is sure that nobody else is meant. */
function namedIn(fields: readonly (FormField | undefined)[]): Pick<Lines, 'field' | 'several'> {
  const people = fields.flatMap(field => (field?.kind === 'person' ? [field] : [])).toSorted((a, b) => a.rank - b.rank);
  const [named] = people;
  if (named === undefined) return { several: false };
  const alike = people.filter(field => field.rank === named.rank).map(field => field.who);
  const unsure =
    named.reporter === true || people.some(({ who, rest }) => contradicts(named.who, who) || saysNothing(rest));
  const field = { ...named.who, ...(unsure && { unsure: true as const }) };
  return { field, several: distinct(alike).length > 1 };
}

const TAKES_BACK: readonly ClauseReading['kind'][] = ['negated', 'retracted', 'report', 'warning'];

/** "Comment: do not reset until she calls" */
function saysNo(value: readonly Term[]): boolean {
  return (
    readSentence(value).clauses.some(({ kind }) => TAKES_BACK.includes(kind)) ||
    value.some(term => is(term, 'condition', 'over', 'retraction', 'time-clause'))
  );
}

/** "User: Anna Berg, left the company": more than a name, and nothing of a password. */
function saysNothing(rest: readonly Term[]): boolean {
  const { clauses } = readSentence(rest);
  return rest.some(term => term.kind === 'word') && !clauses.some(({ kind }) => kind === 'wish' || kind === 'lament');
}
