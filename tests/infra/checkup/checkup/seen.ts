import { randomUUID } from 'node:crypto';
import { PERMISSIONS } from '../../../../src/directory/permissions.ts';
import { CLOSED, tokenWith } from '../../../operate/doctor/fault.ts';
import { type DoctorInstallation, ERIK } from '../../../operate/doctor/installation.ts';
import type { AzureDoor } from '../../../support/azure-door.ts';

const SCOPES = PERMISSIONS.broad.map(({ scope }) => scope);

/** What an installation in the sandbox can be broken in. */
export interface Places {
  installation: DoctorInstallation;
  door: AzureDoor;
}

/**
 * What the doctor says of a kind of broken installation, where the bot runs; `<host>` stands for where that is,
 * and `<id>` for the version of a key.
 */
export interface Seen {
  breaks(places: Places): unknown;
  /** It has to be a process of its own, because the environment says what it trusts or who it is. */
  alone?: true;
  /** Its check, and what that has found. */
  says: readonly [check: string, found: string];
}

/** Microsoft Entra ID refuses to renew the sign-in of a person, and the token service passes that on. */
function refusedWith(number: string): Seen {
  return {
    breaks: ({ installation }) =>
      installation.fault({
        service: 'token',
        pathPattern: 'GetToken.*erik',
        status: 400,
        message: `AADSTS${number}: Refused. Trace ID: ${randomUUID()}`,
      }),
    says: ['permissions', `Microsoft Entra ID refuses the sign-in of the person of --user (AADSTS${number}).`],
  };
}

function granted(scopes: readonly string[], found: string): Seen {
  const path = `sign-ins/${encodeURIComponent(ERIK.channelUserId)}`;
  return {
    breaks: ({ installation }) => installation.sandbox.control('PUT', path, { scopes }),
    says: ['permissions', found],
  };
}

function connection(answer: Record<string, unknown>, found: string): Seen {
  return {
    breaks: ({ installation }) => installation.fault({ service: 'token', pathPattern: 'GetSignInResource', ...answer }),
    says: ['connection', found],
  };
}

const OTHER_REGION: Seen = {
  breaks: ({ installation }) =>
    installation.fault({ service: 'token', pathPattern: 'GetToken.*nyckel-doctor', status: 500 }),
  says: ['connection', 'The token service answers 500.'],
};

function endpoint(url: (places: Places) => string | Promise<string>, found: string): Seen {
  return {
    breaks: async places => {
      places.installation.args.splice(-1, 1, await url(places));
    },
    says: ['endpoint', found],
  };
}

/** The vault or the tables let the bot not in. */
function refusedBy(place: 'vault' | 'tables', [status, code]: [number, string], says: Seen['says']): Seen {
  return behindDoor(
    place,
    door => {
      door[place] = { status, code };
    },
    says,
  );
}

/** Vault or tables are those behind the door, which is shut in some way. */
function behindDoor(place: 'vault' | 'tables', shut: (door: AzureDoor) => void, says: Seen['says']): Seen {
  return {
    breaks: ({ installation, door }) => {
      const trusted = door.authorityBeside(installation.env.NODE_EXTRA_CA_CERTS ?? '');
      const where = place === 'vault' ? { SEAL_KEY: door.keyUrl('seal-key') } : { STORE: door.tableUrl };
      Object.assign(installation.env, where, { NODE_EXTRA_CA_CERTS: trusted });
      shut(door);
    },
    alone: true,
    says,
  };
}

const NOT_THIS_BOT = 'What answers at <host> is not this bot.';

/** By the name of the kind. What is not here, the doctor can't see: it has none of the rights that would show it. */
export const SEEN: Readonly<Record<string, Seen>> = {
  'the application was deleted': refusedWith('700016'),
  'there is no federated credential': refusedWith('7002137'),
  'the federated credential is of another bot': refusedWith('7002137'),
  'the federated credential is of another tenant': refusedWith('7002137'),
  'there is no enterprise application': refusedWith('700016'),
  'sign-in is switched off': refusedWith('7000112'),
  'nobody has granted consent': refusedWith('65001'),
  'consent lacks a permission': granted(
    SCOPES.filter(scope => scope !== 'Domain.Read.All'),
    'Missing: Domain.Read.All.',
  ),
  'consent gives a permission too many': granted(
    [...SCOPES, 'Directory.ReadWrite.All'],
    'Granted without need: Directory.ReadWrite.All.',
  ),
  'assignment is required, and nobody is assigned': refusedWith('50105'),
  'messages go to another host': endpoint(
    ({ installation }) => `${installation.env.GRAPH_ENDPOINT}/api/messages`,
    NOT_THIS_BOT,
  ),
  'the OAuth connection is missing': connection(
    { status: 404 },
    'The Azure Bot has no OAuth connection with the name graph.',
  ),
  'the connection is of another provider': refusedWith('7000218'),
  'the connection is of another application': refusedWith('700016'),
  'the connection has another unique identifier': refusedWith('7002137'),
  'the connection has another Token Exchange URL': connection(
    { status: 200, body: { signInLink: 'https://token.botframework.com/api/oauth/signin?signin=1' } },
    'The OAuth connection graph has no Token Exchange URL: people have to sign in on a page every time.',
  ),
  'the connection is of another tenant': {
    breaks: ({ installation }) => tokenWith(installation, { tid: randomUUID(), scp: SCOPES.join(' ') }),
    says: ['permissions', 'People sign in to another tenant than BOT_TENANT_ID.'],
  },
  'the connection lacks a scope': granted(
    SCOPES.filter(scope => scope !== 'User.RevokeSessions.All'),
    'Missing: User.RevokeSessions.All.',
  ),
  'the connection asks for a scope too many': granted([...SCOPES, 'Mail.Read'], 'Granted without need: Mail.Read.'),
  'the connection is in another region': OTHER_REGION,
  'the token service is that of another region': OTHER_REGION,
  'BOT_ID is another one': {
    breaks: ({ installation }) => tokenWith(installation, { appid: randomUUID() }),
    says: ['credential', 'The bot’s token is of another application than BOT_ID.'],
  },
  'OAUTH_CONNECTION is another one': {
    breaks: ({ installation }) => {
      installation.env.OAUTH_CONNECTION = 'Graph2';
      return installation.fault({ service: 'token', pathPattern: 'GetSignInResource', status: 404 });
    },
    says: ['connection', 'The Azure Bot has no OAuth connection with the name Graph2.'],
  },
  'the bot is not ready': endpoint(
    ({ installation }) => installation.botWithoutKeys(),
    'The bot at <host> is not ready.',
  ),
  'something else answers': endpoint(
    ({ installation }) => `${installation.env.GRAPH_ENDPOINT}/api/messages`,
    NOT_THIS_BOT,
  ),
  'the app does not have the identity': {
    breaks: ({ installation: { env } }) => {
      // As on an App Service without one: what gives out tokens there does not answer.
      const nothing = { IDENTITY_ENDPOINT: `${CLOSED}/msi/token`, IDENTITY_HEADER: 'x' };
      Object.assign(env, nothing, { BOT_CREDENTIAL: 'managed-identity' });
    },
    alone: true,
    says: ['credential', 'Nothing here gives out tokens of the managed identity.'],
  },
  'the role on the table is missing': refusedBy(
    'tables',
    [403, 'AuthorizationPermissionMismatch'],
    ['store', 'The store <host> does not let the bot in.'],
  ),
  'the role on the vault is missing': refusedBy(
    'vault',
    [403, 'Forbidden'],
    ['seal key', 'SEAL_KEY: the Key Vault <host> answered 403.'],
  ),
  'the seal key was deleted': refusedBy(
    'vault',
    [404, 'KeyNotFound'],
    ['seal key', 'SEAL_KEY: the Key Vault <host> has no such key.'],
  ),
  'the seal key is disabled': behindDoor(
    'vault',
    ({ keys }) => keys.enable('seal-key', keys.rotate('seal-key'), false),
    ['seal key', 'SEAL_KEY: the Key Vault <host> has disabled the newest version <id> of the key.'],
  ),
};
