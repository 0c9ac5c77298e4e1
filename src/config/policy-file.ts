import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Policy, policySchema } from '../desk/policy/policy.ts';
import { ConfigurationError } from '../errors.ts';

/** The longest policy in force, in characters of JSON: it has to fit into one row of the record. */
const LONGEST = 30_000;

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
  const { $schema, approval, proof, ...settings } = parsed.data;
  const data = <Data>(rules: readonly { data: Data }[]) => rules.map(rule => rule.data);
  const text = JSON.stringify({ ...settings, approval: data(approval), proof: data(proof) });
  if (text.length > LONGEST) {
    throw new ConfigurationError([`${name}: too long: ${text.length} characters; at most ${LONGEST} fit on record`]);
  }
  const fingerprint = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const groupIds = [...new Set([...approval, ...proof].flatMap(({ data: { groups = [] } }) => groups))];
  const asksForNamesakes = proof.some(rule => rule.data.when === 'namesake-exists');
  const rules = { asksForNamesakes, approval: approval.map(({ rule }) => rule), proof: proof.map(({ rule }) => rule) };
  return { ...settings, ...rules, groupIds, text, fingerprint };
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
