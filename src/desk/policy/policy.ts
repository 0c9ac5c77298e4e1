import { z } from 'zod';
import { adminAccountsSchema } from './admin-accounts.ts';
import type { ApprovalRule } from './circumstances.ts';
import { type ProofRule, proofSchema } from './proof-rules.ts';
import { approvalSchema } from './rules.ts';

/** At most so many resets and passes within an hour, and within 24 hours. */
function counts(hour: number, day: number) {
  const limit = z.int().min(1, 'write at least 1; for a second person every time there is the rule "always"');
  return z.strictObject({
    hour: limit.default(hour).describe('Within an hour.'),
    day: limit.default(day).describe('Within 24 hours.'),
  });
}

/** So long the bot needs what has ended: a month covers each limit, alarm and reminder many times over. Longest: a century. */
const DAYS = z
  .int()
  .min(30, 'write at least 30: limits, alarms and what people are told afterwards need that')
  .max(36_500, 'write at most 36500');

/** The policy file (JSON). Every setting has a default; what it does not know, it refuses. */
export const policySchema = z.strictObject({
  $schema: z.string().describe('Where the schema of this file is, for editors.').optional(),
  passwordWriteback: z
    .enum(['on', 'off', 'unknown'])
    .default('unknown')
    .describe('Whether a new password is written back to Windows Server AD; unknown counts as off.'),
  federatedDomains: z
    .enum(['refuse', 'try'])
    .default('refuse')
    .describe('What to do with an account in a federated domain; try leaves it to Microsoft Entra ID.'),
  adminAccounts: adminAccountsSchema,
  approval: approvalSchema,
  approvals: z
    .enum(['where-asked', 'approvals-conversation'])
    .default('where-asked')
    .describe('Where the second person is asked for a request from a channel or group chat.'),
  approvalsMove: z
    .enum(['strong-role', 'two-people'])
    .default('strong-role')
    .describe('Who may choose or move the approvals conversation: one of the strongest roles, or two administrators.'),
  proof: proofSchema,
  proofMissing: z
    .enum(['second-person', 'refuse'])
    .default('second-person')
    .describe('What becomes of a request for which nothing shows it: a second person may stand in, or it is not done.'),
  notices: z
    .strictObject({
      target: z.boolean().default(true).describe('Whose account it is.'),
      manager: z.boolean().default(true).describe('Their manager.'),
      name: z.boolean().default(false).describe('By whom, and not only that it was the helpdesk.'),
    })
    .prefault({})
    .describe('Who is told in their own chat, after a reset or a pass, what was done.'),
  retention: z
    .strictObject({
      requests: DAYS.default(400).describe('A request, after its end.'),
      record: z
        .union([z.literal('for-good'), DAYS], { error: 'write a number of days from 30 to 36500, or "for-good"' })
        .default('for-good')
        .describe('A row of the record.'),
    })
    .prefault({})
    .describe('After how many days what is stored is taken away.'),
  limits: z
    .strictObject({
      perRequester: counts(30, 150).prefault({}).describe('Resets and passes started by one requester.'),
      perTarget: counts(3, 6).prefault({}).describe('Resets and passes of one account, by whomever.'),
      above: z
        .enum(['second-person', 'refuse'])
        .default('second-person')
        .describe('Whether a request above a limit needs a second person, or is refused.'),
    })
    .prefault({})
    .describe(
      'How many resets and passes may be started, counted together. They are judged before the approval rules.',
    ),
});

type Settings = Omit<z.output<typeof policySchema>, '$schema' | 'approval' | 'proof'>;

/** How many resets and passes may be started, and what happens with one that goes above. */
export type Limits = Settings['limits'];

/** What the tenant has decided for itself, read once at the start. */
export interface Policy extends Settings {
  /** When a second person is needed; the first rule that matches decides. */
  approval: readonly ApprovalRule[];
  /** What has to be shown of whoever calls; all that match count. */
  proof: readonly ProofRule[];
  /** Whether one of those wants to know who has a similar name. */
  asksForNamesakes: boolean;
}
