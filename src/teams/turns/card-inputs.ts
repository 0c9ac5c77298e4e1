import { z } from 'zod';
import type { ClickAnswer } from '../../cards/click-messages.ts';
import type { Terms } from '../../desk/actions/kept.ts';
import { WORDS, type Word } from '../../desk/request/proof.ts';
import { REASONS, type Reason } from '../../desk/request/request.ts';
import { holdsPassword } from '../../desk/wording/password-like.ts';
import { LONGEST_INPUT } from '../times.ts';
import { RAW_TERMS, readTerms } from './terms-inputs.ts';

/** What the choice of a word offers beside the words. */
const SECOND_PERSON = 'second-person';

/** What a click brings of what stands in the card's inputs. */
export interface CardInputs {
  reason?: Reason;
  ticket?: string;
  /** Sign the target out everywhere as well. */
  signOut?: boolean;
  /** Why a request is declined. */
  declineReason?: string;
  /** What the requester says of who calls; 'second-person': they ask one to stand in for it. */
  word?: Word | typeof SECOND_PERSON;
  /** What was chosen of the action's own; missing where the card offers nothing to choose. */
  terms?: Terms;
}

/** The inputs as they came: whatever a client sends. */
export const rawInputs = z.object({
  reason: z.unknown().optional(),
  ticket: z.unknown().optional(),
  signOut: z.unknown().optional(),
  declineReason: z.unknown().optional(),
  word: z.unknown().optional(),
  ...RAW_TERMS,
});

const text = z.string().max(LONGEST_INPUT).optional().catch(undefined);
const inputs = z.object({
  reason: z.enum(REASONS).optional().catch(undefined),
  ticket: text,
  // A toggle that is on comes back as text.
  signOut: z.stringbool().optional().catch(undefined),
  declineReason: text,
  word: z
    .enum([...WORDS, SECOND_PERSON])
    .optional()
    .catch(undefined),
});

/**
 * Reads the inputs of a card, or says why none of them is taken: what looks like a password is kept nowhere, and a ticket
 * that is no text of a sensible length is not dropped in silence. Declining without a reason has an answer of its own.
 * `timeZone` is that of the person who chose, as an IANA name.
 */
export function readInputs(
  raw: z.infer<typeof rawInputs>,
  timeZone: string | undefined,
): CardInputs | { refused: ClickAnswer } {
  if (Object.values(raw).some(mayHoldPassword)) return { refused: 'looksLikePassword' };
  const { ticket } = raw;
  const given = ticket !== undefined && ticket !== null && ticket !== '';
  const read = inputs.parse(raw);
  if (given && read.ticket === undefined) return { refused: 'inputUnreadable' };
  const terms = readTerms(raw, timeZone);
  return terms === 'unreadable' ? { refused: 'choiceUnreadable' } : { ...read, terms };
}

/** A longer text is not kept in any case. */
function mayHoldPassword(value: unknown): boolean {
  return typeof value === 'string' && value.length <= LONGEST_INPUT && holdsPassword(value);
}
