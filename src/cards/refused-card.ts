import type { ActionKind } from '../action-kinds.ts';
import { keyFor, type TextValues } from '../locales/text.ts';
import type { ActionTextKey, CommonTextKey, TextKey } from '../locales/text-key.ts';
import { type CardAction, execute, openUrl, primary } from './actions.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { myRolesLink } from './entra-links.ts';
import { noticeOf } from './notice.ts';
import { PARTS } from './parts-of-action.ts';
import { type Inlines, sentence } from './text-runs.ts';

type RuleOf<Key> = Key extends `refusal.${infer Rule}.title` ? Rule : never;

type SomeKey = CommonTextKey | ActionTextKey;

/** The refusals that have a text, for each action or for all together: refusal.<rule>.title and refusal.<rule>.text. */
type RefusalTextRule = RuleOf<SomeKey>;

export interface RefusedView {
  /** What was asked for. */
  action: ActionKind;
  rule: RefusalTextRule;
  /** For the placeholders of the text. */
  values: TextValues;
}

/** What can be done instead, and under which id (of a doubt) that is asked for. */
interface Instead {
  action: ActionKind;
  doubt: string;
  targetName: string;
}

/**
 * A normal answer with a reason and a way forward: what is the matter, who can do it, what to do now.
 * @throws RangeError when `values` lacks a placeholder of the text
 */
export function refusedCard(view: RefusedView & { instead?: Instead }, context: CardContext): AdaptiveCard {
  const { action, rule, instead } = view;
  return noticeOf(context, {
    tone: 'warning',
    title: keyFor(action, `refusal.${rule}.title`),
    paragraphs: [[refusalLine(view, context)], ...insteadLines(instead, context)],
    beside: insteadActions(instead, context),
    links: waysForward(action, rule, context).map(link => [link]),
  });
}

function insteadLines(instead: Instead | undefined, context: CardContext): Inlines[][] {
  if (!instead) return [];
  const { action, targetName: target } = instead;
  return [[sentence(context, `${action}.insteadOf`, { target })]];
}

function insteadActions(instead: Instead | undefined, context: CardContext): CardAction[] {
  if (!instead) return [];
  const { action, doubt: request } = instead;
  return [primary(execute(context, 'look-up', `${action}.action.instead`, { request }))];
}

export function refusalLine(view: RefusedView, context: CardContext): Inlines {
  return sentence(context, refusalKey(view), view.values);
}

type OutageKey = Extract<SomeKey, `refusal.${string}.outage`>;

const OUTAGE_TEXTS: Readonly<Partial<Record<RefusalTextRule, OutageKey>>> = {
  'requester-roles-unknown': 'refusal.requester-roles-unknown.outage',
  'target-roles-unknown': 'refusal.target-roles-unknown.outage',
  'target-groups-unknown': 'refusal.target-groups-unknown.outage',
  'target-units-unknown': 'refusal.target-units-unknown.outage',
  'target-domain-unknown': 'refusal.target-domain-unknown.outage',
  'approver-roles-unknown': 'refusal.approver-roles-unknown.outage',
};

/**
 * The text of a refusal. What is unknown for want of an answer (the value `outage`) is no reason to hand out roles, and whoever has
 * none may have it on another account (`shared`).
 */
export function refusalKey({ action, rule, values }: RefusedView): TextKey {
  const outage = Object.hasOwn(values, 'outage') ? OUTAGE_TEXTS[rule] : undefined;
  const isShared = rule === 'requester-has-no-role' && Object.hasOwn(values, 'shared');
  if (rule === 'not-acting-account' && !Object.hasOwn(values, 'wanted')) return 'refusal.not-acting-account.unnamed';
  return keyFor(action, isShared ? `refusal.${rule}.shared` : (outage ?? `refusal.${rule}.text`));
}

/** Buttons that take the reader on. */
export function waysForward(action: ActionKind, rule: RefusalTextRule, context: CardContext): CardAction[] {
  const own = () => PARTS[action].own(context);
  const myRoles = () => openUrl(context, 'action.myRoles', myRolesLink(context.portal));
  switch (rule) {
    case 'requester-has-no-role':
      return [myRoles(), own()];
    case 'own-account':
      return [own()];
    case 'requester-role-does-not-cover':
    case 'requester-roles-changed':
    case 'target-eligible':
    case 'show-without-role':
    case 'target-guards-roles':
    case 'target-outside-unit':
    case 'target-restricted':
    case 'graph-denied':
      return [myRoles()];
    default:
      return [];
  }
}
