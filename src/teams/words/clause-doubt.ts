import type { PersonChunk } from './chunk.ts';
import { ClauseDeed } from './clause-deed.ts';
import { offeredIn } from './offered-in.ts';
import { is } from './term.ts';

/** Whether a wish has words whose part in it is not clear. */
export class ClauseDoubt extends ClauseDeed {
  protected isDoubtful(who: PersonChunk): boolean {
    return (
      this.wasWanted() ||
      this.has('relays', 'foreign') ||
      this.isByThemselves() ||
      who.unsure === true ||
      who.doubtful === true ||
      this.isOnlyReset(who) ||
      this.isShortForPassword() ||
      this.isOnlyTheirs(who) ||
      this.isGuessed()
    );
  }

  /** "Anna password", "password Anna": no word says what is to be done. */
  protected isBare(who: PersonChunk): boolean {
    return (
      !who.owner &&
      this.words.every(
        word => is(word, 'noun', 'determiner', 'system', 'person', 'polite') && !is(word, 'reset', 'new'),
      )
    );
  }

  /** "reset Anna" is clear; of "reset Anna's badge-reader" it is not what is to be reset. */
  private isOnlyReset(who: PersonChunk): boolean {
    if (this.has('noun', 'compound', 'account', 'system', 'reset-noun') && !this.words.every(word => is(word, 'reset')))
      return false;
    return who.terms.length > 2 || who.terms.some(term => term.kind === 'word' && /\p{Lu}{2}|-\p{Ll}/u.test(term.text));
  }

  /** "Anna wants to change her password", "have Anna reset her password": somebody is to do it alone. */
  private isByThemselves(): boolean {
    return this.chunks.some((chunk, at) => {
      if (chunk.kind !== 'word' || !is(chunk, 'reset', 'change') || is(chunk, 'get', 'aid')) return false;
      const before = this.chunks.slice(0, at).filter(each => each.kind === 'person' || !is(each, 'to'));
      const last = before.at(-1);
      if (!this.isWord(at + 1, 'other') || !before.some(each => each.kind === 'person')) return false;
      return last?.kind === 'person' ? this.isWord(0, 'get') : last !== undefined && is(last, 'want');
    });
  }

  /** "Anna needed a new password": she may have it by now. */
  private wasWanted(): boolean {
    const [first] = this.chunks;
    return this.has('was-wanted') && first !== undefined && (first.kind === 'person' || is(first, 'self'));
  }

  /** "reset her pass": most likely her password. */
  private isShortForPassword(): boolean {
    return this.has('bare-pass') && offeredIn(this.chunks)?.includes('reset-password') === true;
  }

  /** "Anna's pass": of a pass that there is, no word says that another one is wished. */
  private isOnlyTheirs(who: PersonChunk): boolean {
    return who.owner && this.has('pass', 'bare-pass') && this.words.every(word => is(word, 'noun', 'adjective'));
  }

  private isGuessed(): boolean {
    return this.words.some(word => word.guessed === true);
  }
}
