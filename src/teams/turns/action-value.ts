import { z } from 'zod';
import { VERBS } from '../../cards/actions.ts';
import { ASKED_PROOFS } from '../../desk/request/proof.ts';
import { rawInputs } from './card-inputs.ts';

/** What a card action brings back: the request's id, a choice, and what the person put into the card's inputs. */
export const actionValue = z.object({
  action: z.object({
    verb: z.enum(VERBS),
    data: rawInputs.extend({
      request: z.string().min(1).max(100),
      choice: z.number().int().min(0).max(20).optional(),
      kind: z.enum(ASKED_PROOFS).optional(),
      ask: z.string().min(1).max(100).optional(),
      answer: z.union([z.number().int(), z.enum(['yes', 'cannot-tell'])]).optional(),
      withoutProof: z.boolean().optional(),
      inFull: z.boolean().optional(),
      alarm: z.string().min(1).max(100).optional(),
    }),
  }),
  authentication: z.object({ token: z.string().min(1) }).nullish(),
  state: z.string().min(1).max(100).nullish(),
});

export type ActionValue = z.infer<typeof actionValue>;
