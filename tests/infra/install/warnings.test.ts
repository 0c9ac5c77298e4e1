import assert from 'node:assert/strict';
import { explainWarning } from '../../../infra/install/warnings.ts';

describe('infra: warnings of the Azure CLI', () => {
  const told = (line: string) => {
    const lines: string[] = [];
    explainWarning(`WARNING: ${line}`, said => lines.push(said));
    return lines;
  };

  for (const line of [
    'Status: Build failed. Time: 12(s)',
    'The build was unsuccessful.',
    'An error occurred while SCM_DO_BUILD_DURING_DEPLOYMENT was read.',
    'Warming up has timed out.',
    'This build of the Azure CLI is odd.',
  ]) {
    it(`is told and not called harmless: ${line}`, () => {
      assert.deepEqual(told(line), [`  az warns: ${line}`]);
    });
  }

  it('is called harmless where it says that nothing is built', () => {
    assert.match(told('SCM_DO_BUILD_DURING_DEPLOYMENT is false.').join(), /\(harmless: the package is built already\)/);
  });

  it('is not told where it is progress', () => {
    for (const line of ['Status: Building the app... Time: 3(s)', 'Warming up Kudu before deployment.']) {
      assert.deepEqual(told(line), []);
    }
  });
});
