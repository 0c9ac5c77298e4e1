import { formatTime } from '../../locales/time.ts';
import type { ActionParts, ApprovedView, EndingWords } from '../action-parts.ts';
import { openUrl } from '../actions.ts';
import type { CardContext } from '../card.ts';
import type { ConfirmView } from '../confirm-view.ts';
import { SELF_SERVICE } from '../entra-links.ts';
import type { OutcomeView } from '../outcome-view.ts';
import { type Inlines, sentence } from '../text-runs.ts';

const none = () => [];

/** What the cards of a reset have of its own: nobody knows yet what Windows Server AD says where an account comes from there. */
export const resetPasswordParts: ActionParts = {
  reasons: ['forgot', 'locked-out', 'never-got-one', 'other'],
  what,
  warnings: none,
  known: none,
  choices: none,
  chosen: none,
  lost,
  ending,
  approved,
  reminders: ({ synced }, context) => [
    sentence(context, `reset-password.reveal.${synced ? 'reminderSynced' : 'reminder'}`),
  ],
  fate: none,
  leftOver: none,
  lookAgain: none,
  takeBack: none,
  pagesBeside: ['roles', 'groups', 'profile', 'users'],
  pagesAfter: [['roles', 'groups'], ['newGroup', 'profile'], ['users']],
  own: context => openUrl(context, 'reset-password.action.own', SELF_SERVICE),
};

function what({ account, requesterName: requester, synced, secondPerson }: ConfirmView, context: CardContext): Inlines {
  const key = synced ? 'whatSynced' : 'what';
  const names = { target: account.displayName, requester };
  return sentence(context, `reset-password.${secondPerson ? 'approval' : 'confirm'}.${key}`, names);
}

function lost({ targetName: target, refusedUntil }: { targetName: string; refusedUntil?: Date }, context: CardContext) {
  if (!refusedUntil) return sentence(context, 'reset-password.unknown.text', { target });
  const time = formatTime(refusedUntil, context.locale, context.timeZone);
  return sentence(context, 'reset-password.unknown.refused', { target, time });
}

/** Windows Server AD may refuse yet what Microsoft Graph took. */
function ending(view: OutcomeView, context: CardContext): EndingWords {
  const { requesterName: requester, targetName: target, verification } = view;
  const isOpen = view.synced && verification !== 'verified';
  const state = isOpen ? (`synced.${verification}` as const) : verification;
  return {
    title: `reset-password.outcome.title.${state}`,
    what: sentence(context, `reset-password.outcome.${isOpen ? 'asked' : 'text'}`, { requester, target }),
    how: [sentence(context, `reset-password.outcome.${state}`)],
    isSettled: state === 'verified' || state === 'accepted',
  };
}

function approved({ requester, target, at, unconfirmed, synced }: ApprovedView, context: CardContext) {
  const time = formatTime(at, context.locale, context.timeZone);
  const said = unconfirmed && synced ? 'asked' : 'reset';
  const line = sentence(context, `reset-password.approval.outcome.${said}`, { requester, target, time });
  if (!unconfirmed) {
    return { title: 'reset-password.outcome.title.verified', lines: [line], isSettled: true } as const;
  }
  const lines = [line, sentence(context, 'approval.outcome.unconfirmed')];
  return { title: 'reset-password.outcome.title.pending', lines, isSettled: false } as const;
}
