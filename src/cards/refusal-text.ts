import type { ActionKind } from '../action-kinds.ts';
import { keyFor, type TextValues } from '../locales/text.ts';
import type { ActionTextKey, CommonTextKey, TextKey } from '../locales/text-key.ts';
import type { CardContext } from './card.ts';
import { type Inlines, sentence } from './text-runs.ts';

type RuleOf<Key> = Key extends `refusal.${infer Rule}.title` ? Rule : never;

type SomeKey = CommonTextKey | ActionTextKey;

/** The refusals that have a text, for each action or for all together: refusal.<rule>.title and refusal.<rule>.text. */
export type RefusalTextRule = RuleOf<SomeKey>;

export interface RefusedView {
  /** What was asked for. */
  action: ActionKind;
  rule: RefusalTextRule;
  /** For the placeholders of the text. */
  values: TextValues;
}

/** What is the matter, who can do something, and what to do now, as a line of a card. */
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
  if (rule === 'alarm-in-force' && values.by === values.target) return 'refusal.alarm-in-force.own';
  return keyFor(action, isShared ? `refusal.${rule}.shared` : (outage ?? `refusal.${rule}.text`));
}
