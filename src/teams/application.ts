import { Application } from '@microsoft/teams-ai';
import { ActivityTypes, type TurnContext } from 'botbuilder';
import { aboutCard } from '../cards/about-card.ts';
import { VERBS } from '../cards/actions.ts';
import { clickMessage } from '../cards/click-messages.ts';
import { helpCard } from '../cards/help-cards.ts';
import { isEdit, placeOf } from './channel/activity.ts';
import { answerAction } from './channel/invoke-response.ts';
import { userTokens } from './channel/user-tokens.ts';
import { cardContext, type Services } from './services.ts';
import { deliverWaiting } from './showing/sweep.ts';
import { askerIn, newTurn } from './turn.ts';
import { onCardAction } from './turns/actions.ts';
import { onFailedTurn } from './turns/failed-turn.ts';
import { isStranger } from './turns/is-stranger.ts';
import { onMessage } from './turns/messages.ts';
import { onFileConsent } from './turns/on-file-consent.ts';
import { onSignInFailure, onTokenExchange, onVerifyState } from './turns/sign-in-invokes.ts';
import { withinBudget } from './turns/within-budget.ts';

/** The library runs its typing timer, shared by all turns, even where its option says not to. */
class QuietApplication extends Application {
  override startTypingTimer(): void {
    // Nothing is typed: an answer takes less time than the timer waits.
  }
}

/**
 * Routes turns to their handlers. The library does the routing and nothing else: no state (two turns at once in one
 * conversation make it fail), no sign-in.
 */
export function createApplication(services: Services): Application {
  const app = new QuietApplication({
    adapter: services.adapter,
    botAppId: services.config.botId,
    removeRecipientMention: false,
  });
  app.turn('beforeTurn', context => withinBudget(services, context));
  app.activity(ActivityTypes.Message, context => onMessage(services, context));
  app.activity(
    async ({ activity }) => isEdit(activity),
    context => onMessage(services, context),
  );
  app.activity(ActivityTypes.InstallationUpdate, context => onInstallation(services, context));
  app.adaptiveCards.actionExecute([...VERBS], (context: TurnContext) => handled(onCardAction(services, context)));
  app.adaptiveCards.actionExecute(/./, (context: TurnContext) => handled(onUnknownAction(services, context)));
  const invokes: Record<string, (services: Services, context: TurnContext) => Promise<void>> = {
    'signin/tokenExchange': onTokenExchange,
    'signin/verifyState': onVerifyState,
    'signin/failure': onSignInFailure,
    'fileConsent/invoke': onFileConsent,
  };
  for (const [name, handler] of Object.entries(invokes)) {
    const selector = async ({ activity }: TurnContext) =>
      activity.type === ActivityTypes.Invoke && activity.name === name;
    app.addRoute(selector, context => handler(services, context), true);
  }
  app.error((context, error) => onFailedTurn(services, context, error));
  return app;
}

/** The handler has answered by itself; the library adds nothing when it finds that answer. */
async function handled(work: Promise<void>): Promise<string> {
  await work;
  return '';
}

async function onUnknownAction(services: Services, context: TurnContext): Promise<void> {
  const asker = askerIn(services, context.activity);
  const locale = asker?.locale ?? services.config.defaultLocale;
  await answerAction(context, { type: 'message', text: clickMessage('notUnderstoodAction', { locale }) });
}

/** The app was added: what waited for a personal chat is delivered, and the person is told what the bot does. */
async function onInstallation(services: Services, context: TurnContext): Promise<void> {
  const { activity } = context;
  const asker = askerIn(services, activity);
  if (!asker || activity.action !== 'add') return;
  const place = placeOf(activity);
  if (place.personal) await deliverWaiting(services, asker.id, place);
  const tokens = userTokens(services.adapter, context, services.config.oauthConnection);
  const draw = (await isStranger({ services, turn: newTurn(asker), place, tokens })) ? aboutCard : helpCard;
  await services.messenger.send(place, draw(cardContext(services, asker)));
}
