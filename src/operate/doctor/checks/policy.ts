import type { Config } from '../../../config/config.ts';
import { type PolicyInForce, readPolicy } from '../../../config/policy-file.ts';
import { ConfigurationError } from '../../../errors.ts';
import { type Checked, ok, problem } from './finding.ts';

/** Whether the policy file can be used. */
export function checkPolicy({ policyFile }: Config): Checked<PolicyInForce> {
  try {
    const policy = readPolicy(policyFile);
    const source = policyFile === undefined ? 'No POLICY_FILE is set: the defaults hold' : `${policyFile} can be used`;
    return { finding: ok(`${source} (fingerprint ${policy.fingerprint}).`), value: policy };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { finding: problem('The policy can’t be used, and the bot does not start.', ...error.problems) };
  }
}
