import { isSafeUrl } from '../../../net/safe-url.ts';
import { type Finding, notChecked, ok, problem } from './finding.ts';
import { type Inquirer, unreachable } from './inquirer.ts';

const PATH = '/api/messages';

/**
 * Whether the bot answers at its messaging endpoint: ready, and refusing who comes without a token. What the Azure Bot has
 * as its endpoint can't be read with the bot's rights, so it has to be given.
 */
export async function checkEndpoint(endpoint: string | undefined, inquirer: Inquirer): Promise<Finding> {
  if (endpoint === undefined) {
    return notChecked(
      'Only the Azure Bot knows its messaging endpoint.',
      'Run npm run doctor -- --endpoint <the messaging endpoint under Configuration of the Azure Bot>.',
    );
  }
  if (!isSafeUrl(endpoint) || new URL(endpoint).pathname !== PATH) {
    return problem(
      'The messaging endpoint is not right.',
      `Set it in the Azure Bot to https://<host of the bot>${PATH}.`,
    );
  }
  const { host, origin } = new URL(endpoint);
  const ready = await inquirer.ask(`${origin}/readyz`);
  if (ready.kind === 'silence') return problem(...unreachable(host, ready, 'the messaging endpoint of the Azure Bot'));
  if (ready.status === 503) {
    return problem(`The bot at ${host} is not ready.`, 'See its log: the line "not ready" says why.');
  }
  const message = await inquirer.ask(`${origin}${PATH}`, { method: 'POST' });
  const isBot = ready.status === 200 && message.kind === 'reply' && message.status === 401;
  return isBot
    ? ok(`The bot answers at ${host}, and refuses messages without a token.`)
    : problem(
        `What answers at ${host} is not this bot.`,
        'Correct the messaging endpoint in the Azure Bot, or what stands before the bot.',
      );
}
