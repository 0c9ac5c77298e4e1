import { z } from 'zod';
import type { Config } from '../../../config/config.ts';
import { type Checked, type Finding, ok, problem } from './finding.ts';
import { type Inquirer, type Reply, type Silence, unreachable } from './inquirer.ts';

/** A person who does not exist: the token service has no token for them. */
const NOBODY = '29:nyckel-doctor';

const signInResource = z.object({
  signInLink: z.url(),
  tokenExchangeResource: z.object({ uri: z.string() }).nullish(),
});
const errorBody = z.object({ error: z.object({ message: z.string() }) });

/** Where people sign in. */
export interface Connection {
  signInUrl: URL;
}

/** Whether the token service knows the OAuth connection, and the connection is made for single sign-on. */
export async function checkConnection(config: Config, inquirer: Inquirer, token: string): Promise<Checked<Connection>> {
  const [resource, nobody] = [
    await inquirer.ask(resourceUrl(config), { token }),
    await inquirer.ask(userTokenUrl(config, NOBODY), { token }),
  ];
  const trouble = troubleIn(resource, config) ?? troubleAtToken(nobody, config);
  if (trouble) return { finding: trouble };
  const read = signInResource.safeParse(resource.kind === 'reply' ? resource.body : undefined);
  if (!read.success) {
    const { host } = new URL(config.tokenServiceUrl);
    return { finding: problem(`${host} does not answer as a token service does.`, 'Correct TOKEN_SERVICE_URL.') };
  }
  const { signInLink, tokenExchangeResource } = read.data;
  return { finding: singleSignOn(tokenExchangeResource?.uri, config), value: { signInUrl: new URL(signInLink) } };
}

/** Where the token service has the token of this person on Teams (Bot Framework token service, GetToken). */
export function userTokenUrl({ tokenServiceUrl, oauthConnection }: Config, channelUserId: string): string {
  const query = new URLSearchParams({ userId: channelUserId, connectionName: oauthConnection, channelId: 'msteams' });
  return `${tokenServiceUrl}/api/usertoken/GetToken?${query}`;
}

/** The application ID URI of a bot with single sign-on (Teams, "Configure your bot app in Microsoft Entra ID"). */
export function applicationUri(botId: string): string {
  return `api://botid-${botId}`;
}

function resourceUrl({ tokenServiceUrl, oauthConnection, botId }: Config): string {
  const conversation = {
    channelId: 'msteams',
    user: { id: NOBODY },
    bot: { id: `28:${botId}` },
    conversation: { id: 'nyckel-doctor' },
  };
  const state = { connectionName: oauthConnection, conversation, msAppId: botId };
  const query = new URLSearchParams({ state: Buffer.from(JSON.stringify(state)).toString('base64') });
  return `${tokenServiceUrl}/api/botsignin/GetSignInResource?${query}`;
}

function troubleIn(answer: Reply | Silence, config: Config): Finding | undefined {
  const { host } = new URL(config.tokenServiceUrl);
  if (answer.kind === 'silence') return problem(...unreachable(host, answer, 'TOKEN_SERVICE_URL'));
  const { status } = answer;
  if (status === 200) return undefined;
  if (status === 400 || status === 404) return noConnection(config);
  if (status === 401 || status === 403) {
    return problem(
      `The token service refuses the bot’s token (${status}).`,
      'BOT_ID must be the Microsoft App ID of the Azure Bot; leave CHANNEL_SCOPE and TOKEN_SERVICE_URL to CLOUD.',
    );
  }
  return failing(status);
}

function troubleAtToken(answer: Reply | Silence, config: Config): Finding | undefined {
  if (answer.kind === 'reply' && answer.status >= 500) return failing(answer.status);
  return lacksConnection(answer) ? noConnection(config) : undefined;
}

/** A bot in westeurope is answered 500 by the token service for the other ones (microsoft/botbuilder-js#4418). */
function failing(status: number): Finding {
  return problem(
    `The token service answers ${status}.`,
    'TOKEN_SERVICE_URL has to be that of the Azure Bot’s region, for westeurope https://europe.api.botframework.com. Where it is, try again later; see https://azure.status.microsoft.',
  );
}

/** 404 alone says that a person has no token; that there is no connection either stands in its message. */
function lacksConnection(answer: Reply | Silence): boolean {
  const read = errorBody.safeParse(answer.kind === 'reply' ? answer.body : undefined);
  return read.success && /connection setting/i.test(read.data.error.message);
}

function noConnection({ oauthConnection }: Config): Finding {
  return problem(
    `The Azure Bot has no OAuth connection with the name ${oauthConnection}.`,
    'Set OAUTH_CONNECTION to the name that stands under Configuration > OAuth connection settings of the Azure Bot, or add the connection there.',
  );
}

function singleSignOn(uri: string | undefined, { botId, oauthConnection }: Config): Finding {
  const expected = applicationUri(botId);
  if (uri?.toLowerCase() === expected.toLowerCase()) {
    return ok(`The token service has the OAuth connection ${oauthConnection}, made for single sign-on.`);
  }
  const found = uri ? 'has another Token Exchange URL' : 'has no Token Exchange URL';
  return problem(
    `The OAuth connection ${oauthConnection} ${found}: people have to sign in on a page every time.`,
    `Set the Token Exchange URL of the connection to ${expected}.`,
  );
}
