import { type TextValues, text } from '../locales/text.ts';
import type { TextKey } from '../locales/text-key.ts';
import type { CardContext } from './card.ts';
import { LONGEST, plainText } from './escape.ts';

/** What the buttons of our cards say to the bot. */
export const VERBS = [
  'pick',
  'confirm',
  'cancel',
  'take-over',
  'show',
  'handed-over',
  'again',
  'retry',
  'approve',
  'decline',
  'run',
  'agree',
  'look-up',
  'instead',
  'withdraw',
  'read-receipt',
] as const;
export type Verb = (typeof VERBS)[number];
/** Buttons of a request; the others are about where requests are approved, and about a message that left something open. */
export type RequestVerb = Exclude<Verb, 'agree' | 'look-up'>;

/** All that a card carries: the opaque id of the request, proposal or doubt, and for a choice the place in what is offered, from 0. */
export interface ActionData {
  request: string;
  choice?: number;
}

export interface CardAction {
  type: 'Action.Execute' | 'Action.OpenUrl';
  title: string;
  verb?: Verb;
  data?: ActionData;
  url?: string;
  style?: 'positive';
  mode?: 'secondary';
  associatedInputs?: 'none';
}

/** What stands on a button: a text, with its values where it has any. */
type Title = TextKey | { key: TextKey; values: TextValues };

/** A button that is answered by the bot (Universal Actions). */
export function execute({ locale }: CardContext, verb: Verb, title: Title, data: ActionData): CardAction {
  const { key, values } = typeof title === 'string' ? { key: title, values: {} } : title;
  return { type: 'Action.Execute', verb, title: plainText(text(locale, key, values), LONGEST.address), data };
}

/** The one button of a card that should be pressed. */
export function primary(action: CardAction): CardAction {
  return { ...action, style: 'positive' };
}

/** A button that opens a web page. @throws TypeError when the address is not https */
export function openUrl({ locale }: CardContext, title: TextKey, address: string): CardAction {
  const url = new URL(address);
  if (url.protocol !== 'https:') throw new TypeError(`A card links to https pages only, not to ${url.protocol}`);
  return { type: 'Action.OpenUrl', title: text(locale, title), url: address };
}
