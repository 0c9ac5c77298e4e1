import type { Role } from '../../locales/roles.ts';
import { findAnchor } from './anchor.ts';
import { isStrongName } from './name-words.ts';
import { is, type Term } from './term.ts';
import { isTicket } from './ticket.ts';

const MOST_SHORT_WORDS = 4;
const NO_REMARK: readonly Role[] = [
  'extra',
  'copied',
  'topic',
  'system',
  'agreed-by',
  'forget',
  'trouble',
  'want',
  'circumstance',
  'person',
  'unit',
  'label-proof',
  'reason',
];

/** True for a few words that say nothing of a password, a person or a reason, and may take back what was written: "she is in". */
export function isShortRemark(terms: readonly Term[]): boolean {
  const words = terms.filter(term => term.kind === 'word' && !is(term, 'polite', 'greeting', 'closing'));
  const marked = terms.some(
    term => is(term, ...NO_REMARK) || term.kind === 'mention' || isStrongName(term) || isTicket(term.text, true),
  );
  return words.length > 0 && words.length <= MOST_SHORT_WORDS && !marked && findAnchor(terms) < 0;
}
