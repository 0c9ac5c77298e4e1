import { text } from '../../locales/text.ts';
import { formatDuration, formatTime } from '../../locales/time.ts';
import type { ActionParts, ApprovedView, EndingWords } from '../action-parts.ts';
import type { TermsView } from '../action-views.ts';
import { type CardAction, execute, openUrl } from '../actions.ts';
import type { CardContext } from '../card.ts';
import type { ConfirmView } from '../confirm-view.ts';
import type { FactRow } from '../facts.ts';
import type { OutcomeView } from '../outcome-view.ts';
import { type Inlines, sentence, words } from '../text-runs.ts';
import { passChoices } from './pass-choices.ts';
import type { PassFateView } from './pass-views.ts';
import { deletedLines, fate, isOver, leftOver, momentText, validity } from './pass-words.ts';
import { presentFact, presentRow, presentWarnings } from './present-pass.ts';

/** Microsoft's own page for the user's own sign-in methods. */
const SECURITY_INFO = 'https://aka.ms/mysecurityinfo';

/** What the cards of a pass have of its own: it is chosen how it works, it may be there already, and it lives on in the directory. */
export const temporaryAccessPassParts: ActionParts = {
  reasons: ['no-method', 'never-got-one', 'locked-out', 'forgot', 'other'],
  what,
  warnings: ({ choices, account }, context) =>
    choices ? presentWarnings(choices.present, account.displayName, context) : [],
  known: ({ choices }, context) => (choices ? [presentFact(choices.present, context)] : []),
  choices: ({ choices }, context) => (choices ? passChoices(choices, context) : []),
  chosen,
  lost: ({ targetName: target }, context) => sentence(context, 'temporary-access-pass.unknown.text', { target }),
  ending,
  approved,
  reminders: ({ made }, context) => [
    ...(made ? [validity(made, context)] : []),
    sentence(context, `temporary-access-pass.reveal.${made?.once === false ? 'register' : 'registerOnce'}`),
    sentence(context, 'temporary-access-pass.reveal.refused'),
  ],
  fate,
  leftOver,
  lookAgain,
  takeBack,
  pagesBeside: ['methods', 'profile', 'users'],
  pagesAfter: [
    ['methods', 'groups'],
    ['profile', 'users'],
  ],
  own: context => openUrl(context, 'temporary-access-pass.action.own', SECURITY_INFO),
};

function what({ account, requesterName: requester, secondPerson }: ConfirmView, context: CardContext): Inlines {
  const names = { target: account.displayName, requester };
  return sentence(context, `temporary-access-pass.${secondPerson ? 'approval' : 'confirm'}.what`, names);
}

/** Where the terms are missing nothing was chosen, and nothing is told. */
function chosen(terms: TermsView | undefined, target: string, context: CardContext): FactRow[] {
  if (!terms) return [];
  const { once, minutes, startsAt, present } = terms;
  const lasts = { duration: formatDuration(minutes, context.locale) };
  return [
    [
      'temporary-access-pass.fact.chosen',
      [
        words(text(context.locale, `temporary-access-pass.use.${once ? 'once' : 'several'}`)),
        startsAt
          ? sentence(context, 'temporary-access-pass.lasts.from', { ...lasts, from: momentText(startsAt, context) })
          : sentence(context, 'temporary-access-pass.lasts.now', lasts),
      ],
    ],
    presentRow(present, target, context),
  ];
}

function ending(view: OutcomeView, context: CardContext): EndingWords {
  const { requesterName: requester, targetName: target, handover, made, withdrawnAt } = view;
  const isGone = withdrawnAt !== undefined;
  const isUnused = handover === 'erased' || handover === 'taken-over';
  return {
    title: `temporary-access-pass.outcome.title.${isGone ? 'withdrawn' : 'made'}`,
    what: sentence(context, 'temporary-access-pass.outcome.text', { requester, target }),
    how: isUnused || isGone ? leftOver(view, context) : made ? [validity(made, context)] : [],
    isSettled: !isGone,
  };
}

function approved({ requester, target, at, withdrawnAt }: ApprovedView, context: CardContext) {
  const time = formatTime(at, context.locale, context.timeZone);
  const lines = [
    sentence(context, 'temporary-access-pass.approval.outcome.made', { requester, target, time }),
    ...deletedLines(withdrawnAt, context),
  ];
  const title = `temporary-access-pass.outcome.title.${withdrawnAt ? 'withdrawn' : 'made'}` as const;
  return { title, lines, isSettled: withdrawnAt === undefined };
}

/** Of a pass that works more than once, the directory never tells whether it was used. */
function lookAgain(request: string, { fate: known }: { fate?: PassFateView }, context: CardContext): CardAction[] {
  if (known && (isOver(known) || known.status === 'not-known')) return [];
  return [execute(context, 'read-receipt', 'temporary-access-pass.action.readReceipt', { request })];
}

function takeBack(request: string, context: CardContext): CardAction[] {
  return [execute(context, 'withdraw', 'temporary-access-pass.action.withdraw', { request })];
}
