import { type Activity, ActivityTypes, CardFactory } from 'botbuilder';
import { signInInPrivateCard } from '../../cards/sign-in-cards.ts';
import type { Turn } from '../../desk/desk.ts';
import { pairOf, takesSingleSignOn } from '../../desk/request/admin-accounts.ts';
import type { PendingCommand } from '../../desk/request/errand.ts';
import type { Asker, Place } from '../../desk/request/people.ts';
import { TeamsError } from '../../errors.ts';
import { text } from '../../locales/text.ts';
import { chatLink } from '../channel/links.ts';
import type { UserTokens } from '../channel/user-tokens.ts';
import { cardContext, type Services } from '../services.ts';

/**
 * Asks the person of a message to sign in, and keeps what they asked for until they have. The sign-in card goes to the
 * personal chat only: silent single sign-on does not work in channels, and everybody would see the card there.
 */
export async function askToSignIn(
  services: Services,
  turn: Turn,
  tokens: UserTokens,
  { errand, place }: Pick<PendingCommand, 'errand' | 'place'>,
): Promise<void> {
  const { asker } = turn;
  await services.desk.store.keepPending(asker.id, { errand, place, asker, keptAt: services.desk.now() });
  const card = await signInCard(services, turn, tokens);
  if (place.personal) return services.messenger.post(place, card);
  const chat = signInInPrivateCard({ chatLink: chatLink(services.config.botId) }, cardContext(services, asker));
  await services.messenger.send(place, chat);
  await postPrivately(services, place, turn, card);
}

/** The answer to a card action without a token: Teams signs the person in and sends the same action again. */
export async function loginRequest(services: Services, turn: Turn, tokens: UserTokens): Promise<unknown> {
  return signInContent(services, turn, tokens);
}

async function postPrivately(services: Services, place: Place, turn: Turn, card: Partial<Activity>): Promise<void> {
  try {
    const personal = await services.messenger.personalPlace(place, turn.asker.channelUserId);
    await services.messenger.post(personal, card);
  } catch (error) {
    if (!(error instanceof TeamsError)) throw error;
    services.log.info({ correlationId: turn.correlationId, err: error }, 'the sign-in could not be sent privately');
  }
}

async function signInCard(services: Services, turn: Turn, tokens: UserTokens): Promise<Partial<Activity>> {
  const content = await signInContent(services, turn, tokens);
  return {
    type: ActivityTypes.Message,
    attachments: [{ contentType: CardFactory.contentTypes.oauthCard, content }],
  };
}

async function signInContent(services: Services, { asker }: Turn, tokens: UserTokens) {
  const { signInLink, tokenExchangeResource, tokenPostResource } = await tokens.signInResource();
  // Without these two Teams shows the button, and its person chooses the account.
  const silently = takesSingleSignOn(services.desk.policy.adminAccounts, asker.id);
  return {
    text: whatToSignInWith(services, asker),
    connectionName: services.config.oauthConnection,
    ...(silently && { tokenExchangeResource, tokenPostResource }),
    buttons: [
      {
        type: 'signin',
        title: text(asker.locale, 'signIn.button'),
        text: text(asker.locale, 'signIn.button'),
        value: signInLink,
      },
    ],
  };
}

/** Names the account where the policy says which one it is. */
function whatToSignInWith({ desk }: Services, { id, locale }: Asker): string {
  const { adminAccounts } = desk.policy;
  const pair = pairOf(adminAccounts, id);
  if (!pair || pair.account === id) {
    return text(locale, adminAccounts.sharedAttribute === 'none' || pair ? 'signIn.card' : 'signIn.card.shared');
  }
  return pair.name ? text(locale, 'signIn.card.paired', { account: pair.name }) : text(locale, 'signIn.card.admin');
}
