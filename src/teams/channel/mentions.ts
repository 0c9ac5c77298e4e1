import type { Activity } from 'botbuilder';
import { z } from 'zod';

const mention = z.object({
  type: z.literal('mention'),
  text: z.string().min(1),
  mentioned: z.looseObject({ id: z.string().min(1), name: z.string().optional() }),
});

export interface MentionedText {
  /** The message without the bot's own mention; other mentions are \uE000<index>\uE001. */
  text: string;
  /** Ids on the channel and names, by index. */
  mentioned: readonly { id: string; name?: string }[];
}

/** What a person wrote, with the people whom they mentioned. */
export function readMentions(activity: Activity): MentionedText {
  let text = (activity.text ?? '').replaceAll(/[\uE000\uE001]/g, '');
  const people: { id: string; name?: string }[] = [];
  for (const entity of activity.entities ?? []) {
    const parsed = mention.safeParse(entity);
    if (!parsed.success) continue;
    const { mentioned } = parsed.data;
    const ofBot = mentioned.id === activity.recipient?.id;
    text = text.replace(parsed.data.text, ofBot ? ' ' : ` \uE000${people.length}\uE001 `);
    if (!ofBot) people.push(mentioned);
  }
  return { text: text.trim(), mentioned: people };
}
