import { z } from 'zod';
import type { Config } from '../../../config/config.ts';
import { type Finding, ok, problem } from './finding.ts';
import { type Inquirer, unreachable } from './inquirer.ts';

const refusal = z.object({ error: z.object({ code: z.string() }) });

/** Whether Microsoft Graph can be reached: it refuses who comes without a token, in its own words. */
export async function checkGraph({ graphEndpoint }: Config, inquirer: Inquirer): Promise<Finding> {
  const { host } = new URL(graphEndpoint);
  const answer = await inquirer.ask(`${graphEndpoint}/v1.0/me`);
  if (answer.kind === 'silence') return problem(...unreachable(host, answer, 'GRAPH_ENDPOINT'));
  if (answer.status === 429 || answer.status >= 500) {
    return problem(`Microsoft Graph answers ${answer.status}.`, 'Try again later; see https://admin.cloud.microsoft.');
  }
  return answer.status === 401 && refusal.safeParse(answer.body).success
    ? ok(`Microsoft Graph answers at ${host}.`)
    : problem(`${host} does not answer as Microsoft Graph does.`, 'Correct GRAPH_ENDPOINT, or leave it to CLOUD.');
}
