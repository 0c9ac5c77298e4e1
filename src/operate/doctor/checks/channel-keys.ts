import { z } from 'zod';
import type { Config } from '../../../config/config.ts';
import { isSafeUrl } from '../../../net/safe-url.ts';
import { type Finding, ok, problem } from './finding.ts';
import { type Inquirer, unreachable } from './inquirer.ts';

const VARIABLE = 'CHANNEL_OPENID_METADATA_URL';
const metadata = z.object({ issuer: z.string(), jwks_uri: z.string().refine(isSafeUrl) });
const keySet = z.object({ keys: z.array(z.object({ endorsements: z.array(z.string()).optional() })) });

/**
 * Whether the keys that sign incoming activities can be read, some of them endorsed for Teams (Bot Connector, "Authenticate
 * requests from the Bot Connector service to your bot").
 */
export async function checkChannelKeys(config: Config, inquirer: Inquirer): Promise<Finding> {
  const described = await read(config.channelOpenIdMetadataUrl, metadata, inquirer);
  if ('mark' in described) return described;
  if (described.issuer !== config.channelIssuer) {
    return problem(
      'The channel signs as another issuer than CHANNEL_ISSUER: every activity would be refused.',
      `Take CHANNEL_ISSUER and ${VARIABLE} away, and let CLOUD say which they are.`,
    );
  }
  const published = await read(described.jwks_uri, keySet, inquirer);
  if ('mark' in published) return published;
  const endorsed = published.keys.filter(({ endorsements }) => endorsements?.includes('msteams')).length;
  return endorsed > 0
    ? ok(`The channel’s keys can be read; for Teams: ${endorsed}.`)
    : problem('None of the channel’s keys is for Teams.', `Correct ${VARIABLE}, or leave it to CLOUD.`);
}

async function read<T extends object>(url: string, schema: z.ZodType<T>, inquirer: Inquirer): Promise<T | Finding> {
  const { host } = new URL(url);
  const answer = await inquirer.ask(url);
  if (answer.kind === 'silence') return problem(...unreachable(host, answer, VARIABLE));
  if (answer.status === 429 || answer.status >= 500) {
    return problem(`${host} answers ${answer.status}.`, 'Try again later; see https://azure.status.microsoft.');
  }
  const parsed = schema.safeParse(answer.body);
  return answer.status === 200 && parsed.success
    ? parsed.data
    : problem(`${host} has no keys of the channel (${answer.status}).`, `Correct ${VARIABLE}, or leave it to CLOUD.`);
}
