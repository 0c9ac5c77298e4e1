import type { Config } from '../../../config/config.ts';
import { adviceFor, entraNumberIn } from '../../../entra-numbers.ts';
import { isRecord } from '../../../net/json.ts';
import type { AuditedRequestStore } from '../../../store/record/audited-store.ts';
import { userTokenUrl } from './connection.ts';
import { type Finding, notChecked, problem } from './finding.ts';
import type { Inquirer } from './inquirer.ts';

const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const HOW =
  'Run npm run doctor -- --user <object id> for an administrator who has used the bot, or <channel id> (29:...).';

/**
 * The Graph token of a signed-in administrator, from the token service; a finding says why there is none.
 * @param user the person's id on the channel, or their object id, with which their latest request is looked up
 */
export async function userToken(
  user: string | undefined,
  { config, inquirer, token, store }: Parts,
): Promise<string | Finding> {
  if (user === undefined) return notChecked('This needs the sign-in of an administrator.', HOW);
  const channelUserId = OBJECT_ID.test(user) ? await channelIdOf(user, store) : user;
  if (channelUserId === undefined) {
    return notChecked(
      'The store has no request of the person of --user, so their id on the channel is not known.',
      HOW,
    );
  }
  const answer = await inquirer.ask(userTokenUrl(config, channelUserId), { token });
  const given = answer.kind === 'reply' && answer.status === 200 ? tokenIn(answer.body) : undefined;
  return given ?? whyNone(answer.kind === 'reply' ? answer.body : undefined);
}

/** Of what the token service has answered, the AADSTS number alone is told. */
function whyNone(body: unknown): Finding {
  const number = isRecord(body) ? entraNumberIn(JSON.stringify(body)) : undefined;
  if (number === undefined) {
    return notChecked(
      'The person of --user is not signed in.',
      'Let them write to the bot in their personal chat, sign in, and run this again.',
    );
  }
  return problem(
    `Microsoft Entra ID refuses the sign-in of the person of --user (AADSTS${number}).`,
    adviceFor(number),
  );
}

interface Parts {
  config: Config;
  inquirer: Inquirer;
  /** The bot's own. */
  token: string;
  store: AuditedRequestStore | undefined;
}

async function channelIdOf(objectId: string, store: AuditedRequestStore | undefined): Promise<string | undefined> {
  const [latest] = (await store?.history({ requesterId: objectId.toLowerCase() }, 1)) ?? [];
  return latest?.requester.channelUserId;
}

function tokenIn(body: unknown): string | undefined {
  const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : undefined;
  return typeof token === 'string' && token !== '' ? token : undefined;
}
