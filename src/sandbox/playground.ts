import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ClientWindow } from './connector.ts';
import type { DirectoryUser, Tenant } from './tenant/model.ts';

interface PlaygroundUser {
  id: string;
  name: string;
  /** The Playground's own spelling. */
  userPrincipleName: string;
  aadObjectId: string;
  givenName: string;
  surname: string;
  email: string;
}

const OTHER_USERS = 5;

/**
 * The configuration of the Agents Playground (schema version 0.1.1: one current user and exactly five others), with
 * people of the sample tenant: `people` first, then others without special standing. Ids look like those of Teams;
 * `window` is part of those of the conversations, so that those of two Playgrounds differ.
 */
export function playgroundConfig(tenant: Tenant, people: readonly string[], botId: string, window = '') {
  const ordinary = [...tenant.users].filter(user => isOrdinary(tenant, user) && !people.includes(user.id));
  const chosen = [...people.map(id => tenant.users.find(id)), ...ordinary].filter(user => user !== undefined);
  const [currentUser, ...users] = chosen.slice(0, 1 + OTHER_USERS).map(toPlaygroundUser);
  if (!currentUser || users.length < OTHER_USERS)
    throw new RangeError('The Playground needs six people of the tenant.');
  return {
    version: '0.1.1',
    tenantId: tenant.id,
    bot: { id: `28:${botId}`, name: 'Nyckel' },
    currentUser,
    users,
    personalChat: { id: `a:${window}personal-chat` },
    groupChat: { id: `19:${window}group-chat@thread.v2`, name: 'Service desk' },
    team: {
      id: `19:${window}general@thread.tacv2`,
      name: 'IT',
      aadGroupId: '6d7a0fc9-6f0e-4a3b-9a8e-7a4d4b8c9f10',
      channels: [{ id: `19:${window}service-desk@thread.tacv2`, name: 'Service desk' }],
    },
  };
}

export type PlaygroundConfig = ReturnType<typeof playgroundConfig>;

/** The Playground as the sandbox's connector reaches it, once it listens on this port. */
export function windowOf(name: string, config: PlaygroundConfig, port: number): ClientWindow {
  const { currentUser, personalChat, groupChat, team } = config;
  return {
    name,
    person: [currentUser.id, currentUser.aadObjectId],
    personalChat: personalChat.id,
    conversations: [groupChat.id, team.id, ...team.channels.map(({ id }) => id)],
    url: `http://localhost:${port}/_connector`,
  };
}

/** Channel user id to object id for everyone in the Playground. */
export function playgroundPeople({ currentUser, users }: PlaygroundConfig): Record<string, string> {
  return Object.fromEntries([currentUser, ...users].map(user => [user.id, user.aadObjectId]));
}

function isOrdinary(tenant: Tenant, { id, accountEnabled, userType, mail }: DirectoryUser): boolean {
  const hasRole = tenant.roleAssignments.some(assignment => assignment.principalId === id);
  const inGroup = tenant.groups.some(group => group.members.has(id));
  return accountEnabled && userType === 'Member' && mail !== null && !hasRole && !inGroup;
}

function toPlaygroundUser(user: DirectoryUser): PlaygroundUser {
  const { id, displayName, userPrincipalName, givenName, surname, mail } = user;
  return {
    id: `29:${userPrincipalName.split('@')[0]}`,
    name: displayName,
    userPrincipleName: userPrincipalName,
    aadObjectId: id,
    givenName: givenName ?? displayName,
    surname: surname ?? '',
    email: mail ?? userPrincipalName,
  };
}

/** Arguments for Node that run the installed Playground, which then sends to `endpoint` and is reached at `serviceUrl`. */
export function playgroundArguments(endpoint: string, port: number, serviceUrl: string): readonly string[] {
  const manifest = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/package.json');
  const script = join(dirname(manifest), 'cli.js');
  return [
    ...[script, '--app-endpoint', endpoint, '--port', String(port), '--service-url', serviceUrl],
    ...['--channel-id', 'msteams', '--disable-telemetry'],
  ];
}

/** Environment of the Playground: no browser, its own files, and no credentials of the shell that started it. */
export function playgroundEnvironment(env: NodeJS.ProcessEnv, configPath: string, logPath: string): NodeJS.ProcessEnv {
  return {
    ...env,
    TEAMSAPPTESTER_BROWSER: 'none',
    M365_AGENTS_PLAYGROUND_CONFIG_PATH: configPath,
    M365_AGENTS_PLAYGROUND_LOGFILE: logPath,
    AUTH_CLIENT_ID: undefined,
    AUTH_CLIENT_SECRET: undefined,
    AUTH_TENANT_ID: undefined,
  };
}
