import { type Bicep, findBicep } from '../../scripts/infra/compiler.ts';
import { skipBecause } from '../support/skip.ts';

/**
 * The compiler. Where there is none, the tests of the suite are skipped, and the report says why; but not in CI.
 * @throws Error in CI, when there is none
 */
export function bicepOrSkip(context: Mocha.Context): Bicep {
  try {
    return findBicep();
  } catch (error) {
    if (process.env.CI) throw error;
    return skipBecause(context, (error as Error).message);
  }
}
