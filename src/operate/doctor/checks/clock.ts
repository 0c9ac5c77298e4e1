import type { Config } from '../../../config/config.ts';
import { type Finding, notChecked, ok, problem } from './finding.ts';
import type { Inquirer } from './inquirer.ts';
import { openIdConfigurationUrl } from './sign-in-trouble.ts';

/** How far clocks may be apart. Milliseconds; tokens are judged with a tolerance of minutes, windows of a request are not. */
const TOLERANCE = 30_000;
const FIX = 'Let this machine set its clock by a time server (NTP).';

/**
 * Whether our clock is in step with those of the services that were asked, of the sign-in service and of the store, and not
 * behind what the record already holds.
 * @param lastRow time of the record's last row, in milliseconds since the epoch.
 */
export async function checkClock(config: Config, inquirer: Inquirer, lastRow: number | undefined): Promise<Finding> {
  await inquirer.ask(openIdConfigurationUrl(config));
  if (config.store.kind === 'tables') {
    const { tableAddress } = await import('./table-contents.ts');
    await inquirer.ask(tableAddress(config.store));
  }
  const { clocks } = inquirer;
  const off = clocks.filter(({ ahead }) => Math.abs(ahead) > TOLERANCE);
  const worst = off.toSorted((one, other) => Math.abs(other.ahead) - Math.abs(one.ahead))[0];
  if (worst) return problem(`This clock is ${distance(-worst.ahead)} that of ${worst.host}.`, FIX);
  const sinceLast = Date.now() - (lastRow ?? 0);
  if (sinceLast < -TOLERANCE) return problem(`This clock is ${distance(sinceLast)} the last row of the record.`, FIX);
  const services = new Set(clocks.map(({ host }) => host)).size;
  if (services === 0) return notChecked('No service has told its time.', 'Let the services be reached first.');
  return ok(`The clock is in step with the services${lastRow === undefined ? '' : ' and the record'}.`);
}

function distance(ahead: number): string {
  return `${Math.round(Math.abs(ahead) / 1000)} seconds ${ahead > 0 ? 'ahead of' : 'behind'}`;
}
