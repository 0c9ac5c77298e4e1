import { InstallationError } from '../../az.ts';
import { listAt, textAt, textsAt } from '../../checkup/json.ts';
import { bringInLine, GRAPH, readInstallation, refuseAnother, uriOf } from '../../entra-app.ts';
import { type Hands, unknownYet } from '../../hands.ts';
import { patiently } from '../../patience.ts';
import { keep, type Run } from '../run.ts';

const NAME = 'Nyckel';
const ID = 'AAD_APP_CLIENT_ID';

/**
 * The application that people sign in to: the one of the values, else one that an interrupted run of this installation has
 * left, else a new one. `az ad app create` would take any of the same name (azure-cli#30427). Throws an InstallationError
 * where it can't tell which, or where the one of the values belongs to something else.
 */
export async function makeApplication(run: Run): Promise<void> {
  const { hands, file } = run;
  const known = file.get(ID);
  if (known !== '') {
    const there = await patiently(hands, () => hands.read('ad', 'app', 'show', '--id', known));
    refuseAnother(there, { aadAppClientId: known, botId: file.get('BOT_ID') });
    return;
  }
  const left = leftBehind(run);
  if (left !== undefined) {
    hands.say(`  Takes the application ${left}, which an earlier run has made.`);
    keep(run, ID, left);
    return;
  }
  const made = hands.change('  Makes the application. It gets no secret.', {
    args: ['rest', '--method', 'POST', '--url', `${GRAPH}/applications`],
    body: { displayName: NAME, signInAudience: 'AzureADMyOrg', tags: [tagOf(run)] },
    instead: { appId: unknownYet(ID) },
  });
  keep(run, ID, textAt(made, 'appId'));
}

/** By what an interrupted run finds its application again: one text without spaces, of at most 256 characters. */
function tagOf({ name, file }: Run): string {
  return ['nyckel', file.get('AZURE_SUBSCRIPTION_ID'), file.get('AZURE_RESOURCE_GROUP_NAME'), name]
    .join('/')
    .toLowerCase();
}

/** One with the URI of this bot, which only one application of a tenant can have; else one with our tag and without any URI. */
function leftBehind(run: Run): string | undefined {
  const { hands, file } = run;
  const having = (property: string, value: string) => {
    const found = listAt(hands.read('ad', 'app', 'list', '--filter', `${property}/any(t:t eq '${value}')`));
    return found.filter(one => textsAt(one, property).includes(value));
  };
  const bot = file.get('BOT_ID');
  const ours = bot === '' ? [] : having('identifierUris', uriOf(bot));
  const fresh = () => having('tags', tagOf(run)).filter(one => listAt(one, 'identifierUris').length === 0);
  const [first, ...more] = ours.length > 0 ? ours : fresh();
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
  const names = [ID, 'BOT_ID', 'BOT_TENANT_ID', 'BOT_REGION', 'GRAPH_PERMISSIONS'];
  const ids = Object.fromEntries(names.map(name => [name, file.get(name)]));
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
