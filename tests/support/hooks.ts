import { stopSharedAzurite } from './azurite.ts';
import { stopSharedSandbox } from './world.ts';

/** Runs once after all suites of the run. */
export const mochaHooks = {
  async afterAll(): Promise<void> {
    await stopSharedAzurite();
    await stopSharedSandbox();
  },
};
