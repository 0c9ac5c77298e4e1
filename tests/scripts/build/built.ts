import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Deployment, makeDeployment } from '../../../scripts/build/deployment.ts';

export interface Built extends Deployment {
  /** Away from the project, so that nothing is found in its node_modules. */
  folder: string;
}

let built: Promise<Built> | undefined;

/** The production bundle as `npm run build` makes it; made once for all suites. */
export function builtBundle(): Promise<Built> {
  built ??= build();
  return built;
}

async function build(): Promise<Built> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-bundle-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return { ...(await makeDeployment(folder)), folder };
}
