import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { InstallationError } from '../../az.ts';
import { BUILD } from '../preflight/code.ts';
import { keep, type Run } from '../run.ts';

const KEPT = path.resolve(import.meta.dirname, '../../../artifacts/installed');
/** What was deployed last, so that a second run does not start the bot anew for nothing. */
const HASH = 'DEPLOYED_PACKAGE_SHA256';

/**
 * Deploys the package, unless it is the one that was deployed last. The one before is kept, to go back to.
 * @param always deploys it in any case
 * Throws an InstallationError.
 */
export function deployCode(run: Run, always: boolean): void {
  const { hands, file, zip } = run;
  const there = existsSync(zip);
  if (!there && !hands.dry)
    throw new InstallationError(`${zip} is not there. Make it: ${BUILD}. Or: --build, or --zip FILE.`);
  const hash = hashOf(zip);
  if (there && hash === file.get(HASH) && !always) {
    hands.say('  The same package is there already. To deploy it again: --again.');
    return;
  }
  const [, group = '', app = ''] = /\/resourceGroups\/([^/]+)\/.*\/sites\/([^/]+)$/i.exec(
    file.get('BOT_AZURE_APP_SERVICE_RESOURCE_ID'),
  ) ?? [undefined, file.get('AZURE_RESOURCE_GROUP_NAME'), '<App Service>'];
  hands.change('  Deploys the package; all instances start anew, 1 to 5 minutes.', {
    args: ['webapp', 'deploy', '--resource-group', group, '--name', app, '--type', 'zip', '--src-path', zip],
  });
  if (hands.dry) return;
  keepPackage(run);
  keep(run, HASH, hash);
}

/** The last package and the one of before. Whoever goes back to the latter has the two changed round. */
function keepPackage({ name, zip, hands }: Run): void {
  mkdirSync(KEPT, { recursive: true });
  const [latest, former] = [path.join(KEPT, `${name}.zip`), path.join(KEPT, `${name}.former.zip`)];
  if (hashOf(zip) === hashOf(latest)) return;
  const beside = path.join(KEPT, `${name}.new.zip`);
  copyFileSync(zip, beside);
  if (existsSync(latest)) {
    renameSync(latest, former);
    hands.say(`  To go back to the package of before: --code --zip ${path.relative('', former)}`);
  }
  renameSync(beside, latest);
}

/** Empty where there is no such file. */
function hashOf(zip: string): string {
  return existsSync(zip) ? createHash('sha256').update(readFileSync(zip)).digest('hex') : '';
}
