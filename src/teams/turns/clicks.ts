import { ACTION_KINDS } from '../../action-kinds.ts';
import type { RequestVerb } from '../../cards/actions.ts';
import type { AdaptiveCard } from '../../cards/card.ts';
import { clickMessage } from '../../cards/click-messages.ts';
import type { Answered } from '../../desk/answers.ts';
import { answerQuestion } from '../../desk/approve.ts';
import type { AskAnswer } from '../../desk/ask.ts';
import { cancel } from '../../desk/cancel.ts';
import { confirm } from '../../desk/confirm.ts';
import { handOver } from '../../desk/handover.ts';
import { askInstead } from '../../desk/instead.ts';
import type { Offer } from '../../desk/opening.ts';
import { confirmAgain, pick } from '../../desk/pick.ts';
import { readReceipt } from '../../desk/read-receipt.ts';
import type { By } from '../../desk/request/commands.ts';
import type { Word } from '../../desk/request/proof.ts';
import { retry, runApproved } from '../../desk/run.ts';
import { cardLeft, cardSent } from '../../desk/sent.ts';
import { takeOver } from '../../desk/take-over.ts';
import { withdraw } from '../../desk/withdraw.ts';
import type { ActionAnswer } from '../channel/invoke-response.ts';
import { cardContext, type Services } from '../services.ts';
import { cardAt, cardOptions, redraw } from '../showing/drawing.ts';
import { conclude, performDuties, THEIR_OWN } from '../showing/perform-duties.ts';
import { personalCard } from '../showing/request-cards.ts';
import { orFindOut } from '../showing/unrecorded.ts';
import { answeredWish, cardOfWish, wishOf } from './answered-wish.ts';
import type { Click, SignedInClick } from './click.ts';
import { asItIs, cardOr, concluded, inPlaceOf, personalAsItIs, personally, reread } from './click-answers.ts';
import { notShown, onAnswerProof, onAskProof, onRaiseAlarm, onShowPhones } from './proof-clicks.ts';
import { runForRequester } from './run-for-requester.ts';
import { showSecret } from './show-secret.ts';
import { onRemindManager } from './unused.ts';

type ClickHandler =
  | { needsToken: false; run(services: Services, click: Click): Promise<ActionAnswer> }
  | { needsToken: true; run(services: Services, click: SignedInClick): Promise<ActionAnswer> };

/** What each button does. */
export const CLICKS: Readonly<Record<RequestVerb, ClickHandler>> = {
  pick: { needsToken: true, run: onPick },
  confirm: {
    needsToken: true,
    run: (services, click) => {
      const { request, reason, ticket, signOut, terms } = click;
      const word = wordOf(click);
      const input = { reason, ticket: ticket?.trim() || undefined, signOut: signOut === true, terms, word };
      const withoutProof = click.withoutProof === true || click.word === 'second-person';
      const command = { does: 'confirm', input, withoutProof, ...byOf(click) } as const;
      return onCall(services, click, () => confirm(services.desk, click.session, request, command));
    },
  },
  retry: {
    needsToken: true,
    run: (services, click) => {
      const command = { does: 'retry', ...byOf(click) } as const;
      return onCall(services, click, () => retry(services.desk, click.session, click.request, command));
    },
  },
  run: {
    needsToken: true,
    run: (services, click) => {
      const command = { does: 'run', word: wordOf(click), ...byOf(click) } as const;
      return onCall(services, click, () => runApproved(services.desk, click.session, click.request, command));
    },
  },
  approve: { needsToken: true, run: onApprove },
  decline: { needsToken: true, run: onDecline },
  again: { needsToken: true, run: onAgain },
  'take-over': { needsToken: true, run: onTakeOver },
  instead: { needsToken: true, run: onInstead },
  withdraw: { needsToken: true, run: onWithdraw },
  'read-receipt': { needsToken: true, run: onReadReceipt },
  'remind-manager': { needsToken: true, run: onRemindManager },
  show: { needsToken: true, run: onShow },
  'ask-proof': { needsToken: true, run: onAskProof },
  'show-phones': { needsToken: true, run: onShowPhones },
  // Whoever is asked is no administrator, and has nothing to sign in for.
  'answer-proof': { needsToken: false, run: onAnswerProof },
  'raise-alarm': { needsToken: false, run: onRaiseAlarm },
  // These two only end a request or erase a secret: nobody gains by them, and an outage must keep nobody from them.
  cancel: { needsToken: false, run: onCancel },
  'handed-over': { needsToken: false, run: onHandedOver },
};

function wordOf({ word }: Click): Word | undefined {
  return word === 'second-person' ? undefined : word;
}

function byOf({ turn, at }: Click): By {
  return { by: turn.asker, at };
}

async function onPick(services: Services, click: SignedInClick): Promise<ActionAnswer> {
  const { desk } = services;
  const { session, request, choice = -1 } = click;
  const picked = await pick(desk, session, request, { does: 'pick', choice, ...byOf(click) });
  switch (picked.kind) {
    case 'confirm':
    case 'held':
      return replaceCard(services, click, picked);
    case 'ended':
      return replaceCard(services, click, { ...picked, kind: 'refused' });
    default: {
      // A process that died after the choice has left the pick card behind.
      const again = await confirmAgain(desk, session, await reread(services, click));
      if (again.kind === 'stale' || again.kind === 'refused') return inPlaceOf(services, click, again);
      return replaceCard(services, click, again);
    }
  }
}

/** Asks again for the same person, in the place of the card that was clicked. */
async function onAgain(services: Services, click: SignedInClick): Promise<ActionAnswer> {
  const { request, turn, at, session } = click;
  if (request.state !== 'done') return asItIs(services, click);
  const { id: value, displayName: label } = request.target;
  const query = { by: 'object-id', value } as const;
  const { action, ticket } = request;
  const errand = { action, query, label, ticket, typedPassword: false };
  const { answer, card } = await answeredWish({ services, turn, place: at }, session, errand);
  return replaced(services, click, answer, card);
}

async function replaceCard(services: Services, click: Click, answer: AskAnswer): Promise<ActionAnswer> {
  const { request, turn, at } = click;
  const card = await cardOfWish({ services, turn, place: at }, wishOf(request), answer);
  return replaced(services, click, answer, card);
}

/** What is drawn here is of another request, or of none: the one before is drawn here no more. */
async function replaced(
  services: Services,
  { request, at }: Click,
  answer: AskAnswer,
  card: AdaptiveCard,
): Promise<ActionAnswer> {
  const { desk } = services;
  const shows = 'request' in answer ? answer.request.id : undefined;
  if (shows !== undefined && shows !== request.id) await cardLeft(desk, request.id, at);
  const isDrawn = await redraw(services, request, at, card);
  if (shows !== undefined) await cardSent(desk, shows, at);
  else if (isDrawn) await cardLeft(desk, request.id, at);
  return { type: 'card', card, drawn: true };
}

/** The other action for the same person, in the place of the card that was clicked. */
async function onInstead(services: Services, click: SignedInClick): Promise<ActionAnswer> {
  const { desk } = services;
  const { request, session, turn } = click;
  const action = ACTION_KINDS.find(kind => kind !== request.action);
  if (!action) return asItIs(services, click);
  const command = { does: 'instead', ...byOf(click) } as const;
  const answered = await askInstead({ desk, turn }, session, { request, action }, command);
  switch (answered.kind) {
    case 'confirm':
    case 'held':
      return replaceCard(services, click, answered);
    case 'refused':
      return inPlaceOf(services, click, answered, action);
    default:
      return asItIs(services, click);
  }
}

/** Of a secret that waits, this is the end; of one that was handed over, its receipt says so. */
async function onWithdraw(services: Services, click: SignedInClick): Promise<ActionAnswer> {
  const command = { does: 'withdraw', ...byOf(click) } as const;
  return personally(services, click, await withdraw(services.desk, click.session, click.request, command));
}

async function onReadReceipt(services: Services, click: SignedInClick): Promise<ActionAnswer> {
  const command = { does: 'read-receipt', ...byOf(click) } as const;
  return personally(services, click, await readReceipt(services.desk, click.session, click.request, command));
}

/** Whoever was to see the secret is told meanwhile: what hangs there keeps nobody from their own card. */
async function onTakeOver(services: Services, click: SignedInClick): Promise<ActionAnswer> {
  const { desk, background } = services;
  const answered = await takeOver(desk, click.session, click.request, { does: 'take-over', ...byOf(click) });
  switch (answered.kind) {
    case 'confirm':
    case 'held': {
      const { ended } = answered;
      if (ended) background.run(async () => void (await performDuties(services, ended, { later: THEIR_OWN })));
      return replaceCard(services, click, answered);
    }
    case 'done':
      return concluded(services, click, answered);
    default:
      return inPlaceOf(services, click, answered);
  }
}

/** A refusal changes nothing here: the card stays, and can be pressed again. */
async function onCall(
  services: Services,
  click: SignedInClick,
  call: () => Promise<Answered | Offer>,
): Promise<ActionAnswer> {
  return orFindOut(services, click, async () => {
    const answered = await call();
    if (answered.kind === 'held') return replaceCard(services, click, answered);
    if (answered.kind !== 'done') return notShown(services, click, answered);
    const { session } = click;
    const { retryAfterSeconds } = answered;
    const request = await conclude(services, answered.request, { session, retryAfterSeconds });
    return cardOr(cardAt(services, request, click.at), services, click);
  });
}

/** The call is then made with the requester's sign-in, not with the approver's. */
async function onApprove(services: Services, click: SignedInClick): Promise<ActionAnswer> {
  const answered = await answerQuestion(services.desk, click.session, click.request, {
    does: 'approve',
    ...byOf(click),
  });
  if (answered.kind !== 'done') return inPlaceOf(services, click, answered);
  const { request } = answered;
  return orFindOut(services, { ...click, request }, async () => {
    const ran = request.state === 'approved' ? await runForRequester(services, request) : request;
    return cardOr(cardAt(services, await conclude(services, ran), click.at), services, click);
  });
}

async function onDecline(services: Services, click: SignedInClick): Promise<ActionAnswer> {
  const { session, request, turn } = click;
  const reason = click.declineReason?.trim();
  if (!reason) {
    return { type: 'message', text: clickMessage('declineNeedsReason', cardContext(services, turn.asker)) };
  }
  const command = { does: 'decline', reason, ...byOf(click) } as const;
  const declined = await answerQuestion(services.desk, session, request, command);
  return concluded(services, click, declined);
}

async function onCancel(services: Services, click: Click): Promise<ActionAnswer> {
  return concluded(services, click, await cancel(services.desk, click.request, { does: 'cancel', ...byOf(click) }));
}

async function onShow(services: Services, click: SignedInClick): Promise<ActionAnswer> {
  return (await showSecret(services, click)) ?? personalAsItIs(services, click);
}

async function onHandedOver(services: Services, click: Click): Promise<ActionAnswer> {
  const command = { does: 'handed-over', ...byOf(click) } as const;
  const answered = await handOver(services.desk, click.request, command);
  if (answered.kind !== 'done') return personalAsItIs(services, click);
  await conclude(services, answered.request);
  return cardOr(personalCard(answered.request, cardOptions(services, answered.request)), services, click);
}
