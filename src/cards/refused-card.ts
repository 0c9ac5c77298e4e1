import type { ActionKind } from '../action-kinds.ts';
import { keyFor } from '../locales/text.ts';
import { type CardAction, execute, openUrl, primary } from './actions.ts';
import type { AdaptiveCard, CardContext } from './card.ts';
import { myRolesLink } from './entra-links.ts';
import { noticeOf } from './notice.ts';
import { PARTS } from './parts-of-action.ts';
import { type RefusalTextRule, type RefusedView, refusalLine } from './refusal-text.ts';
import { type Inlines, sentence } from './text-runs.ts';

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
