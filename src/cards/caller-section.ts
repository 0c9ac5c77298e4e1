import type { ActionKind } from '../action-kinds.ts';
import { text } from '../locales/text.ts';
import { formatTime } from '../locales/time.ts';
import type { CardElement } from './action-parts.ts';
import { type CardAction, execute, primary, toggle } from './actions.ts';
import type { CardContext } from './card.ts';
import { LONGEST, shownText } from './escape.ts';
import type { CallerView, EndedAskView, OpenAskView, ShownProof, WayView } from './proof-view.ts';
import { refusalLine } from './refusal-text.ts';
import { type Inlines, quietExplanation, sentence, shownExplanation, shownValue, words } from './text-runs.ts';

/** Who is calling: of which request, about whom, and where the card stands. */
interface CallerSectionView {
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

/** The id of the part of a card in which something is put in for the confirmation. */
const DETAILS = 'details';

const BOLD = { weight: 'bolder' } as const;

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
    // Where the word of whoever asks would do, the label of that choice asks it.
    ...(isCallerAwaited(view) || caller.isShown ? [heading(context)] : []),
    ...refusedBox(view, caller, context),
    ...(caller.open && !caller.isShown ? openElements(caller.open, context) : []),
    ...(caller.isShown ? lines(shownLines(view, caller, context)) : neededElements(view, caller, context)),
  ];
  return [{ style: caller.isShown ? 'good' : 'emphasis', items }];
}

function heading({ locale }: CardContext): CardElement {
  return { type: 'TextBlock', text: text(locale, 'caller.title'), style: 'heading', size: 'medium', wrap: true };
}

/** Why the last press did nothing. */
function refusedBox({ action }: CallerSectionView, { refused }: CallerView, context: CardContext): CardElement[] {
  if (!refused) return [];
  return [box('warning', lines([refusalLine({ action, ...refused }, context)]))];
}

function box(style: 'warning' | 'accent', items: readonly CardElement[]): CardElement {
  return { type: 'Container', style, spacing: 'small', items };
}

function shownLines({ targetName }: CallerSectionView, caller: CallerView, context: CardContext): Inlines[] {
  const until = caller.countsUntil && formatTime(caller.countsUntil, context.locale, context.timeZone);
  return [
    ...caller.proofs.map(proof => proofLine(proof, targetName, context)),
    ...(until ? [sentence(context, 'caller.countsUntil', { time: until })] : []),
  ];
}

function neededElements(view: CallerSectionView, caller: CallerView, context: CardContext): CardElement[] {
  const { targetName: target } = view;
  const needed = lines(whatIsNeeded(target, caller, context));
  const known = lines([...progressLines(caller, target, context), ...lastLines(caller, context)]);
  const said = caller.words.length > 0 ? [...known, wordInput(caller, context), ...needed] : [...needed, ...known];
  return [...said, ...awaited(view, caller, context)];
}

/** What has to be shown and because of what. Where a word would do, the choice itself says what, and this only why. */
function whatIsNeeded(target: string, caller: CallerView, context: CardContext): Inlines[] {
  if (caller.because.length === 0) return [];
  const because = new Intl.ListFormat(context.locale, { type: 'conjunction' }).format(caller.because);
  const isWord = caller.words.length > 0;
  const key = isWord ? 'caller.needed.word' : 'caller.needed.somebody';
  // However long a name is, why it is needed has its place.
  const needed = text(context.locale, key, { target: shownText(target, LONGEST.name) || '?', because });
  return [caller.open || isWord ? quietExplanation(needed) : shownExplanation(needed)];
}

/** What is left where nobody can be asked. */
function lastLines(caller: CallerView, context: CardContext): Inlines[] {
  if (caller.words.length > 0 || caller.open || caller.ways.length > 0) return [];
  return [sentence(context, caller.standIn ? 'caller.last.secondPerson' : 'caller.last.none')];
}

/** Who is being asked, with the number to read out, by itself. */
export function openSection({ open }: Pick<CallerView, 'open'>, context: CardContext): CallerSection[] {
  return open ? [{ style: 'emphasis', items: openElements(open, context) }] : [];
}

/** What has been shown, and how others have answered. */
export function progressLines(
  { proofs, ended }: Pick<CallerView, 'proofs' | 'ended'>,
  target: string,
  context: CardContext,
): Inlines[] {
  return [...proofs.map(proof => proofLine(proof, target, context)), ...ended.map(ask => endedLine(ask, context))];
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
    ...phoneElements(caller, context),
    ...buttonRows(view, caller, context).map(actions => ({ type: 'ActionSet', actions, spacing: 'small' })),
  ];
}

/** The number that is read out stands by itself and large. */
function openElements(open: OpenAskView, context: CardContext): CardElement[] {
  const { number, sent } = open;
  const asks = lines([openLine(open, context)]);
  if (!sent) return asks;
  if (number === undefined) return [box('accent', asks)];
  const large = words(String(number), { size: 'extraLarge', weight: 'bolder' });
  return [box('accent', [...asks, { type: 'RichTextBlock', inlines: large, horizontalAlignment: 'center' }])];
}

function openLine({ kind, of: asked, until, sent }: OpenAskView, context: CardContext): Inlines {
  const time = formatTime(until, context.locale, context.timeZone);
  return sentence(context, sent ? `caller.open.${kind}` : 'caller.open.sending', { asked, time });
}

function wordInput(caller: CallerView, { locale }: CardContext): CardElement {
  const choices = [...wordsFor(caller), ...(caller.standIn ? (['second-person'] as const) : [])];
  return {
    type: 'Input.ChoiceSet',
    id: 'word',
    label: text(locale, 'caller.word.label'),
    style: 'expanded',
    isRequired: true,
    wrap: true,
    errorMessage: text(locale, 'caller.word.missing'),
    choices: choices.map(value => ({ title: text(locale, `caller.word.${value}`), value })),
  };
}

/** Nobody has called back on a number that is not on file. Where nothing else would do, it stays. */
function wordsFor({ words: all, phones }: CallerView): CallerView['words'] {
  const isNoneOnFile = typeof phones === 'object' && phones.numbers.length === 0;
  const others = all.filter(word => word !== 'called-back');
  return isNoneOnFile && others.length > 0 ? others : all;
}

function phoneElements({ phones }: CallerView, context: CardContext): CardElement[] {
  if (!phones) return [];
  if (phones === 'unknown') return lines([sentence(context, 'caller.phones.unknown')]);
  if (phones.numbers.length === 0) return lines([sentence(context, 'caller.phones.none')]);
  const groups = (['onPremises', 'cloud'] as const).map(where => {
    const there = phones.numbers.filter(({ onPremises }) => onPremises === (where === 'onPremises'));
    const shown = there.map(({ number }) => shownValue(phones.inFull ? number : masked(number), BOLD));
    return shown.length > 0 ? [sentence(context, `caller.phones.${where}`), ...shown] : [];
  });
  return lines(groups.flat());
}

/** All but the last two digits. */
function masked(number: string): string {
  const digits = number.replace(/\D/g, '');
  return `••• ${digits.slice(-2)}`;
}

/** A row for each: they are long, and cut off side by side on a phone. The first one is the next step, unless somebody is being asked. */
function buttonRows(view: CallerSectionView, caller: CallerView, context: CardContext): CardAction[][] {
  const { request } = view;
  const asks = caller.ways.map(way => askButton(way, request, context));
  if (caller.words.length > 0) return besideWords(view, asks, caller, context);
  const [first, ...others] = asks;
  const next = first && !caller.open ? [primary(first), ...others] : asks;
  const standIn = caller.standIn && !isStandInNext(view) ? [toggle(context, 'action.askSecondPerson', [DETAILS])] : [];
  return [...next, ...standIn].map(each => [each]);
}

/** The numbers, with the other ways out of the way; where the numbers are there, these ways. None waits for the choice above. */
function besideWords(
  { request }: CallerSectionView,
  asks: readonly CardAction[],
  { phones }: CallerView,
  context: CardContext,
): CardAction[][] {
  const isMasked = typeof phones === 'object' && phones.numbers.length > 0 && !phones.inFull;
  const alone = { associatedInputs: 'none' } as const;
  if (phones && !isMasked) return asks.map(ask => [{ ...ask, ...alone }]);
  const others = asks.map(ask => ({ ...ask, ...alone, mode: 'secondary' as const }));
  const shows = isMasked
    ? execute(context, 'show-phones', 'action.showPhones.inFull', { request, inFull: true })
    : execute(context, 'show-phones', 'action.showPhones', { request });
  return [[{ ...shows, ...alone }, ...others]];
}

/** Whether nothing is left to try but that a second person stands in. */
export function isStandInNext({ caller }: Pick<CallerSectionView, 'caller'>): boolean {
  if (!caller || !isCallerAwaited({ caller })) return false;
  return caller.standIn && !caller.open && caller.ways.length === 0;
}

/** Under what is put in for it: the button with which a second person is asked in the place of what should show who calls. */
export function standInRows(view: CallerSectionView, context: CardContext): object[] {
  const { caller, request } = view;
  if (!caller?.standIn || !isCallerAwaited(view)) return [];
  const button = execute(context, 'confirm', 'action.askForApproval', { request, withoutProof: true });
  return [{ actions: [isStandInNext(view) ? primary(button) : button] }];
}

function askButton({ kind, name }: WayView, request: string, context: CardContext): CardAction {
  const title =
    name === undefined
      ? (`action.ask.${kind}.unnamed` as const)
      : { key: `action.ask.${kind}` as const, values: { name } };
  return execute(context, 'ask-proof', title, { request, kind });
}

function lines(all: readonly Inlines[]): CardElement[] {
  return all.map(inlines => ({ type: 'RichTextBlock', inlines, spacing: 'small' }));
}
