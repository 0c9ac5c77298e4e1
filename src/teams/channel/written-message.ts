import type { Activity } from 'botbuilder';
import { withoutCopiedPeople } from './copied-people.ts';
import { type Mentioned, readMentions } from './mentions.ts';
import { type ForwardedSender, ownWords } from './own-words.ts';

/** What a person wrote to the bot: their own words, and whom they mention. */
export interface WrittenMessage {
  /** Without the bot’s mention; people are \uE000<index>\uE001. */
  text: string;
  /** The same without people who are only to know of it, where there are such. */
  withoutCopied?: string;
  /** By index. */
  mentioned: readonly Mentioned[];
  /** The message forwards another one. `sender` is the index of who wrote that, where it is told. */
  forwards?: { sender?: number };
}

/** The parts of an activity that a person wrote. Never throws. */
export function writtenMessage(activity: Activity, botId: string): WrittenMessage {
  const { text: own, forwarded } = ownWords(activity);
  const { text, mentioned } = readMentions(own, activity, botId);
  const copied = withoutCopiedPeople(text);
  const written = { text, mentioned, ...(copied !== undefined && { withoutCopied: copied }) };
  if (forwarded === undefined) return written;
  const sender = asMentioned(forwarded);
  if (sender === undefined) return { ...written, forwards: {} };
  return { ...written, mentioned: [...mentioned, sender], forwards: { sender: mentioned.length } };
}

function asMentioned({ name, objectId }: ForwardedSender): Mentioned | undefined {
  const id = objectId === undefined ? name : `8:orgid:${objectId}`;
  return id === undefined ? undefined : { id, name, objectId };
}
