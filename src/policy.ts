import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigurationError } from './errors.ts';

/** The policy file (JSON). Every setting has a default; what it does not know, it refuses. */
export const policySchema = z.strictObject({
  $schema: z.string().optional(),
  passwordWriteback: z.enum(['on', 'off', 'unknown']).default('unknown'),
  federatedDomains: z.enum(['refuse', 'try']).default('refuse'),
});

export type Policy = Omit<z.infer<typeof policySchema>, '$schema'>;

/**
 * Reads the policy; without a file all defaults hold. Throws a ConfigurationError that names the file, the setting and the
 * fix.
 */
export function readPolicy(file: string | undefined): Policy {
  const parsed = policySchema.safeParse(file === undefined ? {} : readJson(file));
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(
    parsed.error.issues.map(issue => `POLICY_FILE ${file}: ${issue.path.join('.') || 'the file'}: ${issue.message}`),
  );
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'is not JSON' : 'can’t be read';
    throw new ConfigurationError([`POLICY_FILE ${file} ${why}: ${error instanceof Error ? error.message : ''}`]);
  }
}
