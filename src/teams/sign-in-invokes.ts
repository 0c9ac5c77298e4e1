import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import { askerOf, placeOf } from './activity.ts';
import { carryOut } from './errands.ts';
import { answerInvoke } from './invoke-response.ts';
import type { Services } from './services.ts';
import { recordSignIn } from './sign-in-record.ts';
import { newTurn, troubleCard } from './turn.ts';
import { type UserTokens, userTokens } from './user-tokens.ts';

const tokenExchange = z.object({ id: z.string(), connectionName: z.string(), token: z.string().min(1) });
const verifyState = z.object({ state: z.string().min(1).max(100) });

/**
 * Teams brings the token of its single sign-on. 412 makes it show the sign-in button instead (consent is missing). Several
 * devices of one person each send one: what the person asked for goes on once.
 */
export async function onTokenExchange(services: Services, context: TurnContext): Promise<void> {
  const exchange = tokenExchange.safeParse(context.activity.value);
  const { oauthConnection } = services.config;
  if (!exchange.success || exchange.data.connectionName !== oauthConnection) return answerInvoke(context, 400);
  const tokens = userTokens(services.adapter, context, oauthConnection);
  if (await tokens.exchange(exchange.data.token)) {
    await answerInvoke(context, 200);
    return resume(services, context, tokens);
  }
  await recordFailure(services, context, 'sign-in-failed');
  const { id, connectionName } = exchange.data;
  await answerInvoke(context, 412, { id, connectionName, failureDetail: 'The token could not be exchanged.' });
}

/** The person signed in on the sign-in page and brings its code. */
export async function onVerifyState(services: Services, context: TurnContext): Promise<void> {
  const verify = verifyState.safeParse(context.activity.value);
  if (!verify.success) return answerInvoke(context, 400);
  const tokens = userTokens(services.adapter, context, services.config.oauthConnection);
  if (!(await tokens.get(verify.data.state))) {
    await recordFailure(services, context, 'wrong-code');
    return answerInvoke(context, 404);
  }
  await answerInvoke(context, 200);
  await resume(services, context, tokens);
}

/** Teams could not do the single sign-on; the sign-in button on the card still works. */
export async function onSignInFailure(services: Services, context: TurnContext): Promise<void> {
  const failure = z.object({ code: z.string().max(100) }).safeParse(context.activity.value);
  const asker = askerOf(context.activity, services.config.defaultLocale);
  if (asker) {
    const turn = newTurn(asker);
    await recordSignIn(services, turn, 'sign-in-failed', { rule: failure.success ? failure.data.code : undefined });
  }
  await answerInvoke(context, 200);
}

async function recordFailure(services: Services, { activity }: TurnContext, rule: string): Promise<void> {
  const asker = askerOf(activity, services.config.defaultLocale);
  if (asker) await recordSignIn(services, newTurn(asker), 'sign-in-failed', { rule, at: placeOf(activity) });
}

async function resume(services: Services, context: TurnContext, tokens: UserTokens): Promise<void> {
  const asker = askerOf(context.activity, services.config.defaultLocale);
  const pending = asker && (await services.desk.store.takePending(asker.id, services.desk.now()));
  if (!pending) return;
  const turn = newTurn(pending.asker);
  await recordSignIn(services, turn, 'signed-in', { at: pending.place });
  services.background.run(async () => {
    try {
      await carryOut(services, turn, tokens, pending.errand, pending.place, true);
    } catch (error) {
      await services.messenger.send(pending.place, await troubleCard(services, turn, error));
    }
  });
}
