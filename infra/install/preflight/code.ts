import { existsSync, readFileSync } from 'node:fs';
import { type Finding, right, wrong } from '../../checkup/finding.ts';
import type { Run } from '../run.ts';

/** How the package is made. */
export const BUILD = 'npm ci --include=dev && npm run build';

/** Whether the package is there, is one of the bot, and has the policy file in it that it shall read. */
export function checkCode({ file, zip }: Run): Finding[] {
  const subject = 'The code';
  if (!existsSync(zip))
    return [wrong(subject, { says: `${zip} is not there.`, fix: `Make it: ${BUILD}. Or: --build, or --zip FILE.` })];
  const content = readFileSync(zip);
  if (!content.subarray(0, 2).equals(Buffer.from('PK')) || !content.includes('nyckel.js')) {
    return [wrong(subject, { says: `${zip} is not the package of the bot.`, fix: `Make it again: ${BUILD}.` })];
  }
  const policy = file.get('POLICY_FILE');
  if (policy !== '' && !content.includes(policy)) {
    const says = `POLICY_FILE is ${policy}, and that is not in ${zip}: the bot would not start.`;
    return [wrong(subject, { says, fix: `zip --junk-paths ${zip} ${policy}` })];
  }
  return [right(subject, `${zip}, ${(content.length / 1024 ** 2).toFixed(1)} MB`)];
}
