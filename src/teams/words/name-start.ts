import type { Role } from '../../locales/roles.ts';
import { canBeGenitive } from './genitive.ts';
import { NameExtents } from './name-extent.ts';
import {
  isCapitalised,
  isFirstName,
  isIdentifier,
  isNameBehind,
  isNameInPlace,
  isNumber,
  isStrongName,
  isWeakName,
  mayBeSubject,
} from './name-words.ts';
import { is, isMarked } from './term.ts';

/** Begin a wish: "Reset Anna's password". */
const COMMANDS: readonly Role[] = [
  'reset',
  'resetting',
  'change',
  'want',
  'aid',
  'get',
  'remove',
  'unlock',
  'reveal',
  'show',
  'call',
  'cancel',
  'retraction',
  'pass',
];

/** What stands before a name, even before one in small letters. */
const BEFORE_SMALL_NAME: readonly Role[] = [
  'target-preposition',
  'person',
  'introduced',
  'employee-number',
  'noun',
  'compound',
  'reset',
  'resetting',
  'shared',
  'account',
  'thanks',
];

/** Where a name begins. */
export class NameStarts extends NameExtents {
  /** "van der Meer" */
  protected beginsWithParticle(at: number): boolean {
    let end = at;
    while (isMarked(this.terms[end], 'particle') && !is(this.terms[end], 'target-preposition')) end++;
    return end > at && isStrongName(this.terms[end]);
  }

  protected isSmallName(at: number): boolean {
    const [term, left] = [this.terms[at], this.terms[at - 1]];
    if (isNumber(term))
      return (
        left === undefined ||
        is(left, 'employee-number', 'target-preposition', 'person', 'noun', 'compound', 'reset') ||
        left?.kind === 'pause'
      );
    if (!isWeakName(term)) return false;
    if (is(left, 'circumstance') && !is(this.terms[at - 2], 'noun', 'compound', 'reset', 'resetting')) return false;
    if (is(left, 'noun', 'compound', 'reset', 'resetting') && !this.isLastOfClause(at)) return false;
    if (left === undefined || left.kind === 'pause' || is(left, ...BEFORE_SMALL_NAME)) return true;
    // "give anna a new password", "help anna with her password"; but "need more help"
    let end = at + 1;
    while (isWeakName(this.terms[end])) end++;
    return (
      is(this.terms[end], 'determiner', 'new', 'adjective', 'other', 'noun') ||
      (is(this.terms[end], 'aid', 'to') && is(left, 'help', 'change'))
    );
  }

  /** "reset password anna", and nothing behind; "my password stopped working" names nobody. */
  private isLastOfClause(at: number): boolean {
    let end = at;
    while (isWeakName(this.terms[end])) end++;
    const behind = this.terms[end];
    const owned = this.terms.slice(0, at).some(term => is(term, 'my', 'other') && !is(term, 'determiner'));
    if (this.leadsToNoun(end) && canBeGenitive(this.terms[end - 1])) return true;
    return (
      !owned &&
      (behind === undefined ||
        behind.kind !== 'word' ||
        is(behind, 'polite', 'closing', 'reason', 'noun', 'ticket', 'reason-before-pronoun'))
    );
  }

  /** "The" before small letters introduces somebody and is no name: "for My colleague", but "for My Andersson". */
  protected endsLikeName(at: number): boolean {
    const [term, next] = [this.terms[at], this.terms[at + 1]];
    if (next === undefined || next.kind !== 'word') return true;
    if (isStrongName(next) || isIdentifier(next)) return true;
    if (is(term, 'adjective') && is(next, 'person', 'account')) return false;
    if (isNameInPlace(next, this.counts)) return true;
    if (is(term, 'my', 'determiner', 'other', 'new', 'adjective'))
      return !is(next, 'person', 'noun', 'new', 'adjective', 'account', 'compound');
    return true;
  }

  /** "FÖR KLARA ÖBERG": where all is written in capitals, a word that says nothing of a reset before a name. */
  protected isNameInCapitals(at: number): boolean {
    const [term, left, next] = [this.terms[at], this.terms[at - 1], this.terms[at + 1]];
    if (term?.kind !== 'word' || this.counts || !is(left, 'target-preposition') || !isStrongName(next)) return false;
    return (
      /^\p{Lu}{3,}$/u.test(term.text) &&
      [...term.roles].every(role => role === 'done' || role === 'over' || role === 'not-a-name')
    );
  }

  /** A word with a capital and a verb behind, or behind the names that follow: "Hans has forgotten", "Grant Bennett needs". */
  protected isSubject(at: number): boolean {
    const [term, next] = [this.terms[at], this.terms[at + 1]];
    if (is(term, 'self') && this.terms.some(each => is(each, 'my'))) return false;
    if (isFirstName(term)) return this.fitsSubject(at);
    // "Mina forgot": what is mine forgets nothing.
    if (term !== undefined && is(term, 'my') && isCapitalised(term) && this.isVerb(next)) return true;
    if (!mayBeSubject(term) || !isNameBehind(next, this.counts)) return false;
    const rest = this.extend(at + 1, false);
    const behind = this.terms[rest.end];
    if (this.isVerb(behind)) return true;
    return !is(term, ...COMMANDS) && (behind === undefined || behind.kind !== 'word' || this.owns(rest));
  }

  /** A word that is a name only as what a verb follows: "Hans has forgotten". */
  protected fitsSubject(at: number): boolean {
    const next = this.terms[at + 1];
    return isStrongName(next) || isNameInPlace(next, this.counts) || this.isVerb(next) || canBeGenitive(this.terms[at]);
  }

  /** "anna svensson forgot": small words of no language before a verb. */
  protected isSmallSubject(at: number): boolean {
    let end = at;
    while (isWeakName(this.terms[end]) && end - at < 4) end++;
    const [next, further] = [this.terms[end], this.terms[end + 1]];
    if (end === at) return false;
    return this.isVerb(next) || this.isWished(next) || (next?.kind === 'pause' && this.isWished(further));
  }

  /** "annas lösenord" */
  protected isSmallOwner(at: number): boolean {
    let end = at;
    while (isWeakName(this.terms[end + 1]) && end - at < 4) end++;
    if (isMarked(this.terms[end], 'pronoun-or-name')) return false;
    return (
      canBeGenitive(this.terms[end]) &&
      this.leadsToNoun(end + 1) &&
      !is(this.terms[at - 1], 'determiner', 'my', 'other', 'adjective')
    );
  }
}
