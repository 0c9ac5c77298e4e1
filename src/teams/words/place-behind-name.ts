import type { Found } from './name-extent.ts';
import { NameStarts } from './name-start.ts';
import { isCapitalised, isStrongName } from './name-words.ts';
import { is } from './term.ts';

const MOST_PLACE_WORDS = 3;
const NAME_ONLY = /^[\p{L}\d&][\p{L}\p{M}&'-]*$/u;

/** Where somebody belongs, behind the name. */
export class PlacesBehindNames extends NameStarts {
  /** "in Sales", "(Sales)", "- Sales", ", Sales" behind a name. */
  protected placeAt(at: number): Found | undefined {
    const term = this.terms[at];
    if (term?.kind === 'open') {
      const inside = this.placeWords(at + 1);
      return inside && this.terms[inside.end]?.kind === 'close' ? { ...inside, end: inside.end + 1 } : undefined;
    }
    if (is(term, 'place-preposition')) return this.placeWords(is(this.terms[at + 1], 'determiner') ? at + 2 : at + 1);
    if (term?.kind !== 'pause' || !/[,-]/.test(term.text)) return undefined;
    const behind = this.placeWords(at + 1);
    if (behind?.words[0] === undefined || !isCapitalised(behind.words[0])) return undefined;
    const next = this.terms[behind.end];
    return next === undefined || next.kind !== 'word' ? this.onlyOne(behind, term.text) : undefined;
  }

  /** Two names behind a comma may be a second person. */
  protected onlyOne(found: Found, mark: string): Found | undefined {
    return mark === ',' && found.words.length > 1 && !found.words.some(word => is(word, 'unit')) ? undefined : found;
  }

  protected placeWords(from: number): Found | undefined {
    let end = from;
    while (this.isPlaceWord(end) && end - from < MOST_PLACE_WORDS) end++;
    return end > from ? { words: this.terms.slice(from, end), end } : undefined;
  }

  protected isPlaceWord(at: number): boolean {
    const term = this.terms[at];
    if (term?.kind !== 'word' || term.text.includes('@') || /^\d+$/.test(term.text)) return false;
    return isStrongName(term) || is(term, 'unit') || (term.roles.size === 0 && NAME_ONLY.test(term.text));
  }
}
