import type { ActionKind } from '../action-kinds.ts';
import { text } from '../locales/text.ts';
import { formatTime } from '../locales/time.ts';
import type { CardElement } from './action-parts.ts';
import { type CardAction, execute, primary } from './actions.ts';
import type { CardContext } from './card.ts';
import type { CallerView, EndedAskView, OpenAskView, ShownProof, WayView } from './proof-view.ts';
import { refusalLine } from './refused-card.ts';
import { type Inlines, sentence, shownExplanation, words } from './text-runs.ts';

/** Who is calling: of which request, about whom, and where the card stands. */
export interface CallerSectionView {
  action: ActionKind;
  request: string;
  targetName: string;
  caller?: CallerView;
}

/** The section as a template takes it: one, or none where nothing has to be shown. */
export interface CallerSection {
  style: 'emphasis' | 'good';
  items: readonly CardElement[];
}

/** Whether the next step is to show who calls, and nothing can be done before. */
export function isCallerAwaited({ caller }: Pick<CallerSectionView, 'caller'>): boolean {
  return caller !== undefined && !caller.isShown && caller.words.length === 0;
}

/**
 * Who is calling: what has to be shown and because of what, what has been, who is being asked, and what can be tried. What was put
 * in is sent along with the confirmation: `word`, one of WORD_CODES, or 'second-person' where one is to stand in.
 */
export function callerSection(view: CallerSectionView, context: CardContext): CallerSection[] {
  const { caller } = view;
  if (!caller) return [];
  const items = [
    { type: 'TextBlock', text: text(context.locale, 'caller.title'), weight: 'bolder', wrap: true },
    ...lines([
      ...(caller.refused ? [refusalLine({ action: view.action, ...caller.refused }, context)] : []),
      ...(caller.isShown ? shownLines(view, caller, context) : neededLines(view, caller, context)),
    ]),
    ...(caller.isShown ? [] : awaited(view, caller, context)),
  ];
  return [{ style: caller.isShown ? 'good' : 'emphasis', items }];
}

function shownLines({ targetName }: CallerSectionView, caller: CallerView, context: CardContext): Inlines[] {
  const until = caller.countsUntil && formatTime(caller.countsUntil, context.locale, context.timeZone);
  return [
    ...caller.proofs.map(proof => proofLine(proof, targetName, context)),
    ...(until ? [sentence(context, 'caller.countsUntil', { time: until })] : []),
  ];
}

function neededLines({ targetName: target }: CallerSectionView, caller: CallerView, context: CardContext): Inlines[] {
  const because = new Intl.ListFormat(context.locale, { type: 'conjunction' }).format(caller.because);
  const key = caller.words.length > 0 ? 'caller.needed.word' : 'caller.needed.somebody';
  return [
    shownExplanation(text(context.locale, key, { target, because })),
    ...caller.proofs.map(proof => proofLine(proof, target, context)),
    ...caller.ended.map(ask => endedLine(ask, context)),
  ];
}

function proofLine({ kind, by, at }: ShownProof, target: string, context: CardContext): Inlines {
  const time = formatTime(at, context.locale, context.timeZone);
  return sentence(context, `caller.proof.${kind}`, { by, target, time });
}

function endedLine({ kind, of: asked, how }: EndedAskView, context: CardContext): Inlines {
  const key = how === 'over' ? (`caller.ended.over.${kind}` as const) : (`caller.ended.${how}` as const);
  return sentence(context, key, { asked });
}

function awaited(view: CallerSectionView, caller: CallerView, context: CardContext): CardElement[] {
  return [
    ...(caller.open ? openElements(caller.open, context) : []),
    ...(caller.words.length > 0 ? [wordInput(caller, context)] : []),
    ...phoneElements(caller, context),
    ...buttonRows(view, caller, context).map(actions => ({ type: 'ActionSet', actions })),
  ];
}

/** The number that is read out stands by itself and large. */
function openElements({ kind, of: asked, number, until, sent }: OpenAskView, context: CardContext): CardElement[] {
  const time = formatTime(until, context.locale, context.timeZone);
  if (!sent) return lines([sentence(context, 'caller.open.sending', { asked })]);
  const asks = sentence(context, `caller.open.${kind}`, { asked, time });
  if (number === undefined) return lines([asks]);
  const large = words(String(number), { size: 'extraLarge', weight: 'bolder' });
  return [...lines([asks]), { type: 'RichTextBlock', inlines: large, horizontalAlignment: 'center' }];
}

function wordInput(caller: CallerView, { locale }: CardContext): CardElement {
  const choices = [...caller.words, ...(caller.standIn ? (['second-person'] as const) : [])];
  return {
    type: 'Input.ChoiceSet',
    id: 'word',
    label: text(locale, 'caller.word.label'),
    style: 'expanded',
    isRequired: true,
    errorMessage: text(locale, 'caller.word.missing'),
    choices: choices.map(value => ({ title: text(locale, `caller.word.${value}`), value })),
  };
}

function phoneElements({ phones }: CallerView, context: CardContext): CardElement[] {
  if (!phones) return [];
  if (phones === 'unknown') return lines([sentence(context, 'caller.phones.unknown')]);
  if (phones.numbers.length === 0) return lines([sentence(context, 'caller.phones.none')]);
  const numbers = phones.numbers.map(number => (phones.inFull ? number : masked(number))).join(', ');
  return lines([
    sentence(context, phones.onPremises ? 'caller.phones.onPremises' : 'caller.phones.cloud', { numbers }),
  ]);
}

/** All but the last two digits. */
function masked(number: string): string {
  const digits = number.replace(/\D/g, '');
  return `••• ${digits.slice(-2)}`;
}

function buttonRows(view: CallerSectionView, caller: CallerView, context: CardContext): CardAction[][] {
  const { request } = view;
  const asks = caller.open ? [] : caller.ways.map(way => askButton(way, request, context));
  const isWord = caller.words.length > 0;
  const [first, ...others] = asks;
  if (isWord) {
    const phones = caller.phones
      ? []
      : [withoutInputs(execute(context, 'show-phones', 'action.showPhones', { request }))];
    const beside = asks.map(ask => ({ ...withoutInputs(ask), mode: 'secondary' as const }));
    return [[...phones, ...beside]].filter(row => row.length > 0);
  }
  const standIn = caller.standIn
    ? [execute(context, 'confirm', 'action.askSecondPerson', { request, withoutProof: true })]
    : [];
  return [...(first ? [[primary(first)]] : []), ...[...others, ...standIn].map(each => [each])];
}

function askButton({ kind, name }: WayView, request: string, context: CardContext): CardAction {
  const title =
    name === undefined
      ? (`action.ask.${kind}.unnamed` as const)
      : { key: `action.ask.${kind}` as const, values: { name } };
  return execute(context, 'ask-proof', title, { request, kind });
}

function withoutInputs(action: CardAction): CardAction {
  return { ...action, associatedInputs: 'none' };
}

function lines(all: readonly Inlines[]): CardElement[] {
  return all.map(inlines => ({ type: 'RichTextBlock', inlines, spacing: 'small' }));
}
