import type { Verb } from '../cards/actions.ts';
import type { AdaptiveCard } from '../cards/card.ts';
import { entraLinks } from '../cards/entra-links.ts';
import { clickMessage } from '../cards/messages.ts';
import { revealCard } from '../cards/reveal-card.ts';
import { type Answer, ask, pick } from '../desk/ask.ts';
import { confirm, retry } from '../desk/confirm.ts';
import { advance, type Turn } from '../desk/desk.ts';
import { delivered, handOver, show } from '../desk/handover.ts';
import type { DirectorySession } from '../desk/ports.ts';
import type { Place, Reason, ResetRequest } from '../desk/request.ts';
import type { Outcome } from '../desk/reset.ts';
import { spellPassword } from '../desk/spelling.ts';
import { answerCard } from './answer-cards.ts';
import { cardOptions, cardSent, conclude, showEverywhere, updateCard } from './delivery.ts';
import type { ActionAnswer } from './invoke-response.ts';
import { conversationCard, erasesAt, personalCard } from './request-cards.ts';
import { cardContext, type Services } from './services.ts';
import { refusalText } from './turn.ts';

/** A click by the requester of this request, the only one who gets this far. */
export interface Click {
  turn: Turn;
  request: ResetRequest;
  /** Where the clicked card is. */
  at: Place;
  choice?: number;
  reason?: Reason;
  ticket?: string;
  /** Sign the target out everywhere as well. */
  signOut?: boolean;
}

type SignedInClick = Click & { session: DirectorySession };

type ClickHandler =
  | { needsToken: false; run(services: Services, click: Click): Promise<ActionAnswer> }
  | { needsToken: true; run(services: Services, click: SignedInClick): Promise<ActionAnswer> };

/** What each button does. */
export const CLICKS: Readonly<Record<Verb, ClickHandler>> = {
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
    run: onRetry,
  },
  again: { needsToken: true, run: onAgain },
  cancel: { needsToken: false, run: onCancel },
  show: { needsToken: false, run: onShow },
  'handed-over': { needsToken: false, run: onHandedOver },
};

async function onPick(services: Services, click: SignedInClick): Promise<ActionAnswer> {
  const answer = await pick(services.desk, click.session, click.request, click.choice ?? -1);
  if (!answer) return asItIs(services, click);
  return replaceCard(services, click, answer);
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
  await updateCard(services, request, at, card);
  if ('request' in answer) await cardSent(services.desk, answer.request, at);
  return { type: 'card', card };
}

async function onReset(
  services: Services,
  click: SignedInClick,
  act: () => Promise<Outcome | undefined>,
): Promise<ActionAnswer> {
  const outcome = await act();
  if (!outcome) return asItIs(services, click);
  const request = await conclude(services, click.session, outcome);
  return cardOr(conversationCard(request, cardOptions(services, request)), services, click);
}

/** A refusal changes nothing here: the card stays, since the password may be in force and can still be found out about. */
async function onRetry(services: Services, click: SignedInClick): Promise<ActionAnswer> {
  const outcome = await retry(services.desk, click.session, click.request);
  if (outcome && 'rule' in outcome) return { type: 'message', text: refusalText(outcome, click.turn.asker.locale) };
  return onReset(services, click, async () => outcome);
}

async function onCancel(services: Services, click: Click): Promise<ActionAnswer> {
  const cancelled = await advance(services.desk, click.request, { type: 'cancelled' }, 'request-cancelled');
  if (!cancelled) return asItIs(services, click);
  await showEverywhere(services, cancelled);
  return cardOr(conversationCard(cancelled, cardOptions(services, cancelled)), services, click);
}

/** The only way on which a password leaves the process: the answer to this click, in the personal chat of the requester. */
async function onShow(services: Services, click: Click): Promise<ActionAnswer> {
  const { request, at, turn } = click;
  if (!at.personal) return notHere(services, click);
  if (!request.handover) await delivered(services.desk, request.id, at);
  const password = await show(services.desk, request);
  if (!password || !request.target) return personalAsItIs(services, click);
  const { id, displayName: targetName, userPrincipalName: targetUpn } = request.target;
  const context = cardContext(services, turn.asker);
  const view = {
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
  return cardOr(conversationCard(present, cardOptions(services, present)), services, click);
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
