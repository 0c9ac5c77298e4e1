import { AzError } from '../../az.ts';
import { type Finding, right, unknown, wrong } from '../../checkup/finding.ts';
import { textAt } from '../../checkup/json.ts';
import { explain } from '../errors/explain.ts';
import type { Run } from '../run.ts';

const OLDEST_NODE = '24.0.0';
/** Since this one, code is deployed without the publishing password, which is switched off (azure-cli#26229). */
const OLDEST_AZ = '2.48.1';
/** The templates use fail(). */
const OLDEST_BICEP = '0.38.0';

export function checkMachine({ file }: Run): Finding[] {
  const { env, versions } = process;
  const findings = [
    isAtLeast(versions.node, OLDEST_NODE)
      ? right('Node.js', versions.node)
      : wrong('Node.js', { says: `It is ${versions.node}.`, fix: `Install Node.js ${OLDEST_NODE} or newer.` }),
  ];
  if (env.NODE_ENV === 'production') {
    findings.push(right('NODE_ENV', 'It is production, as in the Azure Cloud Shell: build with npm ci --include=dev.'));
  }
  if (env.ACC_CLOUD !== undefined || env.AZUREPS_HOST_ENVIRONMENT?.startsWith('cloud-shell')) {
    const says = `The Azure Cloud Shell ends when nobody writes in it. All that is needed later stands in ${file.file}: let this folder be in your clouddrive, or keep that file.`;
    findings.push(right('Cloud Shell', says));
  }
  return findings;
}

export function checkTools(run: Run): Finding[] {
  const az = versionOf(() => textAt(run.hands.read('version'), 'azure-cli'));
  if (typeof az !== 'string') return [wrong('Azure CLI', az)];
  return [
    isAtLeast(az, OLDEST_AZ)
      ? right('Azure CLI', az)
      : wrong('Azure CLI', { says: `It is ${az}.`, fix: `az upgrade; it takes ${OLDEST_AZ} or newer.` }),
    checkBicep(run),
  ];
}

/** `az bicep version` answers in words, which are no JSON. */
function checkBicep({ hands }: Run): Finding {
  const fix = 'az bicep install, or az bicep upgrade where it is there.';
  try {
    hands.read('bicep', 'version');
  } catch (error) {
    if (!(error instanceof AzError)) throw error;
    const found = /Bicep CLI version (\d+\.\d+\.\d+)/.exec(error.said)?.[1];
    if (found === undefined) return unknown('Bicep', { says: 'It is not there yet; a deployment downloads it.', fix });
    if (isAtLeast(found, OLDEST_BICEP)) return right('Bicep', found);
    return wrong('Bicep', { says: `It is ${found}, and the templates take ${OLDEST_BICEP} or newer.`, fix });
  }
  return unknown('Bicep', { says: 'Its version is not told.', fix });
}

function versionOf(read: () => string): string | { says: string; fix: string } {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof AzError)) throw error;
    const known = explain(error.said);
    return { says: known?.is ?? error.message, fix: known?.todo ?? 'Install it again.' };
  }
}

/** Whether a version is this one or newer. */
export function isAtLeast(version: string, oldest: string): boolean {
  const parts = (text: string) => text.split(/[.-]/).slice(0, 3).map(Number);
  const [found, wanted] = [parts(version), parts(oldest)];
  const at = wanted.findIndex((part, place) => part !== found[place]);
  return at < 0 || (found[at] ?? 0) > (wanted[at] ?? 0);
}
