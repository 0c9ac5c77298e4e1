import { type Activity, ActivityTypes, type TurnContext } from 'botbuilder';
import type { Refusal } from '../../desk/request/refusal.ts';
import { noteTurn } from '../../telemetry/turn-scope.ts';
import { isEdit, isForBot, placeOf } from '../channel/activity.ts';
import { answerAction, answerInvoke } from '../channel/invoke-response.ts';
import type { Services } from '../services.ts';
import { exchangeRefused, tokenExchange, verifyState } from '../signing-in/sign-in-values.ts';
import { tellTooMuch } from '../telling.ts';
import { askerIn, newTurn, refusalText } from '../turn.ts';

/** The invokes that we answer. Another one is answered by the library, with 501, and costs nothing. */
const INVOKES: ReadonlySet<string> = new Set([
  'adaptiveCard/action',
  'signin/tokenExchange',
  'signin/verifyState',
  'signin/failure',
  'fileConsent/invoke',
]);

/**
 * Whether this turn is one of those that its person may have in a minute. If not, it is answered here: a click and a sign-in each
 * time, in the shape that its client waits for, and the person once a minute. Nothing else is done for it: no store, no Graph, no
 * token service, no row on record.
 */
export async function withinBudget(services: Services, context: TurnContext): Promise<boolean> {
  const { activity } = context;
  const asker = askerIn(services, activity);
  if (!asker || !costs(activity, services.config.botId) || services.limits.turns.take(asker.id)) return true;
  noteTurn({ person: asker.id, answer: 'too-many-turns' });
  services.onRefused('too-many-turns', asker.id);
  const refused: Refusal = { rule: 'too-many-turns', values: { count: String(services.limits.turnsPerMinute) } };
  await answerInvokeOver(context, refusalText(refused, asker.locale));
  // A click has said it itself.
  if (activity.name !== 'adaptiveCard/action') tellTooMuch(services, newTurn(asker), placeOf(activity), refused);
  return false;
}

function costs(activity: Activity, botId: string): boolean {
  const { type, name = '' } = activity;
  if (type === ActivityTypes.Invoke) return INVOKES.has(name);
  if (type === ActivityTypes.Message || isEdit(activity)) return isForBot(activity, botId);
  return type === ActivityTypes.InstallationUpdate;
}

async function answerInvokeOver(context: TurnContext, said: string): Promise<void> {
  const { type, name, value } = context.activity;
  if (type !== ActivityTypes.Invoke) return;
  switch (name) {
    case 'adaptiveCard/action':
      return answerAction(context, { type: 'message', text: said });
    case 'signin/tokenExchange': {
      const exchange = tokenExchange.safeParse(value);
      return exchange.success ? exchangeRefused(context, exchange.data) : answerInvoke(context, 400);
    }
    case 'signin/verifyState':
      return answerInvoke(context, verifyState.safeParse(value).success ? 404 : 400);
    default:
      return answerInvoke(context, 200);
  }
}
