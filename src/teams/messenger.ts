import { setTimeout as wait } from 'node:timers/promises';
import {
  type Activity,
  ActivityTypes,
  CardFactory,
  type ConversationReference,
  MessageFactory,
  TeamsInfo,
  type TurnContext,
} from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import type { AdaptiveCard } from '../cards/card.ts';
import type { Place } from '../desk/request.ts';
import { TeamsError } from '../errors.ts';
import { waitingFor } from '../telemetry/turn-scope.ts';
import type { NyckelAdapter } from './adapter.ts';
import { within } from './background.ts';
import { connectorOf } from './connector-client.ts';
import { asCodedError, statusOf } from './connector-errors.ts';
import { Pace } from './pace.ts';
import { persist, type Repetition, type Retries } from './retries.ts';

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
  /** Milliseconds, never going back. */
  clock?: () => number;
  /** Waits so many milliseconds; rejects when the bot stops. */
  pause?: (milliseconds: number) => Promise<void>;
  /** How long one try may take. Milliseconds. */
  tryTimeout?: number;
}

const CHANNEL = 'msteams';
const TRY_TIMEOUT = 15_000;

/**
 * Speaks through the connector of each place's service URL, within Teams' limits and again where Teams refuses for the moment.
 * Every method throws a TeamsError where Teams did not do it, and passes on the coded errors of our own credentials.
 */
export function createMessenger(adapter: NyckelAdapter, options: MessengerOptions): Messenger {
  const retries = ownRetries(options);
  const at = <T>(place: Place, repetition: Repetition, act: Act<T>) =>
    persist(retries, repetition, () => inPlace(adapter, options, place, act)).catch(error => {
      throw asCodedError(error);
    });
  const sendTo = (place: Place, activity: Partial<Activity>) =>
    at(place, { conversationId: place.conversationId, idempotent: false }, context => context.sendActivity(activity));
  return {
    async send(place, card) {
      const sent = await sendTo(place, messageOf(card));
      return { ...place, cardId: sent?.id };
    },
    async update(place, card) {
      const activity = { ...messageOf(card), id: place.cardId };
      const repetition = { conversationId: place.conversationId, idempotent: true };
      await at(place, repetition, context => context.updateActivity(activity));
    },
    async post(place, activity) {
      await sendTo(place, { type: ActivityTypes.Message, ...activity });
    },
    async personalPlace(place, channelUserId) {
      const parameters = personalChat(options, channelUserId);
      // Opened twice it is the same chat, and nobody sees anything of it.
      const repetition = { conversationId: channelUserId, idempotent: true };
      const { id } = await at(place, repetition, (_, { conversations }) =>
        conversations.createConversation(parameters),
      );
      if (!id) throw new TeamsError('Teams opened no conversation', false);
      return { serviceUrl: place.serviceUrl, conversationId: id, personal: true };
    },
    async memberObjectId(place, memberId) {
      const read = (context: TurnContext) => TeamsInfo.getMember(context, memberId).catch(absent);
      const member = await at(place, { idempotent: true }, read);
      return member?.aadObjectId?.toLowerCase();
    },
  };
}

function ownRetries(options: MessengerOptions): Retries {
  const { clock = () => performance.now() } = options;
  const pause = (milliseconds: number) => waitingFor(() => (options.pause ?? wait)(milliseconds));
  return { pace: new Pace({ clock, pause }), clock, pause };
}

type Act<T> = (context: TurnContext, connector: ConnectorClient) => Promise<T>;

/** One try: a turn of the bot's own in that place. Throws what the library throws. */
async function inPlace<T>(adapter: NyckelAdapter, options: MessengerOptions, place: Place, act: Act<T>): Promise<T> {
  const ending = new AbortController();
  let outcome: { result: T } | { error: unknown } | undefined;
  const reference = referenceTo(place, options);
  const call = adapter.continueConversationAsync(options.botId, reference, options.scope, async context => {
    // The library makes up an id for the turn; it would answer to a message that does not exist.
    Reflect.deleteProperty(context.activity, 'id');
    // The adapter gives what is thrown in here to Application.error, and its caller would take it for a success.
    try {
      outcome = { result: await act(context, connectorOf(context, ending.signal)) };
    } catch (error) {
      outcome = { error };
    }
  });
  const late = (await within(options.tryTimeout ?? TRY_TIMEOUT, call)) === 'late';
  // A call that were left running could overtake what is sent after it.
  if (late) ending.abort();
  if (late || !outcome) throw new Error('Teams did not answer in time');
  if ('error' in outcome) throw outcome.error;
  return outcome.result;
}

function messageOf(card: AdaptiveCard): Partial<Activity> {
  return MessageFactory.attachment(CardFactory.adaptiveCard(card));
}

function personalChat({ botId, tenantId }: MessengerOptions, channelUserId: string) {
  return {
    bot: { id: `28:${botId}`, name: 'Nyckel' },
    members: [{ id: channelUserId, name: '' }],
    channelData: { tenant: { id: tenantId } },
    tenantId,
    isGroup: false,
    activity: undefined as unknown as Activity,
  };
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
