import { z } from 'zod';

/** What the requester chooses for a pass. */
export const PASS_TERMS = z.object({
  /** It can be used for one sign-in alone. */
  once: z.boolean(),
  /** How long it can be used from its start on. */
  minutes: z.number(),
  /** When it begins, in milliseconds since the epoch; missing: at once. */
  startsAt: z.number().optional(),
});
export type PassTerms = Readonly<z.infer<typeof PASS_TERMS>>;

/** A pass in the directory, without its secret. Times are in milliseconds since the epoch, by the directory's clock. */
export const PASS = z.object({
  /** Of the pass, as the directory names it. */
  id: z.string(),
  once: z.boolean(),
  createdAt: z.number(),
  startsAt: z.number(),
  /** When it dies by itself. */
  endsAt: z.number(),
});
export type Pass = Readonly<z.infer<typeof PASS>>;

/** What has become of a pass (Microsoft Graph, temporaryAccessPassAuthenticationMethod, methodUsabilityReason). */
const PASS_STATES = ['usable', 'not-yet', 'used', 'expired', 'disabled'] as const;

/** The pass that somebody has: the directory keeps one at most for each person. */
const PRESENT_PASS = PASS.extend({ state: z.enum(PASS_STATES) });
export type PresentPass = Readonly<z.infer<typeof PRESENT_PASS>>;

/** Whom a policy is meant for. Object ids in lower case. */
const MEANT = z.object({ everybody: z.boolean(), groupIds: z.array(z.string()), userIds: z.array(z.string()) });

/** What the tenant says about passes (Microsoft Graph, temporaryAccessPassAuthenticationMethodConfiguration). */
const PASS_POLICY = z.object({
  enabled: z.boolean(),
  included: MEANT,
  excluded: MEANT,
  /** Minutes. */
  shortest: z.number(),
  longest: z.number(),
  usual: z.number(),
  /** No pass can be used more than once. */
  onceOnly: z.boolean(),
});
export type PassPolicy = Readonly<z.infer<typeof PASS_POLICY>>;

/** What is read for a pass beside the account itself. */
export const PASS_FINDINGS = z.object({
  /** Missing: the requester may not read it. */
  policy: PASS_POLICY.optional(),
  /** Missing: it could not be read. */
  present: PRESENT_PASS.or(z.literal('none')).optional(),
});
export type PassFindings = Readonly<z.infer<typeof PASS_FINDINGS>>;

/** What has become of a pass that was handed over: `withdrawn`: somebody has deleted it, or another one has taken its place. */
export const PASS_RECEIPT = z.object({
  status: z.enum(['used', 'not-used', 'not-yet', 'expired', 'disabled', 'withdrawn', 'not-known']),
  /** When it was read, in milliseconds since the epoch. */
  at: z.number(),
});
export type PassReceipt = Readonly<z.infer<typeof PASS_RECEIPT>>;

/** What can be chosen of a pass. Times are in milliseconds since the epoch. */
export interface PassChoices {
  /** Minutes. */
  shortest: number;
  longest: number;
  /** What is chosen where nobody chooses. */
  usual: number;
  onceOnly: boolean;
  /** Between which moments it may begin; the first is now. */
  startsWithin: { from: number; to: number };
}
