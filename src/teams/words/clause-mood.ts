import type { Role } from '../../locales/roles.ts';
import { ClauseWords } from './clause-words.ts';
import { canBeGenitive } from './genitive.ts';
import { is } from './term.ts';

/** What a negation takes back. */
const NEGATED: readonly Role[] = ['reset', 'change', 'resetting', 'compound', 'want', 'new', 'should', 'reset-noun'];

/** Whether a clause wishes, tells or denies, and whom it is about. */
export class ClauseMood extends ClauseWords {
  /** "do not reset", "needs no new password"; but "did not get his password" says what is wrong. */
  protected isNegated(): boolean {
    const at = this.words.findIndex(word => is(word, 'negation', 'retraction') && !is(word, 'forget', 'trouble'));
    if (at < 0) return false;
    const behind = this.words.slice(at + 1);
    if (at === 0 && (is(this.words[0], 'retraction') || is(behind[0], 'pass'))) return true;
    return is(this.words[at - 1], ...NEGATED) || behind.some(word => is(word, ...NEGATED) && !is(word, 'get'));
  }

  /** "did not get his password" */
  protected isMissing(): boolean {
    return this.people.length === 1 && this.has('noun') && this.has('negation') && !this.isNegated();
  }

  /** "not Erik" */
  protected isNobodyElse(): boolean {
    return (
      this.people.length > 0 &&
      this.has('negation') &&
      this.words.every(word => is(word, 'negation', 'target-preposition', 'person'))
    );
  }

  /** True for what has happened, or will without the bot: "has been reset", "Anna reset her password", "Erik will reset". */
  protected isReport(): boolean {
    if (this.has('over')) return true;
    if (this.has('forget', 'trouble')) return false;
    if (this.acts() && this.has('failed')) return true;
    if (this.has('done', 'past-time')) return this.acts() || this.words.length <= 2;
    return this.chunks.some((chunk, at) => {
      if (chunk.kind !== 'word') return false;
      if (is(chunk, 'was-reset') && !is(chunk, 'reset', 'to-be-reset', 'change')) return true;
      if (is(chunk, 'was-reset', 'to-be-reset') && this.isFinished(at)) return true;
      return is(chunk, 'reset', 'change') && this.isOthers(at);
    });
  }

  /**
   * An auxiliary of the past stands before, and nothing that makes a wish of it: "has just been reset", "I have just reset"; but
   * "have it reset", "to be reset".
   */
  protected isFinished(at: number): boolean {
    const before = this.chunks.slice(0, at);
    const auxiliary = before.findLastIndex(
      chunk =>
        chunk.kind === 'word' && !is(chunk, 'to') && (is(chunk, 'perfect') || (is(chunk, 'be') && !is(chunk, 'get'))),
    );
    if (auxiliary < 0) return false;
    const between = before.slice(auxiliary + 1);
    const wished = before.some(
      chunk => chunk.kind === 'word' && is(chunk, 'want', 'should', 'to') && !is(chunk, 'perfect'),
    );
    return !wished && between.every(chunk => chunk.kind === 'word' && !is(chunk, 'to', 'noun', 'reset', 'other'));
  }

  /** Somebody else does it: "Anna reset her password", "I reset", "Erik will reset". */
  protected isOthers(at: number): boolean {
    const left = this.chunks[at - 1];
    if (left?.kind === 'person') return this.isWord(at + 1, 'other', 'my') || this.people.length > 1;
    if (left?.kind === 'word' && is(left, 'self') && !this.isWord(at - 2, 'modal', 'aid', 'want')) return true;
    const before = this.chunks.slice(0, at);
    const will = before.findLastIndex(chunk => chunk.kind === 'word' && is(chunk, 'will'));
    return will > 0 && before.slice(0, will).some(chunk => chunk.kind === 'person' || is(chunk, 'self', 'other'));
  }

  protected isOwn(): boolean {
    return (
      this.people.length === 0 &&
      (this.chunks.some((chunk, at) => chunk.kind === 'word' && is(chunk, 'my') && this.leadsToNoun(at + 1)) ||
        this.isForOneself())
    );
  }

  /** "for me", "reset me", "I need a new password", "I forgot the password" */
  protected isForOneself(): boolean {
    const target = this.chunks.some(
      (chunk, at) => chunk.kind === 'word' && is(chunk, 'self') && this.isWord(at - 1, 'target-preposition', 'reset'),
    );
    const last = this.chunks.at(-1);
    const mine = last?.kind === 'word' && is(last, 'my') && !this.isWord(-2 + this.chunks.length, 'target-preposition');
    if (target || (mine && this.acts())) return true;
    return (
      this.has('self') &&
      this.has('noun') &&
      this.has('want', 'need', 'forget', 'trouble', 'change') &&
      !this.has('reset', 'resetting', 'other', 'compound', 'reason', 'person')
    );
  }

  /** "Anna's colleague": not Anna. */
  protected isAboutAnother(): boolean {
    return this.chunks.some(
      (chunk, at) =>
        chunk.kind === 'person' &&
        (chunk.owner || canBeGenitive(chunk.terms.at(-1))) &&
        this.isWord(at + 1, 'person') &&
        !this.isWord(at + 1, 'account'),
    );
  }
}
