import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import { answerInvoke } from '../channel/invoke-response.ts';

/** What Teams brings with the token of its single sign-on. */
export const tokenExchange = z.object({ id: z.string(), connectionName: z.string(), token: z.string().min(1) });
/** The code that the sign-in page showed. */
export const verifyState = z.object({ state: z.string().min(1).max(100) });

type TokenExchange = z.infer<typeof tokenExchange>;

/** Why Teams could not do the single sign-on (Microsoft Teams, "Troubleshoot SSO"): free text of a client is not kept. */
const FAILURES = [
  'installappfailed',
  'authrequestfailed',
  'installedappnotfound',
  'invokeerror',
  'resourcematchfailed',
  'oauthcardnotvalid',
  'tokenmissing',
  'userconsentrequired',
  'interactionrequired',
] as const;

const signInFailure = z.object({ code: z.string().transform(code => code.toLowerCase()) });

/** The code of a failed single sign-on, `other` for one that Microsoft does not document; undefined without one. */
export function failureCode(value: unknown): string | undefined {
  const failure = signInFailure.safeParse(value);
  if (!failure.success) return undefined;
  return FAILURES.find(code => code === failure.data.code) ?? 'other';
}

/** 412 makes Teams show the sign-in button instead. */
export function exchangeRefused(context: TurnContext, { id, connectionName }: TokenExchange): Promise<void> {
  return answerInvoke(context, 412, { id, connectionName, failureDetail: 'The token could not be exchanged.' });
}
