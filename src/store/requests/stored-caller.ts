import { z } from 'zod';
import { ACTION_KINDS } from '../../action-kinds.ts';
import {
  ASKED_PROOFS,
  type AskEnding,
  type Caller,
  PROOF_KINDS,
  type ProofAsk,
  type ProofBecause,
  RAISERS,
} from '../../desk/request/proof.ts';
import { TOLD_AS, type Told, type Untold } from '../../desk/request/told.ts';
import type { Locale } from '../../locales/locale.ts';

const text = z.string();
const time = z.number();
const somebody = z.object({ id: text, name: text, employeeIds: z.array(text).optional() });

/** Where a card is, as each store keeps it. */
export const PLACE = z.object({
  serviceUrl: text,
  conversationId: text,
  personal: z.boolean(),
  cardId: text.optional(),
});

/** Why something should have shown who calls, where a second person stands in for it. */
export const WITHOUT_PROOF = z.object({
  rule: z.custom<ProofBecause['rule']>(isText),
  values: z.record(text, text),
}) satisfies z.ZodType<ProofBecause>;

const ENDINGS = ['proved', 'wrong', 'cannot-tell', 'alarm', 'over'] as const satisfies readonly AskEnding[];

const viewer = z.object({ locale: z.custom<Locale>(isText), timeZone: text.optional() }).optional();

const ask = z.object({
  id: text,
  kind: z.enum(ASKED_PROOFS),
  of: somebody,
  askedAt: time,
  until: time,
  numbers: z.object({ shown: z.array(time), right: time }).optional(),
  place: PLACE.optional(),
  viewer,
  unsent: z.custom<NonNullable<ProofAsk['unsent']>>(isText).optional(),
  ended: z.enum(ENDINGS).optional(),
});

/** What is known of who calls, as each store keeps it. */
export const CALLER = z.object({
  proofs: z.array(
    z.object({ kind: z.enum(PROOF_KINDS), by: somebody, at: time, action: z.enum(ACTION_KINDS), targetId: text }),
  ),
  asks: z.array(ask),
  alarm: z.object({ by: somebody, as: z.enum(RAISERS), at: time }).optional(),
}) satisfies z.ZodType<Caller>;

/** Who is told afterwards, as each store keeps it. */
export const TOLD = z.array(
  z.object({
    id: text,
    as: z.enum(TOLD_AS),
    of: z.object({ id: text, name: text }).optional(),
    place: PLACE.optional(),
    viewer,
    unsent: z.custom<Untold>(isText).optional(),
    remindedAt: z.number().optional(),
  }),
) satisfies z.ZodType<readonly Told[]>;

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
