import { ActivityTypes, INVOKE_RESPONSE_KEY, type TurnContext } from 'botbuilder';
import { codeOf } from '../../errors.ts';
import { turnNotes } from '../../telemetry/turn-scope.ts';
import { answerAction, answerInvoke } from '../channel/invoke-response.ts';
import type { Services } from '../services.ts';
import { exchangeRefused, tokenExchange } from '../signing-in/sign-in-values.ts';
import { askerIn, newTurn, troubleText } from '../turn.ts';

/**
 * What no handler has caught: logged under its own code. Whoever waits for the answer to an invoke gets one in the shape that
 * their client knows, so that it goes on to what it can do instead.
 */
export async function onFailedTurn(services: Services, context: TurnContext, error: Error): Promise<void> {
  const { activity } = context;
  const isUnanswered = activity.type === ActivityTypes.Invoke && !context.turnState.get(INVOKE_RESPONSE_KEY);
  const asker = askerIn(services, activity);
  if (isUnanswered && asker && activity.name === 'adaptiveCard/action') {
    return answerAction(context, { type: 'message', text: await troubleText(services, newTurn(asker), error) });
  }
  services.log.error({ code: codeOf(error), correlationId: turnNotes().correlationId, err: error }, 'a turn failed');
  const exchange = tokenExchange.safeParse(activity.value);
  if (!isUnanswered || !activity.name?.startsWith('signin/')) return;
  return exchange.success ? exchangeRefused(context, exchange.data) : answerInvoke(context, 412);
}
