import { setTimeout as wait } from 'node:timers/promises';
import {
  type Activity,
  ActivityTypes,
  CardFactory,
  type ConversationReference,
  MessageFactory,
  TurnContext,
} from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import { z } from 'zod';
import type { AdaptiveCard } from '../../cards/card.ts';
import type { Place } from '../../desk/request/people.ts';
import type { Roster } from '../../desk/roster.ts';
import { TeamsError } from '../../errors.ts';
import { jsonOf } from '../../net/json.ts';
import { within } from '../../process/background.ts';
import { waitingFor } from '../../telemetry/turn-scope.ts';
import type { NyckelAdapter } from '../channel/adapter.ts';
import { Addresses } from '../channel/addresses.ts';
import { SEND_WITHIN } from '../times.ts';
import { connectorOf } from './connector-client.ts';
import { asCodedError, ForeignTeamsAnswerError, isPersonAbsent } from './connector-errors.ts';
import { Pace } from './pace.ts';
import { MEMBER, readRoster } from './read-roster.ts';
import { callWithRetries, type Repetition, type Retries } from './retries.ts';

/** Everything that the bot says in Teams outside the answer to an invoke. */
export interface Messenger {
  /**
   * Posts a card and returns the place with its activity id. `twice`: two of it are better than none, so it is posted again
   * where it is not known whether it arrived.
   */
  send(place: Place, card: AdaptiveCard, options?: { twice: boolean }): Promise<Place>;
  /** Replaces the card of that place. */
  update(place: Place, card: AdaptiveCard): Promise<void>;
  /** Posts any activity, for what is no card of ours: the sign-in card. */
  post(place: Place, activity: Partial<Activity>): Promise<void>;
  /**
   * The one-to-one chat with a person, by their id on the channel: with an object id Teams wants the app to be installed for that
   * person, with this one a team of theirs is enough.
   * @throws TeamsError of the kind not-installed where it is neither
   */
  personalPlace(place: Place, channelUserId: string): Promise<Place>;
  /** The Entra object id of a member of the conversation, from its roster. */
  memberObjectId(place: Place, memberId: string): Promise<string | undefined>;
  /** An activity came from there: its address is used from now on. Returns whether that is news. */
  noteAddress(place: Place): boolean;
  /** Who is in the conversation, as far as it has no more than `atMost` people. */
  roster(place: Place, atMost: number): Promise<Roster>;
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

/**
 * Speaks through the connector of each place's service URL, within Teams' limits and again where Teams refuses for the moment.
 * Every method throws a TeamsError where Teams did not do it, and passes on the coded errors of our own credentials.
 */
export function createMessenger(adapter: NyckelAdapter, options: MessengerOptions): Messenger {
  const addresses = new Addresses();
  const at = createCall(adapter, options, addresses);
  const post = (place: Place, activity: Partial<Activity>, twice = false) => {
    const { conversationId } = place;
    return at(place, { conversationId, idempotent: twice }, NAMED, ({ conversations }) =>
      conversations.sendToConversation(conversationId, ours(activity, place, options)),
    );
  };
  return {
    async send(place, card, { twice } = { twice: false }) {
      const { id } = await post(place, messageOf(card), twice);
      return { ...addresses.latest(place), cardId: id };
    },
    async update(place, card) {
      const { conversationId, cardId = '' } = place;
      const activity = ours({ ...messageOf(card), id: cardId }, place, options);
      await at(place, { conversationId, idempotent: true, ofMessage: true }, NAMED, ({ conversations }) =>
        conversations.updateActivity(conversationId, cardId, activity),
      );
    },
    async post(place, activity) {
      await post(place, { type: ActivityTypes.Message, ...activity });
    },
    async personalPlace(place, channelUserId) {
      const parameters = personalChat(options, channelUserId);
      // Opened twice it is the same chat, and nobody sees anything of it.
      const repetition = { conversationId: channelUserId, idempotent: true };
      const { id } = await at({ ...place, personal: true }, repetition, NAMED, ({ conversations }) =>
        conversations.createConversation(parameters),
      );
      return { serviceUrl: addresses.latest(place).serviceUrl, conversationId: id, personal: true };
    },
    noteAddress: place => addresses.note(place),
    memberObjectId: (place, memberId) => memberObjectId(at, place, memberId),
    roster: (place, atMost) => roster(at, place, atMost),
  };
}

/** Calls within the limits of each conversation, at its latest address, and again where that may help. */
function createCall(adapter: NyckelAdapter, options: MessengerOptions, addresses: Addresses): Call {
  const retries = ownRetries(options);
  return (place, repetition, expected, act) =>
    callWithRetries(retries, repetition, () =>
      inPlace(adapter, options, addresses.latest(place), { expected, act }),
    ).catch(error => {
      throw asCodedError(error, place.personal);
    });
}

/** As Teams has it: for the library a page always has a token, and Teams takes no empty one. */
interface PagedConversations {
  getConversationPagedMembers(id: string, page?: { pageSize: number; continuationToken?: string }): Promise<unknown>;
}

function roster(at: Call, place: Place, atMost: number): ReturnType<typeof readRoster> {
  return readRoster(atMost, (schema, page) =>
    at(place, { idempotent: true }, schema, connector => {
      const conversations: PagedConversations = connector.conversations;
      return conversations.getConversationPagedMembers(place.conversationId, page);
    }),
  );
}

/** A message, or a conversation, has an id: without one there is none. */
const NAMED = z.object({ id: z.string().min(1), error: z.never().optional() });

type Act = (connector: ConnectorClient) => Promise<unknown>;
type Call = <T>(place: Place, repetition: Repetition, expected: z.ZodType<T>, act: Act) => Promise<T>;

async function memberObjectId(at: Call, place: Place, memberId: string): Promise<string | undefined> {
  const read: Act = ({ conversations }) => conversations.getConversationMember(place.conversationId, memberId);
  try {
    return (await at(place, { idempotent: true }, MEMBER, read)).objectId;
  } catch (error) {
    if (error instanceof TeamsError && isPersonAbsent(error.cause)) return undefined;
    throw error;
  }
}

function ownRetries(options: MessengerOptions): Retries {
  const { clock = () => performance.now() } = options;
  const pause = (milliseconds: number) => waitingFor(() => (options.pause ?? wait)(milliseconds));
  return { pace: new Pace({ clock, pause }), clock, pause };
}

/**
 * One try: a turn of the bot's own in that place. Returns Teams' answer in the shape that is expected.
 * @throws what the library throws, and a ForeignTeamsAnswerError where the answer has another shape
 */
async function inPlace<T>(
  adapter: NyckelAdapter,
  options: MessengerOptions,
  place: Place,
  { expected, act }: { expected: z.ZodType<T>; act: Act },
): Promise<T> {
  const ending = new AbortController();
  let outcome: { body: string } | { error: unknown } | undefined;
  const reference = referenceTo(place, options);
  const call = adapter.continueConversationAsync(options.botId, reference, options.scope, async context => {
    let body = '';
    const connector = connectorOf(context, ending.signal, answer => {
      body = answer;
    });
    // The adapter gives what is thrown in here to Application.error, and its caller would take it for a success.
    try {
      await act(connector);
      outcome = { body };
    } catch (error) {
      outcome = { error };
    }
  });
  const late = (await within(options.tryTimeout ?? SEND_WITHIN, call)) === 'late';
  // A call that were left running could overtake what is sent after it.
  if (late) ending.abort();
  if (late || !outcome) throw new Error('Teams did not answer in time');
  if ('error' in outcome) throw outcome.error;
  const answer = expected.safeParse(jsonOf(outcome.body));
  if (!answer.success) throw new ForeignTeamsAnswerError('an answer that is not of Teams’ shape');
  return answer.data;
}

/** The activity as the bot says it in that place. */
function ours(activity: Partial<Activity>, place: Place, options: MessengerOptions): Partial<Activity> {
  return TurnContext.applyConversationReference({ ...activity }, referenceTo(place, options));
}

/** Teams shows the summary in the notification, where a card itself is not drawn. */
function messageOf(card: AdaptiveCard): Partial<Activity> {
  return { ...MessageFactory.attachment(CardFactory.adaptiveCard(card)), summary: card.speak };
}

function personalChat({ botId, tenantId }: MessengerOptions, channelUserId: string) {
  return {
    bot: { id: `28:${botId}`, name: 'Nyckel' },
    members: [{ id: channelUserId, name: '' }],
    channelData: { tenant: { id: tenantId } },
    tenantId,
    isGroup: false,
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
