import { type Activity, ActivityTypes } from 'botbuilder';
import { z } from 'zod';
import type { Asker, Place } from '../../desk/request/people.ts';
import type { Locale } from '../../locales/locale.ts';
import { localeOf } from '../../locales/text.ts';
import { mentionsBot } from './mentions.ts';

const id = z.string().min(1).max(1_000);
/** Microsoft Graph, user: displayName has at most 256 characters. */
const LONGEST_NAME = 256;

/** Null is what some clients and services write for "none". */
function optional<T extends z.ZodType>(shape: T) {
  return shape.nullish().transform(value => value ?? undefined);
}

/** What is only shown, or only adds to the rest: one that is none is left out, and takes nothing with it. */
const shown = z
  .string()
  .transform(text => text.slice(0, LONGEST_NAME).toWellFormed())
  .optional()
  .catch(undefined);
/** An id of a bot on the channel, where none is given. */
const US = '28:nyckel';
const entity = z.looseObject({ type: z.string() });
const entities = z.array(z.unknown()).transform(rows => rows.filter(row => entity.safeParse(row).success));

const attachment = z.looseObject({ contentType: z.string() });

const clientInfo = z.object({ locale: z.string() });
const edit = z.object({ eventType: z.literal('editMessage') });

/** What must be there before an activity is looked at any further. Everything else is passed on as it came. */
export const incomingActivity = z.looseObject({
  type: z.string().min(1).max(100),
  id: optional(id),
  channelId: z.literal('msteams'),
  serviceUrl: z.url(),
  from: optional(z.looseObject({ id, aadObjectId: optional(z.guid()), name: shown, tenantId: optional(z.string()) })),
  // The token says that it is for us; the library looks for somebody here.
  recipient: optional(z.looseObject({ id })).transform(recipient => recipient ?? { id: US }),
  conversation: z.looseObject({
    id,
    tenantId: optional(z.string()),
    conversationType: optional(z.string()),
    isGroup: optional(z.boolean()),
  }),
  channelData: optional(z.looseObject({ tenant: optional(z.looseObject({ id: z.string() })) })),
  text: optional(z.string()),
  entities: optional(entities),
  attachments: z
    .array(z.unknown())
    .transform(these => these.flatMap(one => attachment.safeParse(one).data ?? []))
    .nullish()
    .catch(undefined),
  // One that is no text names nothing that we know.
  name: z.string().optional().catch(undefined),
  replyToId: id.optional().catch(undefined),
  // Only how the answer is worded depends on these two.
  locale: z.string().optional().catch(undefined),
  localTimezone: z.string().optional().catch(undefined),
});

export type IncomingActivity = z.infer<typeof incomingActivity>;

/** The tenants that the activity names, those of its conversation and of its sender; all of them must be ours. */
export function tenantsOf({ conversation, channelData, from }: IncomingActivity): readonly string[] {
  return [conversation.tenantId, channelData?.tenant?.id, from?.tenantId].filter(tenant => tenant !== undefined);
}

/** Who sent it, from the authenticated activity; undefined without an Entra object id: then nobody can be served. */
export function askerOf(activity: Activity, fallback: Locale): Asker | undefined {
  const { from } = activity;
  if (!from?.aadObjectId) return undefined;
  return {
    id: from.aadObjectId.toLowerCase(),
    name: from.name || from.aadObjectId,
    channelUserId: from.id,
    locale: clientLocale(activity, fallback),
    timeZone: activity.localTimezone,
  };
}

/** The conversation that it came from; a reply in a channel stays in the thread, whose id is part of the conversation's. */
export function placeOf(activity: Activity): Place {
  const { conversation, serviceUrl } = activity;
  return {
    serviceUrl,
    conversationId: conversation.id,
    personal: conversation.conversationType === 'personal' || (!conversation.conversationType && !conversation.isGroup),
  };
}

/** The language of the client: some say it only in the entity about themselves, some not at all (iOS). */
function clientLocale({ locale, entities }: Activity, fallback: Locale): Locale {
  const about = Array.isArray(entities) ? entities.find(one => one?.type === 'clientInfo') : undefined;
  return localeOf(locale, localeOf(clientInfo.safeParse(about).data?.locale, fallback));
}

/** Whether somebody has changed a message that they wrote before. Teams tells in the same way that a deletion was taken back. */
export function isEdit({ type, channelData }: Activity): boolean {
  return type === ActivityTypes.MessageUpdate && edit.safeParse(channelData).success;
}

/** Whether this is said to the bot: in a personal chat everything is; elsewhere it may be allowed to read all talk (RSC). */
export function isForBot(activity: Activity, botId: string): boolean {
  return placeOf(activity).personal || mentionsBot(activity, botId);
}
