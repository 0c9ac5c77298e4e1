import type { Activity } from 'botbuilder';
import { z } from 'zod';

/** Who wrote what was forwarded, as far as Teams says it. */
export interface ForwardedSender {
  name?: string;
  /** In Microsoft Entra ID. */
  objectId?: string;
}

interface OwnWords {
  text: string;
  /** There when the message forwards another one. */
  forwarded?: ForwardedSender;
}

const attachment = z.object({ contentType: z.string(), content: z.unknown() });
const sender = z.object({ user: z.object({ id: z.guid().catch(''), displayName: z.string().catch('') }) });
const forwardedMessage = z.object({
  originalMessageSender: sender.nullish().catch(undefined),
  originalMessageContent: z.string().catch(''),
});

const QUOTE = /<(\/?)blockquote\b([^<>]{0,1000})>/gi;
/** Replies and forwards carry these types; a blockquote that somebody typed has none. */
const OF_OTHERS = /schema\.skype\.com\/(?:Forward|Reply)/i;
const FORWARD = /schema\.skype\.com\/Forward/i;
const QUOTED_MARK = /<quoted\b[^<>]{0,300}>(?:\s{0,5}<\/quoted\s{0,5}>)?/gi;
const MENTION_SPAN =
  /<span\b[^<>]{0,300}schema\.skype\.com\/Mention[^<>]{0,300}>([^<>]{0,300})<\/span\s{0,5}>|<at\b[^<>]{1,300}>([^<>]{0,300})<\/at\s{0,5}>/gi;
const OTHER_TAG = /<(?!\/?(?:a|at|br|p|div|li|ul|ol|h[1-6])\b)\/?[a-z][^<>]{0,2000}>/gi;
const AUTHOR = /<[a-z]+\b([^<>]{0,300}itemprop=["']?mri\b[^<>]{0,300})>([^<>]{0,200})</i;
const OBJECT_ID = /itemid=["']?8:orgid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/i;
/** How many words of a forwarded message are looked for in the text. */
const MOST_WORDS = 2_000;

/**
 * What the writer of a message wrote themselves: without the mark of a quoted reply, and without the words that a reply or a
 * forward repeats. Those stand in a blockquote of the message's HTML, in its text, or in a reference to the forwarded message
 * (Microsoft Graph, "chatMessageAttachment"). Never throws.
 */
export function ownWords(activity: Pick<Activity, 'text' | 'attachments'>): OwnWords {
  const text = typeof activity.text === 'string' ? activity.text : '';
  const attachments = attachmentsOf(activity);
  const html = attachments.find(({ contentType }) => contentType === 'text/html')?.content;
  const source = typeof html === 'string' && OF_OTHERS.test(html) ? html : text;
  const { outside, quotes } = OF_OTHERS.test(source) ? withoutQuotes(source) : { outside: source, quotes: [] };
  const own = (source === text ? outside : asText(outside)).replace(QUOTED_MARK, ' ');
  const reference = forwardOf(attachments);
  if (reference !== undefined) return { text: withoutWords(own, reference.words), forwarded: reference.from };
  const forward = quotes.find(({ attributes }) => FORWARD.test(attributes));
  return forward === undefined ? { text: own } : { text: own, forwarded: authorOf(forward.inside) };
}

function attachmentsOf({ attachments }: Pick<Activity, 'attachments'>): z.infer<typeof attachment>[] {
  if (!Array.isArray(attachments)) return [];
  return attachments.flatMap(one => attachment.safeParse(one).data ?? []);
}

/** HTML with mentions as they are written in a text, and without the tags that no text has. */
function asText(html: string): string {
  return html
    .replace(MENTION_SPAN, (_, inSpan?: string, inAt?: string) => `<at>${inSpan ?? inAt ?? ''}</at>`)
    .replace(OTHER_TAG, ' ');
}

interface Quote {
  attributes: string;
  inside: string;
}

/** Cuts the outermost blockquotes out; one that does not end goes on to the end. */
function withoutQuotes(html: string): { outside: string; quotes: Quote[] } {
  const quotes: Quote[] = [];
  let outside = '';
  let from = 0;
  let depth = 0;
  let attributes = '';
  for (const { 0: tag, 1: closing, 2: written = '', index } of html.matchAll(QUOTE)) {
    if (closing === '/' && depth === 0) continue;
    depth += closing === '/' ? -1 : 1;
    if (closing !== '/' && depth === 1) {
      outside += `${html.slice(from, index)}\n`;
      attributes = written;
    } else if (depth === 0) quotes.push({ attributes, inside: html.slice(from, index) });
    if (depth === 0 || (depth === 1 && closing !== '/')) from = index + tag.length;
  }
  if (depth > 0) quotes.push({ attributes, inside: html.slice(from) });
  return { outside: depth > 0 ? outside : outside + html.slice(from), quotes };
}

function authorOf(quote: string): ForwardedSender {
  const [, attributes = '', name = ''] = AUTHOR.exec(quote) ?? [];
  return senderOf(OBJECT_ID.exec(attributes)?.[1], name);
}

function senderOf(objectId: string | undefined, name: string): ForwardedSender {
  const plain = name.replace(/&nbsp;|\s/g, ' ').trim();
  return { ...(plain && { name: plain }), ...(objectId && { objectId: objectId.toLowerCase() }) };
}

function forwardOf(
  attachments: readonly z.infer<typeof attachment>[],
): { from: ForwardedSender; words: string } | undefined {
  const found = attachments.find(({ contentType }) => contentType === 'forwardedMessageReference');
  if (found === undefined) return undefined;
  const { data } = forwardedMessage.safeParse(parsed(found.content));
  const user = data?.originalMessageSender?.user;
  return { from: senderOf(user?.id, user?.displayName ?? ''), words: data?.originalMessageContent ?? '' };
}

/** The content is JSON within JSON. */
function parsed(content: unknown): unknown {
  if (typeof content !== 'string') return content;
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

/** The text without these words where it ends with them, however they are spaced. */
function withoutWords(text: string, html: string): string {
  const words = html.replace(/<[^<>]{0,2000}>/g, ' ').match(/\S+/g) ?? [];
  if (words.length === 0 || words.length > MOST_WORDS) return text;
  const written = text.trimEnd();
  let end = written.length;
  for (const word of words.toReversed()) {
    if (!written.endsWith(word, end)) return text;
    end = written.slice(0, end - word.length).trimEnd().length;
  }
  return written.slice(0, end);
}
