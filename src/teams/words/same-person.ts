import type { PersonChunk } from './chunk.ts';
import { namePerson } from './name-person.ts';

/** Each person once: "Anna" beside "Anna Svensson" is the same. The first stays, with the most that was written. */
export function distinct(people: readonly PersonChunk[]): PersonChunk[] {
  const kept: PersonChunk[] = [];
  const sure = people.filter(person => person.doubtful !== true);
  for (const person of sure.length > 0 ? sure : people) {
    const at = kept.findIndex(other => isPartOf(person, other) || isPartOf(other, person));
    const other = kept[at];
    if (other === undefined) kept.push(person);
    else if (person.terms.length > other.terms.length) kept[at] = person;
  }
  return kept;
}

function isPartOf(person: PersonChunk, other: PersonChunk): boolean {
  const words = new Set(wordsOf(other));
  return wordsOf(person).every(word => words.has(word));
}

function wordsOf(person: PersonChunk): string[] {
  const named = namePerson(person);
  if (named === undefined) return person.terms.map(term => term.fold);
  return named.by === 'mention' ? [`@${named.index}`] : named.value.toLowerCase().split(' ');
}
