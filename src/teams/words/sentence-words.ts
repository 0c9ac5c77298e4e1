import { capitalsCount, isIdentifier, isStrongName } from './name-words.ts';
import { is, type Term } from './term.ts';

/** The words of a sentence, and what stands where in it. */
export class SentenceWords {
  protected readonly terms: readonly Term[];
  protected readonly counts: boolean;
  protected readonly expected: boolean;
  /** Somebody is named in a way that shows: small words are no names beside. */
  protected readonly written: boolean;

  constructor(terms: readonly Term[], expected: boolean) {
    this.terms = terms;
    this.expected = expected;
    this.counts = expected || capitalsCount(terms);
    this.written = terms.some((term, at) => (isStrongName(term) && !this.isPlace(at)) || isIdentifier(term));
  }

  protected isVerb(term: Term | undefined): boolean {
    return is(term, 'want', 'forget', 'perfect', 'be', 'call', 'trouble', 'without', 'stranded');
  }

  protected isWished(term: Term | undefined): boolean {
    return is(term, 'noun', 'compound', 'new') && !is(term, 'determiner');
  }

  protected beginsSentence(at: number): boolean {
    const left = this.terms[at - 1];
    if (left === undefined || left.kind === 'pause' || left.kind === 'stop') return true;
    return is(left, 'polite', 'greeting') && this.beginsSentence(at - 1);
  }

  protected leadsToNoun(from: number): boolean {
    let at = from;
    while (is(this.terms[at], 'new', 'adjective', 'system') && !is(this.terms[at], 'noun')) at++;
    return is(this.terms[at], 'noun', 'compound', 'account', 'reset-noun', 'history', 'status', 'phone', 'mfa');
  }

  /** "in Finance", "Dept Finance": where, and not who. */
  protected isPlace(at: number): boolean {
    const left = this.terms[at - 1];
    if (is(left, 'unit') && this.beginsSentence(at - 1)) return true;
    return is(left, 'place-preposition') && !is(left, 'target-preposition', 'label-sender');
  }

  protected isClosed(term: Term): boolean {
    if (term.kind === 'mention') return term.possessive === true;
    return term.lexicon.endings.explicit.test(term.text);
  }
}
