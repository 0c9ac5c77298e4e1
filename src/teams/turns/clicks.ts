import type { RequestVerb } from '../../cards/actions.ts';
import type { AdaptiveCard } from '../../cards/card.ts';
import { entraLinks } from '../../cards/entra-links.ts';
import { clickMessage, keptMessage } from '../../cards/messages.ts';
import { revealCard } from '../../cards/reveal-card.ts';
import type { Outcome } from '../../desk/actions/reset-password/reset.ts';
import { decide } from '../../desk/approve.ts';
import { type Answer, ask, confirmAgain, pick } from '../../desk/ask.ts';
import { confirm } from '../../desk/confirm.ts';
import { advance, type Turn } from '../../desk/desk.ts';
import { delivered, handOver, show } from '../../desk/handover.ts';
import { mayNotShow } from '../../desk/may-show.ts';
import type { DirectorySession } from '../../desk/ports.ts';
import { isNoted } from '../../desk/request/place.ts';
import type { Place, Refusal, ResetRequest } from '../../desk/request/request.ts';
import { retry, runApproved } from '../../desk/run.ts';
import { DirectoryError } from '../../errors.ts';
import { spellPassword } from '../../locales/spelling.ts';
import { formatTime } from '../../locales/time.ts';
import type { ActionAnswer } from '../channel/invoke-response.ts';
import { cardContext, type Services } from '../services.ts';
import { answerCard } from '../showing/answer-cards.ts';
import { cardSent, conclude } from '../showing/delivery.ts';
import { erasesAt, personalCard } from '../showing/request-cards.ts';
import { cardAt, cardOptions, redraw, showEverywhere } from '../showing/showing.ts';
import { orFindOut } from '../showing/unrecorded.ts';
import { refusalText, troubleText } from '../turn.ts';
import type { CardInputs } from './card-inputs.ts';
import { runForRequester } from './running.ts';

/** A click by somebody who may press this button, where it belongs. */
export interface Click extends CardInputs {
  turn: Turn;
  request: ResetRequest;
  /** Where the clicked card is. */
  at: Place;
  choice?: number;
}

type SignedInClick = Click & { session: DirectorySession };

type ClickHandler =
  | { needsToken: false; run(services: Services, click: Click): Promise<ActionAnswer> }
  | { needsToken: true; run(services: Services, click: SignedInClick): Promise<ActionAnswer> };

/** What each button does. */
export const CLICKS: Readonly<Record<RequestVerb, ClickHandler>> = {
  pick: { needsToken: true, run: onPick },
  confirm: {
    needsToken: true,
    run: (services, click) => {
      const { request, reason, ticket, signOut } = click;
      const input = { reason, ticket: ticket?.trim() || undefined, signOut: signOut === true };
      return onReset(services, click, () => confirm(services.desk, click.session, request, input));
    },
  },
  retry: {
    needsToken: true,
    run: (services, click) => onReset(services, click, () => retry(services.desk, click.session, click.request)),
  },
  run: {
    needsToken: true,
    run: (services, click) => onReset(services, click, () => runApproved(services.desk, click.session, click.request)),
  },
  approve: { needsToken: true, run: onApprove },
  decline: { needsToken: true, run: onDecline },
  again: { needsToken: true, run: onAgain },
  show: { needsToken: true, run: onShow },
  // These two only end a request or erase a password: nobody gains by them, and an outage must keep nobody from them.
  cancel: { needsToken: false, run: onCancel },
  'handed-over': { needsToken: false, run: onHandedOver },
};

async function onPick(services: Services, click: SignedInClick): Promise<ActionAnswer> {
  const { desk } = services;
  const { session, request } = click;
  const picked = await pick(desk, session, request, click.choice ?? -1);
  // A process that died after the choice has left the pick card behind.
  const answer = picked ?? (await confirmAgain(desk, session, await reread(services, click)));
  return answer ? replaceCard(services, click, answer) : asItIs(services, click);
}

/** Asks again for the same person, in the place of the card that was clicked. */
async function onAgain(services: Services, click: SignedInClick): Promise<ActionAnswer> {
  const { request, turn, at } = click;
  if (request.state !== 'done' || !request.target) return asItIs(services, click);
  const { id: value, displayName: label } = request.target;
  const question = { query: { by: 'object-id', value } as const, label, ticket: request.ticket, typedPassword: false };
  return replaceCard(services, click, await ask(services.desk, click.session, turn, { ...question, place: at }));
}

async function replaceCard(services: Services, { request, turn, at }: Click, answer: Answer): Promise<ActionAnswer> {
  const card = answerCard(answer, request.query ?? '', cardContext(services, turn.asker));
  await redraw(services, request, at, card);
  if ('request' in answer) await cardSent(services.desk, answer.request, at);
  return { type: 'card', card };
}

/** A refusal changes nothing here: the card stays, and can be pressed again. */
async function onReset(
  services: Services,
  click: SignedInClick,
  act: () => Promise<Outcome | Refusal | undefined>,
): Promise<ActionAnswer> {
  return orFindOut(services, click, async () => {
    const outcome = await act();
    if (!outcome) return asItIs(services, click);
    if ('rule' in outcome) return { type: 'message', text: refusalText(outcome, click.turn.asker.locale) };
    const request = await conclude(services, click.session, outcome);
    return cardOr(cardAt(services, request, click.at), services, click);
  });
}

/** The reset then runs with the requester's sign-in, not with the approver's. */
async function onApprove(services: Services, click: SignedInClick): Promise<ActionAnswer> {
  const { session, request, turn } = click;
  const approved = await decide(
    services.desk,
    session,
    request,
    { ...turn.asker, at: click.at },
    { verdict: 'approved' },
  );
  if (!approved) return asItIs(services, click);
  if ('rule' in approved) return { type: 'message', text: refusalText(approved, turn.asker.locale) };
  return orFindOut(services, { ...click, request: approved }, async () => {
    const ran = approved.state === 'approved' ? await runForRequester(services, approved) : approved;
    return cardOr(cardAt(services, await showEverywhere(services, ran), click.at), services, click);
  });
}

async function onDecline(services: Services, click: SignedInClick): Promise<ActionAnswer> {
  const { session, request, turn } = click;
  const reason = click.declineReason?.trim();
  if (!reason) {
    return { type: 'message', text: clickMessage('declineNeedsReason', cardContext(services, turn.asker)) };
  }
  const declined = await decide(
    services.desk,
    session,
    request,
    { ...turn.asker, at: click.at },
    { verdict: 'declined', reason },
  );
  if (!declined) return asItIs(services, click);
  if ('rule' in declined) return { type: 'message', text: refusalText(declined, turn.asker.locale) };
  return cardOr(cardAt(services, await showEverywhere(services, declined), click.at), services, click);
}

async function onCancel(services: Services, click: Click): Promise<ActionAnswer> {
  const cancelled = await advance(services.desk, click.request, { type: 'cancelled' }, 'request-cancelled');
  if (!cancelled) return asItIs(services, click);
  const shown = await showEverywhere(services, cancelled);
  return cardOr(cardAt(services, shown, click.at), services, click);
}

/** The only way on which a password leaves the process: the answer to this click, in the personal chat of the requester. */
async function onShow(services: Services, click: SignedInClick): Promise<ActionAnswer> {
  const { request, at, turn } = click;
  if (!at.personal) return notHere(services, click);
  if (!request.handover) await delivered(services.desk, request.id, at);
  const refused = request.state === 'reset' && (await whyNotShown(services, click));
  if (refused) return { type: 'message', text: refused };
  const password = await show(services.desk, request);
  if (!password || !request.target) return personalAsItIs(services, click);
  const { id, displayName: targetName, userPrincipalName: targetUpn } = request.target;
  const context = cardContext(services, turn.asker);
  const view = {
    action: 'reset-password' as const,
    request: request.id,
    targetName,
    targetUpn,
    password,
    ...spellPassword(password, turn.asker.locale),
    erasesAt: erasesAt(request),
    synced: request.target.synced,
    links: entraLinks(id, context.portal),
  };
  return { type: 'card', card: revealCard(view, context) };
}

/** What the requester reads in place of the password, which is kept: their account no longer may, or Entra can't say. */
async function whyNotShown(services: Services, { session, request, turn }: SignedInClick): Promise<string | undefined> {
  const context = cardContext(services, turn.asker);
  const time = formatTime(erasesAt(request), context.locale, context.timeZone);
  const kept = keptMessage({ action: 'reset-password', time }, context);
  try {
    const refused = await mayNotShow(services.desk, session, request);
    return refused && `${refusalText(refused, context.locale)} ${kept}`;
  } catch (error) {
    if (!(error instanceof DirectoryError) || error.trouble === 'sign-in-again') throw error;
    return `${kept} ${await troubleText(services, turn, error)}`;
  }
}

async function onHandedOver(services: Services, click: Click): Promise<ActionAnswer> {
  if (!click.at.personal) return notHere(services, click);
  const done = await handOver(services.desk, click.request);
  if (!done) return personalAsItIs(services, click);
  await showEverywhere(services, done);
  return cardOr(personalCard(done, cardOptions(services, done)), services, click);
}

/** A second click, a click on an old card, a click that somebody else was faster with: the request as it is now. */
async function asItIs(services: Services, click: Click): Promise<ActionAnswer> {
  const present = await reread(services, click);
  const card = cardAt(services, present, click.at);
  // A card that nobody has noted, from a process that died, is not pressed in vain again.
  const ended = present.dueAt === undefined;
  if (ended && !isNoted(present, click.at)) await redraw(services, present, click.at, card);
  return cardOr(card, services, click);
}

async function personalAsItIs(services: Services, click: Click): Promise<ActionAnswer> {
  const present = await reread(services, click);
  const card = personalCard(present, cardOptions(services, present));
  return card ? { type: 'card', card } : notHere(services, click);
}

async function reread(services: Services, { request }: Click): Promise<ResetRequest> {
  return (await services.desk.store.get(request.id)) ?? request;
}

function cardOr(card: AdaptiveCard | undefined, services: Services, { turn }: Click): ActionAnswer {
  if (card) return { type: 'card', card };
  return { type: 'message', text: clickMessage('alreadyDone', cardContext(services, turn.asker)) };
}

function notHere(services: Services, { turn }: Click): ActionAnswer {
  return { type: 'message', text: clickMessage('notUnderstoodAction', cardContext(services, turn.asker)) };
}
