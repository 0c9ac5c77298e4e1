import { type TextValues, text } from '../locales/text.ts';
import type { TextKey } from '../locales/text-key.ts';
import type { CardContext } from './card.ts';
import { LONGEST, plainText } from './escape.ts';
import type { AskedCode } from './proof-view.ts';

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
  'ask-proof',
  'answer-proof',
  'raise-alarm',
  'end-alarm',
  'show-phones',
  'check-unused',
  'export-report',
  'remind-manager',
] as const;
export type Verb = (typeof VERBS)[number];
/** Buttons of a request; the others are about where requests are approved, a message that left something open, an alarm, what lies around, and a report. */
export type RequestVerb = Exclude<Verb, (typeof OTHERS)[number]>;
const OTHERS = ['agree', 'look-up', 'end-alarm', 'check-unused', 'export-report'] as const satisfies readonly Verb[];

/** Whether it is a button of a request. */
export function isOfRequest(verb: Verb): verb is RequestVerb {
  return !OTHERS.some(other => other === verb);
}

/** All that a card carries: the opaque id of the request, proposal, doubt or report, and what this button means of several. */
export interface ActionData {
  request: string;
  /** The place in what is offered, from 0. */
  choice?: number;
  /** Of `ask-proof`: who is to be asked. */
  kind?: AskedCode;
  /** Of `answer-proof` and `raise-alarm`: the opaque id of the ask, or of what they were told with. */
  ask?: string;
  /** Of `answer-proof`: the number that was chosen, or what the manager says. */
  answer?: number | 'yes' | 'cannot-tell';
  /** Of `confirm`: a second person is to be asked in the place of what should show who calls. */
  withoutProof?: true;
  /** Of `show-phones`: all digits. */
  inFull?: true;
  /** Of `end-alarm`: the opaque id of the alarm. */
  alarm?: string;
}

export interface CardAction {
  type: 'Action.Execute' | 'Action.OpenUrl' | 'Action.ToggleVisibility';
  title: string;
  verb?: Verb;
  data?: ActionData;
  url?: string;
  style?: 'positive';
  mode?: 'secondary';
  associatedInputs?: 'none';
  targetElements?: readonly string[];
}

/** What stands on a button: a text, with its values where it has any. */
type Title = TextKey | { key: TextKey; values: TextValues };

/** A button that is answered by the bot (Universal Actions). */
export function execute({ locale }: CardContext, verb: Verb, title: Title, data: ActionData): CardAction {
  const { key, values } = typeof title === 'string' ? { key: title, values: {} } : title;
  return { type: 'Action.Execute', verb, title: plainText(text(locale, key, values), LONGEST.address), data };
}

/** A button that answers with a number, which is its title in every language. */
export function numberButton(data: ActionData & { answer: number }): CardAction {
  return { type: 'Action.Execute', verb: 'answer-proof', title: String(data.answer), data };
}

/** A button that shows or hides elements of the card, without the bot. */
export function toggle({ locale }: CardContext, title: TextKey, targetElements: readonly string[]): CardAction {
  return { type: 'Action.ToggleVisibility', title: text(locale, title), targetElements };
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
