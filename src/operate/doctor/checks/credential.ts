import type { TokenCredential } from '@azure/identity';
import type { Config } from '../../../config/config.ts';
import { type Checked, type Finding, ok, problem } from './finding.ts';
import type { Inquirer } from './inquirer.ts';
import { signInTrouble } from './sign-in-trouble.ts';
import { claimsOf } from './token-claims.ts';

/** How long Microsoft Entra ID and the managed identity may take together. Milliseconds. */
const PATIENCE = 20_000;

/** Whether the bot gets a token of its own for Teams and the token service; the value is that token. */
export async function checkCredential(
  config: Config,
  credential: TokenCredential,
  inquirer: Inquirer,
): Promise<Checked<string>> {
  const options = { abortSignal: AbortSignal.timeout(PATIENCE) };
  try {
    const answer = await credential.getToken(config.channelScope, options);
    if (!answer) throw new Error('The credential gave no token');
    const finding = judge(answer.token, config);
    return finding.mark === 'ok' ? { finding, value: answer.token } : { finding };
  } catch (error) {
    return { finding: await signInTrouble(error, config, inquirer) };
  }
}

function judge(token: string, { botId, tenantId, credential }: Config): Finding {
  const claims = claimsOf(token);
  if (isOther(claims?.tenantId, tenantId)) {
    return problem(
      'The bot’s token is of another tenant than BOT_TENANT_ID.',
      'Set BOT_TENANT_ID to the tenant in which the bot’s identity is.',
    );
  }
  if (isOther(claims?.applicationId, botId)) {
    return problem('The bot’s token is of another application than BOT_ID.', 'Set BOT_ID to the id of the Azure Bot.');
  }
  return ok(`The bot gets its own token (${credential.kind}).`);
}

function isOther(given: string | undefined, expected: string): boolean {
  return given !== undefined && given.toLowerCase() !== expected.toLowerCase();
}
