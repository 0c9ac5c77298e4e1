import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { policyJsonSchema } from '../src/config/policy-file.ts';

/** Writes the JSON schema of the policy file, with which editors help to write one. */
writeFileSync(
  path.resolve(import.meta.dirname, '../docs/policy.schema.json'),
  JSON.stringify(policyJsonSchema(), null, 2),
);
