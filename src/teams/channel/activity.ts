import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { Asker, Place } from '../../desk/request/people.ts';
import type { Locale } from '../../locales/locale.ts';
import { localeOf } from '../../locales/text.ts';

const id = z.string().min(1).max(1_000);

/** What must be there before an activity is looked at any further. Everything else is passed on as it came. */
export const incomingActivity = z.looseObject({
  type: z.string().min(1).max(100),
  id: id.optional(),
  channelId: z.literal('msteams'),
  serviceUrl: z.url(),
  from: z
    .looseObject({ id, aadObjectId: z.guid().optional(), name: z.string().optional(), tenantId: z.string().optional() })
    .optional(),
  recipient: z.looseObject({ id }).optional(),
  conversation: z.looseObject({ id, tenantId: z.string().optional(), conversationType: z.string().optional() }),
  channelData: z.looseObject({ tenant: z.looseObject({ id: z.string() }).optional() }).nullish(),
  text: z.string().nullish(),
  entities: z.array(z.looseObject({ type: z.string() })).nullish(),
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
    locale: localeOf(activity.locale, fallback),
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
