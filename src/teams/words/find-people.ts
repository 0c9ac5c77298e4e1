import type { Chunk, PersonChunk } from './chunk.ts';
import type { Found } from './name-extent.ts';
import {
  isBeforeName,
  isCapitalised,
  isIdentifier,
  isNameInPlace,
  isStrongName,
  isWeakName,
  startsNameInPlace,
} from './name-words.ts';
import { PlacesBehindNames } from './place-behind-name.ts';
import { is, isMarked, type Term } from './term.ts';

/**
 * Puts the words of a sentence that name somebody together, each name into one chunk.
 * @param expected the first word stands where somebody is expected, as behind "for"
 */
export function findPeople(terms: readonly Term[], expected = false): Chunk[] {
  return new PeopleFinder(terms, expected).find();
}

class PeopleFinder extends PlacesBehindNames {
  /** Whether somebody has been found: kept, so that the words of a long message are not each looked at for every other. */
  private somebody = false;

  find(): Chunk[] {
    const chunks: Chunk[] = [];
    for (let at = 0; at < this.terms.length; ) {
      const person = this.personAt(at, chunks);
      const term = this.terms[at];
      this.somebody ||= person !== undefined;
      if (person !== undefined) chunks.push(person.chunk);
      else if (term !== undefined) chunks.push(term);
      at = person?.end ?? at + 1;
    }
    return chunks;
  }

  private personAt(at: number, before: readonly Chunk[]): { chunk: PersonChunk; end: number } | undefined {
    const found = this.nameAt(at, before);
    if (found === undefined) return undefined;
    const whole = this.withFirstNames(at, found) ?? this.withNamesBehindComma(at, found) ?? found;
    const owner = this.owns(whole);
    const place = owner ? undefined : this.placeAt(whole.end);
    const comma = this.terms[whole.end]?.text === ',';
    const left = this.leftOf(at);
    return {
      chunk: {
        kind: 'person',
        terms: whole.words,
        owner,
        ...(left && { introducedBy: left }),
        ...(place && { place: place.words.map(word => word.text).join(' ') }),
        ...(place && comma && { orFirstName: true as const }),
        ...(!owner && this.isDoubtful(at, whole) && { doubtful: true as const }),
        ...((whole.unsure || (place !== undefined && isPerhapsSomebody(place.words))) && { unsure: true as const }),
      },
      end: place?.end ?? whole.end,
    };
  }

  /** "Describe the problem": a word with its capital that begins a sentence and has an object is no name. */
  private isVerbOfOrder(at: number): boolean {
    return this.beginsSentence(at) && is(this.terms[at + 1], 'determiner');
  }

  /** "Requesting password reset": a first word with its capital need not be a name. */
  private isDoubtful(at: number, { words, end }: Found): boolean {
    return (
      this.beginsSentence(at) && words.length === 1 && isStrongName(words[0]) && is(this.terms[end], 'noun', 'compound')
    );
  }

  private leftOf(at: number): Term | undefined {
    return this.terms.slice(0, at).findLast(term => term.kind !== 'pause');
  }

  private nameAt(at: number, before: readonly Chunk[]): Found | undefined {
    const term = this.terms[at];
    if (term === undefined) return undefined;
    const left = this.terms[at - 1];
    const beside = isMarked(left, 'another') && before.at(-2)?.kind === 'person';
    const inPlace = isBeforeName(left) || beside || (at === 0 && this.expected);
    if (isIdentifier(term) || (isStrongName(term) && !this.isPlace(at) && !this.isVerbOfOrder(at)))
      return this.extend(at, inPlace);
    if (inPlace && (this.beginsWithParticle(at) || this.isNameInCapitals(at))) return this.extend(at, true);
    if (inPlace && startsNameInPlace(term, left, this.counts) && this.endsLikeName(at)) return this.extend(at, true);
    if (this.beginsSentence(at) && this.isSubject(at)) return this.extend(at, false);
    if (inPlace && !this.written && this.isSmallName(at)) return this.extend(at, true);
    if (!this.written && isWeakName(term) && this.isSmallOwner(at)) return this.extend(at, true);
    return !this.written && this.beginsSentence(at) && this.isSmallSubject(at) ? this.extend(at, false) : undefined;
  }

  /** "Bennett, Hans": the surname first. */
  private withFirstNames(at: number, found: Found): Found | undefined {
    const only = found.words.at(-1);
    const surname = found.words.slice(0, -1).every(word => isMarked(word, 'particle'));
    if (only?.kind !== 'word' || !surname || this.isClosed(only)) return undefined;
    if (this.terms[found.end]?.text !== ',' || isIdentifier(only) || is(this.terms[at - 1], 'greeting'))
      return undefined;
    const first = this.terms[found.end + 1];
    const isName =
      isStrongName(first) || isNameInPlace(first, this.counts) || (!isCapitalised(only) && isWeakName(first));
    if (!isName || is(first, 'closing', 'greeting')) return undefined;
    const rest = this.extend(found.end + 1, false);
    const next = this.terms[rest.end];
    const placed = isBeforeName(this.terms[at - 1]) || this.isVerb(next);
    if (!placed || rest.words.length > 3 || isMarked(next, 'another') || this.somebody) return undefined;
    if (next?.text === ',' && isStrongName(this.terms[rest.end + 1])) return undefined;
    return { words: [...found.words, ...rest.words], end: rest.end };
  }

  /** "Tello Gil, Juan Manuel": one person with two surnames, or two. */
  private withNamesBehindComma(at: number, found: Found): Found | undefined {
    if (
      this.terms[found.end]?.text !== ',' ||
      !isBeforeName(this.terms[at - 1]) ||
      this.terms.some(term => is(term, 'plural'))
    )
      return undefined;
    const rest = isStrongName(this.terms[found.end + 1]) ? this.extend(found.end + 1, false) : undefined;
    const next = rest && this.terms[rest.end];
    if (rest?.words.length !== 2 || found.words.length < 2 || (next !== undefined && next.kind !== 'stop'))
      return undefined;
    if (![...found.words, ...rest.words].every(word => isStrongName(word) || isMarked(word, 'particle')))
      return undefined;
    return { words: [...found.words, ...rest.words], end: rest.end, unsure: true };
  }
}

/** "Anna Berg (Erik Lund)": two names in the place of a department. */
function isPerhapsSomebody(words: readonly Term[]): boolean {
  return words.length > 1 && words.every(word => isStrongName(word));
}
