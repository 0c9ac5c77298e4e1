import {
  type Activity,
  ActivityTypes,
  CardFactory,
  type ConversationReference,
  MessageFactory,
  TeamsInfo,
  type TurnContext,
} from 'botbuilder';
import type { AdaptiveCard } from '../cards/card.ts';
import type { Place } from '../desk/request.ts';
import { TeamsError } from '../errors.ts';
import type { NyckelAdapter } from './adapter.ts';
import { within } from './background.ts';

/** Everything that the bot says in Teams outside the answer to an invoke. */
export interface Messenger {
  /** Posts a card and returns the place with its activity id. */
  send(place: Place, card: AdaptiveCard): Promise<Place>;
  /** Replaces the card of that place. */
  update(place: Place, card: AdaptiveCard): Promise<void>;
  /** Posts any activity, for what is no card of ours: the sign-in card. */
  post(place: Place, activity: Partial<Activity>): Promise<void>;
  /**
   * The one-to-one chat with a person, by their id on the channel: with an object id Teams wants the app to be installed for
   * that person, with this one a team of theirs is enough. Throws a TeamsError with notInstalled where it is neither.
   */
  personalPlace(place: Place, channelUserId: string): Promise<Place>;
  /** The Entra object id of a member of the conversation, from its roster. */
  memberObjectId(place: Place, memberId: string): Promise<string | undefined>;
}

export interface MessengerOptions {
  botId: string;
  tenantId: string;
  scope: string;
}

const CHANNEL = 'msteams';
/** How long one call to the connector may take. Milliseconds. */
const CALL_TIMEOUT = 15_000;

/** Speaks through the connector of each place's service URL. */
export function createMessenger(adapter: NyckelAdapter, options: MessengerOptions): Messenger {
  const at = <T>(place: Place, act: (context: TurnContext) => Promise<T>) => inPlace(adapter, options, place, act);
  return {
    async send(place, card) {
      const sent = await at(place, context =>
        context.sendActivity(MessageFactory.attachment(CardFactory.adaptiveCard(card))),
      );
      return { ...place, cardId: sent?.id };
    },
    async update(place, card) {
      const activity = { ...MessageFactory.attachment(CardFactory.adaptiveCard(card)), id: place.cardId };
      await at(place, context => context.updateActivity(activity));
    },
    async post(place, activity) {
      await at(place, context => context.sendActivity({ type: ActivityTypes.Message, ...activity }));
    },
    personalPlace: (place, channelUserId) => openPersonal(adapter, options, place, channelUserId),
    async memberObjectId(place, memberId) {
      const member = await at(place, context => TeamsInfo.getMember(context, memberId).catch(absent));
      return member?.aadObjectId?.toLowerCase();
    },
  };
}

async function inPlace<T>(
  adapter: NyckelAdapter,
  options: MessengerOptions,
  place: Place,
  act: (context: TurnContext) => Promise<T>,
): Promise<T | undefined> {
  let outcome: { result: T } | { error: unknown } | undefined;
  const call = adapter.continueConversationAsync(options.botId, referenceTo(place, options), async context => {
    // The library makes up an id for the turn; it would answer to a message that does not exist.
    Reflect.deleteProperty(context.activity, 'id');
    // The adapter gives what is thrown in here to Application.error, and its caller would take it for a success.
    outcome = await act(context).then(
      result => ({ result }),
      error => ({ error }),
    );
  });
  await inTime(call);
  if (outcome && 'error' in outcome) throw asTeamsError(outcome.error);
  return outcome?.result;
}

async function inTime(call: Promise<void>): Promise<void> {
  const done = await within(CALL_TIMEOUT, call).catch(error => {
    throw asTeamsError(error);
  });
  if (done === 'late') throw new TeamsError('Teams did not answer in time', false);
}

async function openPersonal(
  adapter: NyckelAdapter,
  { botId, tenantId, scope }: MessengerOptions,
  { serviceUrl }: Place,
  channelUserId: string,
): Promise<Place> {
  let conversationId: string | undefined;
  const parameters = {
    bot: { id: `28:${botId}`, name: 'Nyckel' },
    members: [{ id: channelUserId, name: '' }],
    channelData: { tenant: { id: tenantId } },
    tenantId,
    isGroup: false,
    activity: undefined as unknown as Activity,
  };
  const call = adapter.createConversationAsync(botId, CHANNEL, serviceUrl, scope, parameters, async context => {
    conversationId = context.activity.conversation.id;
  });
  await inTime(call);
  if (!conversationId) throw new TeamsError('Teams opened no conversation', false);
  return { serviceUrl, conversationId, personal: true };
}

function referenceTo(place: Place, { botId, tenantId }: MessengerOptions): Partial<ConversationReference> {
  return {
    serviceUrl: place.serviceUrl,
    channelId: CHANNEL,
    bot: { id: `28:${botId}`, name: 'Nyckel' },
    conversation: {
      id: place.conversationId,
      isGroup: !place.personal,
      conversationType: place.personal ? 'personal' : 'groupChat',
      tenantId,
      name: '',
    },
  };
}

/** Nobody has this id in the conversation: it is a channel's, a tag's, or of no shape that a person's id has. */
function absent(error: unknown): undefined {
  const status = statusOf(error);
  if (status !== 404 && status !== 400) throw error;
}

function statusOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
}

/** 403 is Teams' answer where the app is not in the conversation or not installed for the person. */
function asTeamsError(error: unknown): TeamsError {
  if (error instanceof TeamsError) return error;
  const status = statusOf(error);
  const message = `Teams answered ${status ?? 'nothing'} to a message of ours`;
  return new TeamsError(message, status === 403, { cause: error });
}
