import type { TurnContext } from 'botbuilder';
import type { Turn } from '../../desk/desk.ts';
import { placeOf } from '../channel/activity.ts';
import { answerInvoke } from '../channel/invoke-response.ts';
import { userTokens } from '../channel/user-tokens.ts';
import type { Services } from '../services.ts';
import { recordSignIn } from '../signing-in/record-sign-in.ts';
import { refusedSignIn } from '../signing-in/refused-sign-in.ts';
import { type SignInTry, tooManyCodes, tryCode, tryExchange } from '../signing-in/sign-in-tries.ts';
import { exchangeRefused, failureCode, tokenExchange, verifyState } from '../signing-in/sign-in-values.ts';
import { inBackground, tellOnce, tellTooMuch, tellTrouble } from '../telling.ts';
import { INVOKE_TOKEN_WITHIN } from '../times.ts';
import { askerIn, newTurn } from '../turn.ts';
import { runErrand } from './run-errand.ts';

/**
 * Teams brings the token of its single sign-on. 412 makes it show the sign-in button instead: consent is missing, or the token
 * service does not answer. Why Microsoft Entra ID refused it is said beside that. Several devices of one person each send one: what the person asked for goes on once.
 */
export async function onTokenExchange(services: Services, context: TurnContext): Promise<void> {
  const { oauthConnection } = services.config;
  const asker = askerIn(services, context.activity);
  const exchange = tokenExchange.safeParse(context.activity.value);
  if (!asker || !exchange.success || exchange.data.connectionName !== oauthConnection) {
    return answerInvoke(context, 400);
  }
  const turn = newTurn(asker);
  const at = placeOf(context.activity);
  const tokens = userTokens(services.adapter, context, oauthConnection, INVOKE_TOKEN_WITHIN);
  const tried = await outcomeOf(tryExchange(services, turn, tokens, exchange.data.token));
  if (tried.kind === 'signed-in') {
    await answerInvoke(context, 200);
    return resume(services, context, turn, tried.token);
  }
  await exchangeRefused(context, exchange.data);
  if (tried.kind === 'trouble') return tellTrouble(services, turn, at, tried.error);
  const refused = tried.kind === 'wrong' ? refusedSignIn(tried.entraNumber) : undefined;
  if (refused) tellOnce(services, turn, at, refused);
  await recordSignIn(services, turn, 'sign-in-failed', { rule: 'sign-in-failed', at });
}

/** The person signed in on the sign-in page and brings its code. */
export async function onVerifyState(services: Services, context: TurnContext): Promise<void> {
  const asker = askerIn(services, context.activity);
  const verify = verifyState.safeParse(context.activity.value);
  if (!asker || !verify.success) return answerInvoke(context, 400);
  const turn = newTurn(asker);
  const at = placeOf(context.activity);
  const tokens = userTokens(services.adapter, context, services.config.oauthConnection, INVOKE_TOKEN_WITHIN);
  const tried = await outcomeOf(tryCode(services, turn, tokens, verify.data.state));
  switch (tried.kind) {
    case 'signed-in':
      await answerInvoke(context, 200);
      return resume(services, context, turn, tried.token);
    case 'trouble':
      await answerInvoke(context, 412);
      return tellTrouble(services, turn, at, tried.error);
    case 'too-many':
      await answerInvoke(context, 404);
      tellTooMuch(services, turn, at, tooManyCodes());
      return recordSignIn(services, turn, 'sign-in-failed', { rule: 'too-many-codes', at });
    case 'wrong':
      await answerInvoke(context, 404);
      return recordSignIn(services, turn, 'sign-in-failed', { rule: 'wrong-code', at });
  }
}

/** Teams could not do the single sign-on; the sign-in button on the card still works. */
export async function onSignInFailure(services: Services, context: TurnContext): Promise<void> {
  await answerInvoke(context, 200);
  const asker = askerIn(services, context.activity);
  if (!asker) return;
  await recordSignIn(services, newTurn(asker), 'sign-in-failed', { rule: failureCode(context.activity.value) });
}

type Outcome = SignInTry | { kind: 'trouble'; error: unknown };

async function outcomeOf(tried: Promise<SignInTry>): Promise<Outcome> {
  try {
    return await tried;
  } catch (error) {
    return { kind: 'trouble', error };
  }
}

/** Goes on with what the person asked for before the sign-in, with the very token that it brought. */
async function resume(services: Services, context: TurnContext, turn: Turn, fresh: string): Promise<void> {
  try {
    const { store, now } = services.desk;
    const tokens = userTokens(services.adapter, context, services.config.oauthConnection);
    const pending = await store.takePending(turn.asker.id, now());
    if (!pending) return;
    const { errand, place } = pending;
    const resumed = newTurn(pending.asker);
    await recordSignIn(services, resumed, 'signed-in', { at: place });
    const talk = { services, turn: resumed, tokens, place };
    inBackground(services, resumed, place, async () => void (await runErrand(talk, errand, fresh)));
  } catch (error) {
    await tellTrouble(services, turn, placeOf(context.activity), error);
  }
}
