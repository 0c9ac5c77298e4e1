import type { Request } from '../../../../src/desk/request/request.ts';
import en from '../../../../src/locales/en/texts.json' with { type: 'json' };
import type { Locale } from '../../../../src/locales/locale.ts';
import { textParts } from '../../../../src/locales/text.ts';
import type { TextKey } from '../../../../src/locales/text-key.ts';
import { alarmAlert } from '../../../../src/teams/showing/alarm-views.ts';
import {
  approvalsConversationCard,
  privateNotice,
  runRequestCard,
} from '../../../../src/teams/showing/approval-views.ts';
import {
  type CardOptions,
  conversationCard,
  personalCard,
  requesterCard,
} from '../../../../src/teams/showing/request-cards.ts';
import { textOf } from '../../../support/chat.ts';

/** All that the cards of a request say now, to whomever. */
export function allCardsOf(request: Request, locale: Locale): string {
  const options: CardOptions = {
    locale,
    timeZone: 'Europe/Stockholm',
    now: 0,
    chatLink: 'https://teams.microsoft.com/l/chat/0/0',
  };
  const cards = [
    conversationCard(request, options),
    requesterCard(request, options),
    personalCard(request, options),
    approvalsConversationCard(request, options),
    privateNotice(request, options),
    alarmAlert(request, undefined, options),
    request.state === 'approved' ? runRequestCard(request, undefined, options) : undefined,
  ];
  return cards.map(card => textOf(card)).join('\n');
}

/** A name, a time with or without its day, or why something was declined. */
const VALUE = String.raw`(?:[A-Z][a-z]{2} \d{1,2}, \d{4}, \d{1,2}:\d{2}\s[AP]M|\d{1,2} \p{Ll}{3,4}\.? \d{4} \d{2}:\d{2}|\S+(?:\s[AP]M)?|not on shift)`;

/** The words of a text with anything in the place of its values, and the longest of its words that stand in one piece. */
interface Wording {
  pattern: RegExp;
  longest: string;
}
const wordings = new Map<string, Wording>();

/** Whether that text is a line of what is shown. Most are not, and a search for fixed words finds that out much faster. */
export function says(shown: string, locale: Locale, key: TextKey): boolean {
  const { pattern, longest } = wordingOf(locale, key);
  return shown.includes(longest) && pattern.test(shown);
}

function wordingOf(locale: Locale, key: TextKey): Wording {
  const known = wordings.get(`${locale} ${key}`);
  if (known) return known;
  const names = [...en[key].matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? '');
  const parts = textParts(locale, key, Object.fromEntries(names.map(name => [name, 'x'])));
  const source = parts.map(part => ('words' in part ? RegExp.escape(part.words) : VALUE)).join('');
  const words = parts.map(part => ('words' in part ? part.words : ''));
  const longest = words.reduce((most, each) => (each.length > most.length ? each : most), '');
  const wording = { pattern: new RegExp(`^${source}$`, 'mu'), longest };
  wordings.set(`${locale} ${key}`, wording);
  return wording;
}
