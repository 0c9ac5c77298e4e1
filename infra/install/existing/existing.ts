import { AzError } from '../../az.ts';
import { type Finding, right, unknown, wrong } from '../../checkup/finding.ts';
import { listAt, same, textAt } from '../../checkup/json.ts';
import { explain } from '../errors/explain.ts';
import { defaultOf, parameters } from '../parameters.ts';
import { again, type Run } from '../run.ts';
import { type Found, findInstallation, prefixOf } from './found.ts';
import { checkSealKey, SEAL_KEY, sealKeyNameOf } from './seal-key.ts';

const WHICH = 'What is there already';
/** These have to be said or are compared, or stand for themselves. */
const NOT_TAKEN = ['location', 'botRegion', 'alertEmail', 'aadAppClientId', 'previousSealKey', 'sealKeyName'];

/**
 * An installation that is there already, by whatever hand: what the values do not have is taken over into them, so that no
 * deployment puts anything back to the template's defaults; where both disagree about which installation it is, or the bot would
 * not start with its new key, it is `wrong`. Keeps nothing: whoever goes on saves the values.
 */
export function checkExisting(run: Run): Finding[] {
  try {
    return inPlace(run) ?? withFound(run, findInstallation(run));
  } catch (error) {
    if (!(error instanceof AzError)) throw error;
    const says = `Whether there is an installation, and with what, can’t be read: ${explain(error.said)?.is ?? error.said.split('\n')[0]}`;
    const fix =
      'It takes Contributor on the resource group. A deployment without it could put everything back to defaults.';
    return [wrong(WHICH, { says, fix })];
  }
}

/** Whether a deployment would make a second installation, or one that does not start; nothing lets it go on then. */
export function forbids({ subject, state }: Finding): boolean {
  return state === 'wrong' && (subject === WHICH || subject === SEAL_KEY);
}

/** The App Service of the values says where it is. */
function inPlace(run: Run): Finding[] | undefined {
  const { file } = run;
  const [, subscription = '', group = '', app = ''] =
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/.*\/sites\/([^/]+)$/i.exec(
      file.get('BOT_AZURE_APP_SERVICE_RESOURCE_ID'),
    ) ?? [];
  if (app === '') return undefined;
  const places = [
    ['AZURE_SUBSCRIPTION_ID', subscription],
    ['AZURE_RESOURCE_GROUP_NAME', group],
    ['RESOURCE_NAME', file.get('RESOURCE_NAME') === '' ? '' : prefixOf(app)],
  ] as const;
  const elsewhere = places.filter(([name, is]) => is !== '' && !same(file.get(name), is));
  return elsewhere.length === 0 ? undefined : elsewhere.map(([name, is]) => disagrees(run, name, is));
}

/** What comes of it where the values say something else than is there. */
const OTHERWISE: Readonly<Record<string, string>> = {
  AZURE_LOCATION: 'Azure moves nothing to another region.',
  BOT_REGION: 'Azure does not move it, and nobody could sign in after half of the deployment.',
  BOT_ID: 'These are the values of another one.',
  AAD_APP_CLIENT_ID: 'Nobody could sign in until it has everything that the one of now has, consent as well.',
};

function disagrees(run: Run, name: string, is: string): Finding {
  const why = OTHERWISE[name] ?? 'It would be a second one, with an empty store.';
  const says = `The installation is there with ${name}=${is}, and the values say ${run.file.get(name)}. ${why}`;
  const fix = `${again(run, `${name}=${is}`)}; for a second installation, another --name and another resource group.`;
  return wrong(WHICH, { says, fix });
}

function withFound(run: Run, found: Found | undefined): Finding[] {
  if (!found) return [];
  const others = [...differences(run, found), ...otherApplication(run, found)];
  if (others.length > 0) return others;
  // Before anything is taken over: who has installed with this file has this line.
  const isNew = run.file.get('DEPLOYED_PACKAGE_SHA256') === '';
  const taken = takeOver(run, found);
  const seal = checkSealKey(run, found);
  const changes = seal.some(({ subject }) => subject === SEAL_KEY);
  return [...taken, ...seal, ...(isNew || changes ? [noWayBack(run)] : [])];
}

/** A name that nobody has said is taken over where it is the only one there. */
function differences(run: Run, found: Found): Finding[] {
  const { file } = run;
  const is: readonly (readonly [string, string])[] = [
    ['RESOURCE_NAME', file.get('RESOURCE_NAME') === '' ? '' : (found.given.name ?? '')],
    ['AZURE_LOCATION', found.location],
    ['BOT_REGION', found.botRegion],
    ['BOT_ID', file.get('BOT_ID') === '' ? '' : (found.told.BOT_ID ?? '')],
  ];
  return is
    .filter(([name, there]) => there !== '' && !same(file.get(name), there))
    .map(([name, there]) => disagrees(run, name, there));
}

/** Another application is taken only where the one of before is gone. */
function otherApplication(run: Run, { application }: Found): Finding[] {
  const { file, hands } = run;
  const wanted = file.get('AAD_APP_CLIENT_ID');
  if (wanted === '' || application === '' || same(wanted, application)) return [];
  const all = listAt(hands.read('ad', 'app', 'list', '--filter', `appId eq '${application}'`));
  if (!all.some(one => same(textAt(one, 'appId'), application))) return [];
  return [disagrees(run, 'AAD_APP_CLIENT_ID', application)];
}

/** What the values do not have and nobody has just emptied, unless it is what the template takes anyway. */
function takeOver(run: Run, found: Found): Finding[] {
  const kept = [...parameters()].filter(([parameter]) => !NOT_TAKEN.includes(parameter));
  const values: [string, string][] = [
    ...Object.entries({ ...found.told, AAD_APP_CLIENT_ID: found.application }),
    ...kept.map(([parameter, name]): [string, string] => [name, unlessDefault(parameter, found.given[parameter])]),
    ['SEAL_KEY_NAME', unlessDefault('sealKeyName', sealKeyNameOf(found))],
  ];
  const { file, said } = run;
  const taken = values.filter(([name, value]) => value !== '' && file.get(name) === '' && !said.has(name));
  for (const [name, value] of taken) file.set(name, value);
  return taken.map(([name, value]) => right('Taken over', `${name}=${value}`));
}

function unlessDefault(parameter: string, value = ''): string {
  return same(value, defaultOf(parameter)) ? '' : value;
}

/** What an earlier version leaves behind is brought up to date by the first start of this one. */
function noWayBack({ name }: Run): Finding {
  return unknown('No way back', {
    says: 'Where an earlier version has run until now: after the first start of this one it refuses the table, of which there is no backup, and it can’t read the address of a key as SEAL_KEY.',
    fix: `Export the record first, and read docs/operate.md, “Upgrade”; --dry-run shows what would be done to ${name}.`,
  });
}
