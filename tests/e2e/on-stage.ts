import path from 'node:path';
import { builtBundle } from '../scripts/build/built.ts';
import { skipBecause } from '../support/skip.ts';
import { chromiumPath } from './chromium.ts';
import { type Stage, startStage } from './stage.ts';

/** The suite on a stage of its own, with the bot of `src` or of the bundle; each test begins with the sample tenant. */
export function onStage(
  bot: 'src' | 'bundle',
  begin: (stage: Stage) => void,
  environment: Readonly<Record<string, string>> = {},
): void {
  let stage: Stage | undefined;
  before(async function () {
    const program = chromiumPath();
    if (!program) return skipBecause(this, 'needs Chromium: install it, or set CHROMIUM_PATH');
    stage = await startStage(
      program,
      bot === 'src' ? '' : path.join((await builtBundle()).folder, 'nyckel.js'),
      environment,
    );
    begin(stage);
  });
  after(() => stage?.stop());
  beforeEach(() => stage?.control('POST', 'reset'));
}
