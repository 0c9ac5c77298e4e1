import { type Finding, right, unknown, wrong } from '../../checkup/finding.ts';
import { same } from '../../checkup/json.ts';
import { defaultOf } from '../parameters.ts';
import { again, type Run } from '../run.ts';
import type { Found } from './found.ts';

export const SEAL_KEY = 'The seal key';
const PREVIOUS = 'PREVIOUS_SEAL_KEY';
const ADDRESS = /^https:\/\/[a-z0-9-]{3,24}\.vault\.azure\.net\/(?:keys|secrets)\/[\w-]+(?:\/[0-9a-f]*)?$/i;

/**
 * What the app seals with, and what the template writes: where that is another key, the one of now has to be PREVIOUS_SEAL_KEY,
 * or the bot does not start. Only an address is ever told or kept; anything else may be the key itself.
 */
export function checkSealKey(run: Run, found: Found): Finding[] {
  const is = found.setting('SEAL_KEY');
  if (is === '') return [];
  const vault = found.told.KEY_VAULT_NAME ?? '';
  const name = run.file.get('SEAL_KEY_NAME') || defaultOf('sealKeyName');
  const written = `https://${vault}.vault.azure.net/keys/${name}`;
  return sameKey(is, written) ? staysTheSame(run, found, written) : moves(run, found, written);
}

/** The name of the key where the app seals with one of its own vault. */
export function sealKeyNameOf(found: Found): string {
  const [, vault = '', name = ''] =
    /^https:\/\/([a-z0-9-]+)\.vault\.azure\.net\/keys\/([\w-]+)/i.exec(found.setting('SEAL_KEY')) ?? [];
  return same(vault, found.told.KEY_VAULT_NAME ?? '') ? name : '';
}

/** Another version of a key opens the same; of a secret, it is another one. */
function sameKey(one: string, other: string): boolean {
  const plain = (address: string) => address.replace(/(\/keys\/[\w-]+)\/.*$/, '$1').replace(/\/$/, '');
  return same(plain(one), plain(other));
}

function staysTheSame(run: Run, found: Found, written: string): Finding[] {
  const { file, said } = run;
  const [before, wanted] = [found.setting('SEAL_KEY_PREVIOUS'), file.get(PREVIOUS)];
  if (wanted !== '' && sameKey(wanted, written)) {
    const says = `${PREVIOUS} is the key that the app has already; with both the same it does not start.`;
    return [wrong(SEAL_KEY, { says, fix: again(run, `${PREVIOUS}=`) })];
  }
  if (before === '' || wanted !== '' || said.has(PREVIOUS)) return [];
  if (ADDRESS.test(before)) {
    file.set(PREVIOUS, before);
    return [right('Taken over', `${PREVIOUS}=${before}, until you say ${PREVIOUS}= with nothing behind it`)];
  }
  const says = 'SEAL_KEY_PREVIOUS of the app is no address in a vault, and the template takes nothing else.';
  const fix = `Once npm run doctor says that nothing in the store needs it: ${again(run, `${PREVIOUS}=`)}`;
  return [wrong(SEAL_KEY, { says, fix })];
}

function moves(run: Run, found: Found, written: string): Finding[] {
  const { file } = run;
  const [is, wanted] = [found.setting('SEAL_KEY'), file.get(PREVIOUS)];
  if (found.setting('SEAL_KEY_PREVIOUS') !== '') {
    const says = `The app has a SEAL_KEY_PREVIOUS, of a change that is not done, and its SEAL_KEY changes now (${written}): there is room for one key of before.`;
    const fix = `Once npm run doctor says that nothing in the store needs it: az webapp config appsettings delete --ids ${found.appServiceId} --setting-names SEAL_KEY_PREVIOUS; then again.`;
    return [wrong(SEAL_KEY, { says, fix })];
  }
  if (!ADDRESS.test(is)) return [valueMoves(run, found, wanted)];
  if (wanted !== '' && !sameKey(wanted, is)) {
    const says = `The app seals with ${is}, and ${PREVIOUS} is another one: it would not start.`;
    return [wrong(SEAL_KEY, { says, fix: again(run, `${PREVIOUS}=${is}`) })];
  }
  file.set(PREVIOUS, is);
  return [right(SEAL_KEY, `becomes ${written}; what is sealed is opened with ${PREVIOUS}=${is}, for an hour`)];
}

/** The key itself stands in the setting: it goes into the vault without being shown. */
function valueMoves(run: Run, { appServiceId, told }: Found, wanted: string): Finding {
  if (ADDRESS.test(wanted)) {
    const says = `SEAL_KEY of the app is no address; that ${wanted} holds the same, nobody sees from here.`;
    return unknown(SEAL_KEY, { says, fix: 'Where it holds another, the bot does not start, and writes nothing.' });
  }
  const vault = told.KEY_VAULT_NAME;
  const secret = 'seal-key-before';
  const read = `az webapp config appsettings list --ids ${appServiceId} --query "[?name=='SEAL_KEY'].value" --output tsv`;
  const write = `az keyvault secret set --vault-name ${vault} --name ${secret} --file /dev/stdin --query id`;
  const then = again(run, `${PREVIOUS}=https://${vault}.vault.azure.net/secrets/${secret}`);
  const says =
    'SEAL_KEY of the app is no address in a vault, and with the one that the template writes it would not start.';
  const fix = `As Key Vault Secrets Officer, in bash: ${read} | tr -d '\\r\\n' | ${write}; then ${then}`;
  return wrong(SEAL_KEY, { says, fix });
}
