import { type Config, readConfig, VARIABLES } from '../../../config/config.ts';
import { ConfigurationError } from '../../../errors.ts';
import { type Checked, ok, problem } from './finding.ts';

/** Whether the environment is a configuration. */
export function checkVariables(env: Readonly<Record<string, string | undefined>>): Checked<Config> {
  try {
    const config = readConfig(env);
    const set = Object.keys(VARIABLES).filter(name => env[name]);
    return { finding: ok(`The ${set.length} that are set can be used.`), value: config };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const { problems } = error;
    const found = problems.length === 1 ? 'One can’t be used.' : `${problems.length} can’t be used.`;
    return { finding: problem(found, ...problems.map(each => `${each}.`)) };
  }
}
