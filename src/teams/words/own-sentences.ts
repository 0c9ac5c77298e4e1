import { findAnchor } from './anchor.ts';
import { isPolite } from './sentence.ts';
import { is, type Term } from './term.ts';

/** Without the signature: by its words, behind "thanks,", or who is named as the sender. */
export function ownSentences(sentences: readonly (readonly Term[])[]): (readonly Term[])[] {
  const signature = sentences.findIndex(([first]) => is(first, 'signature'));
  const kept = sentences.slice(0, signature < 0 ? undefined : signature).map(withoutSignature);
  const sender = kept.find(([label, mark]) => is(label, 'label-sender') && mark?.text === ':')?.slice(2) ?? [];
  const names = new Set(sender.map(term => term.fold));
  const written = kept.filter(sentence => sentence.length === 0 || !sentence.every(term => names.has(term.fold)));
  return beforeSignature(written);
}

/** Without what stands behind "thanks," on lines of their own. */
function beforeSignature(kept: readonly (readonly Term[])[]): (readonly Term[])[] {
  const closing = kept.findIndex(
    (sentence, at) => at > 0 && sentence.every(isClosingOrMark) && sentence.some(term => is(term, 'closing')),
  );
  if (closing < 0) return [...kept];
  return kept.filter(
    (sentence, at) =>
      at < closing || findAnchor(sentence) >= 0 || sentence.some(term => is(term, 'retraction', 'negation')),
  );
}

/** "needs a new password Sent from my phone" */
function withoutSignature(sentence: readonly Term[]): readonly Term[] {
  const at = sentence.findIndex(term => is(term, 'signature'));
  return at < 0 ? sentence : sentence.slice(0, at);
}

function isClosingOrMark(term: Term): boolean {
  return isPolite(term) || (term.kind !== 'word' && term.kind !== 'mention');
}

/** The sentences of a message, each without the mark at its end. */
export function splitSentences(terms: readonly Term[]): Term[][] {
  const sentences: Term[][] = [[]];
  let depth = 0;
  for (const [i, term] of terms.entries()) {
    if (term.kind === 'open' && closes(terms, i)) depth += 1;
    if (term.kind === 'close') depth = Math.max(0, depth - 1);
    if (term.kind !== 'stop') sentences.at(-1)?.push(term);
    else if (depth > 0 && term.text !== '\n') continue;
    else if (term.text === '\n' || !continues(terms[i + 1])) sentences.push([]);
  }
  return sentences.filter(sentence => sentence.length > 0);
}

/** "(Radiology, ext. 4471)": in the same line. */
function closes(terms: readonly Term[], from: number): boolean {
  const end = terms.findIndex((term, at) => at > from && (term.kind === 'close' || term.text === '\n'));
  return terms[end]?.kind === 'close';
}

/** "set password Summer! for Anna": no sentence begins with a small "for". */
function continues(next: Term | undefined): boolean {
  return next !== undefined && /^\p{Ll}/u.test(next.text) && is(next, 'target-preposition', 'reason');
}
