import { isMadeOfLetters } from '../../desk/wording/labelled-pass.ts';
import { isSurelyPassword, looksLikePassword } from '../../desk/wording/password-like.ts';
import type { Term } from './term.ts';

/** True for a word that people write as a password and not as a name, a ticket or an address, and that has no part in a command. */
export function mayBePassword({ kind, text, roles }: Term): boolean {
  return kind === 'word' && roles.size === 0 && looksLikePassword(text);
}

/** True for a word that is a password wherever it stands, even where a name is expected. */
export function canOnlyBePassword({ kind, text, roles }: Term): boolean {
  return kind === 'word' && roles.size === 0 && isSurelyPassword(text);
}

/** The same for a word that is said to be a pass: what Microsoft Entra ID makes may be letters alone. */
export function mayBePass(term: Term): boolean {
  return mayBePassword(term) || (term.kind === 'word' && term.roles.size === 0 && isMadeOfLetters(term.text));
}
