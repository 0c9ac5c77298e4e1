import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Policy } from '../desk/policy/policy.ts';
import { approvalSchema } from '../desk/policy/rules.ts';
import { ConfigurationError } from '../errors.ts';

/** The longest policy in force, in characters of JSON: it has to fit into one row of the record. */
const LONGEST = 30_000;

/** At most so many resets within an hour, and within 24 hours. */
function counts(hour: number, day: number) {
  const limit = z.int().min(1, 'write at least 1; for a second person every time there is the rule "always"');
  return z.strictObject({
    hour: limit.default(hour).describe('Within an hour.'),
    day: limit.default(day).describe('Within 24 hours.'),
  });
}

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
  approval: approvalSchema,
  approvals: z
    .enum(['where-asked', 'approvals-conversation'])
    .default('where-asked')
    .describe('Where the second person is asked for a request from a channel or group chat.'),
  approvalsMove: z
    .enum(['strong-role', 'two-people'])
    .default('strong-role')
    .describe('Who may choose or move the approvals conversation: one of the strongest roles, or two administrators.'),
  limits: z
    .strictObject({
      perRequester: counts(30, 150).prefault({}).describe('Resets started by one requester.'),
      perTarget: counts(3, 6).prefault({}).describe('Resets of one account, by whomever.'),
      above: z
        .enum(['second-person', 'refuse'])
        .default('second-person')
        .describe('Whether a reset above a limit needs a second person, or is refused.'),
    })
    .prefault({})
    .describe('How many resets may be started. They are judged before the approval rules.'),
});

/** The policy in force, and what of it goes on record. */
export interface PolicyInForce extends Policy {
  /** The object ids of all groups that its rules name, in lower case. */
  groupIds: readonly string[];
  /** The whole policy as JSON, defaults filled in; the same policy has always the same text. */
  text: string;
  /** The first 12 hexadecimal digits of the SHA-256 of the text. */
  fingerprint: string;
}

/**
 * Reads the policy; without a file all defaults hold.
 * @throws ConfigurationError that names the file, the setting and the fix
 */
export function readPolicy(file: string | undefined): PolicyInForce {
  const name = `POLICY_FILE ${file}`;
  const parsed = policySchema.safeParse(file === undefined ? {} : readJson(file));
  if (!parsed.success) throw new ConfigurationError(parsed.error.issues.map(issue => `${name}: ${problem(issue)}`));
  const { $schema, approval, ...settings } = parsed.data;
  const text = JSON.stringify({ ...settings, approval: approval.map(({ data }) => data) });
  if (text.length > LONGEST) {
    throw new ConfigurationError([`${name}: too long: ${text.length} characters; at most ${LONGEST} fit on record`]);
  }
  const fingerprint = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const groupIds = [...new Set(approval.flatMap(({ data }) => data.groups ?? []))];
  return { ...settings, approval: approval.map(({ rule }) => rule), groupIds, text, fingerprint };
}

/** The JSON schema of the policy file, in draft 7, which editors know best. */
export function policyJsonSchema(): object {
  return { ...z.toJSONSchema(policySchema, { io: 'input', target: 'draft-7' }), title: 'The policy of Nyckel' };
}

function problem(issue: z.core.$ZodIssue): string {
  const fix = issue.code === 'unrecognized_keys' ? '; take it out, or see docs/policy.md for how it is spelled' : '';
  return `${issue.path.join('.') || 'the file'}: ${issue.message}${fix}`;
}

function readJson(file: string): unknown {
  try {
    // Editors on Windows put a byte order mark first.
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'is not JSON' : 'can’t be read';
    throw new ConfigurationError([`POLICY_FILE ${file} ${why}: ${error instanceof Error ? error.message : ''}`]);
  }
}
