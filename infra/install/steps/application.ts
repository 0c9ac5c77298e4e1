import { InstallationError } from '../../az.ts';
import { listAt, textAt } from '../../checkup/json.ts';
import { bringInLine, readInstallation } from '../../entra-app.ts';
import { type Hands, unknownYet } from '../../hands.ts';
import { patiently } from '../../patience.ts';
import { keep, type Run } from '../run.ts';

const NAME = 'Nyckel';
const ID = 'AAD_APP_CLIENT_ID';

/**
 * The application that people sign in to: the one of the values, else one that an interrupted run has left, else a new one.
 * Throws an InstallationError where it can't tell which.
 */
export async function makeApplication(run: Run): Promise<void> {
  const { hands, file } = run;
  const known = file.get(ID);
  if (known !== '') {
    await patiently(hands, () => hands.read('ad', 'app', 'show', '--id', known));
    return;
  }
  const left = leftBehind(run);
  if (left !== undefined) {
    hands.say(`  Takes the application ${left}, which an earlier run has made.`);
    keep(run, ID, left);
    return;
  }
  const create = ['ad', 'app', 'create', '--display-name', NAME, '--sign-in-audience', 'AzureADMyOrg'];
  const made = hands.change('  Makes the application. It gets no secret.', {
    args: create,
    instead: { appId: unknownYet(ID) },
  });
  keep(run, ID, textAt(made, 'appId'));
}

/** One with the URI of this bot, or one of our name that nobody has given a URI yet: this is as far as an interrupted run gets. */
function leftBehind({ hands, file }: Run): string | undefined {
  const named = listAt(hands.read('ad', 'app', 'list', '--filter', `displayName eq '${NAME}'`));
  const uris = (one: unknown) => listAt(one, 'identifierUris');
  const bot = file.get('BOT_ID');
  const ours = named.filter(one => bot !== '' && uris(one).includes(`api://botid-${bot}`));
  const fresh = named.filter(one => uris(one).length === 0);
  const [first, ...more] = ours.length > 0 ? ours : fresh;
  if (more.length > 0) {
    const ids = [first, ...more].map(one => textAt(one, 'appId')).join(', ');
    throw new InstallationError(
      `There are several applications ${NAME} that could be this one: ${ids}. Say which: ${ID}=<id>, or delete them in Entra, App registrations.`,
    );
  }
  return first === undefined ? undefined : textAt(first, 'appId');
}

/** What the deployment has told goes into the application, as entra-app.ts does it. Throws an InstallationError. */
export async function finishApplication({ hands, file }: Run): Promise<void> {
  const ids = Object.fromEntries([ID, 'BOT_ID', 'BOT_TENANT_ID', 'BOT_REGION'].map(name => [name, file.get(name)]));
  if (!hands.dry) return bringInLine(hands, readInstallation(ids));
  const standing = Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, STAND_INS[id] ?? id]));
  await bringInLine(naming(hands), readInstallation(standing));
}

/** Where a dry run does not know an id yet. */
const STAND_INS: Readonly<Record<string, string>> = {
  [unknownYet(ID)]: '00000000-0000-0000-0000-0000000000aa',
  [unknownYet('BOT_ID')]: '00000000-0000-0000-0000-0000000000bb',
  [unknownYet('BOT_TENANT_ID')]: '00000000-0000-0000-0000-0000000000cc',
};

/** Hands that show the names of the ids that are not known yet. */
function naming(hands: Hands): Hands {
  const named = (text: string) =>
    Object.entries(STAND_INS).reduce((shown, [name, id]) => shown.replaceAll(id, name), text);
  return {
    ...hands,
    read: (...args) => hands.read(...args.map(named)),
    change: (why, { args, body }) =>
      hands.change(why, { args: args.map(named), body: body && JSON.parse(named(JSON.stringify(body))) }),
  };
}
