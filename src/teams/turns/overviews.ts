import { USUAL_ACTION } from '../../action-kinds.ts';
import type { AdaptiveCard, CardContext } from '../../cards/card.ts';
import { type HistoryRow, historyCard } from '../../cards/history-card.ts';
import { notFoundCard } from '../../cards/not-found-card.ts';
import { refusedCard } from '../../cards/refused-card.ts';
import type { StateInWords } from '../../cards/request-list.ts';
import { severalCard } from '../../cards/several-card.ts';
import { answeredPrivatelyCard, type OpenRow, type StatusView, statusCard } from '../../cards/status-card.ts';
import { type HistoryAnswer, historyFor, waitingForApproval } from '../../desk/history.ts';
import type { DirectorySession } from '../../desk/ports.ts';
import { raisedAlarm } from '../../desk/request/caller.ts';
import { isUnaccounted } from '../../desk/request/duties.ts';
import type { Errand } from '../../desk/request/errand.ts';
import { approvalOf, dueAtOf, type Request, targetOf } from '../../desk/request/request.ts';
import { MOST_HISTORY_ROWS, MOST_OPEN_ROWS } from '../../desk/times.ts';
import { ownUnused } from '../../desk/unused.ts';
import { DirectoryError, TokenServiceError } from '../../errors.ts';
import { chatLink } from '../channel/links.ts';
import { cardContext } from '../services.ts';
import { approverOf } from '../showing/approval-views.ts';
import { shownProofs } from '../showing/caller-views.ts';
import type { Talk } from './talk.ts';

/** Lists of requests are nobody else's business: they go to the personal chat, and a conversation is only told so. */
export async function answerPrivately({ services, turn, place }: Talk, card: AdaptiveCard): Promise<void> {
  const { messenger, config } = services;
  const { asker } = turn;
  const personal = place.personal ? place : await messenger.personalPlace(place, asker.channelUserId);
  await messenger.send(personal, card);
  if (place.personal) return;
  const chat = answeredPrivatelyCard({ chatLink: chatLink(config.botId) }, cardContext(services, asker));
  await messenger.send(place, chat);
}

/** What this person has asked for, newest first. */
export async function ownHistoryCard({ services, turn: { asker } }: Talk): Promise<AdaptiveCard> {
  const requests = await services.desk.store.history({ requesterId: asker.id }, MOST_HISTORY_ROWS + 1);
  const rows = requests.map(request => historyRow(request, nameOf(request)));
  return historyCard({ rows, most: MOST_HISTORY_ROWS }, cardContext(services, asker));
}

/** What has been asked for about somebody. */
export async function showHistoryFor(
  session: DirectorySession,
  talk: Talk,
  { query, label }: Extract<Errand, { wants: 'history' }>,
): Promise<void> {
  const { services, turn } = talk;
  const answer = await historyFor(services.desk, session, turn, { query, label, limit: MOST_HISTORY_ROWS + 1 });
  await answerPrivately(talk, historyAnswerCard(answer, label, cardContext(services, turn.asker)));
}

/**
 * This person's open requests, and those of others that wait for approval where they are signed in with a role that may
 * approve; nobody is asked to sign in for it.
 */
export async function openRequestsCard(talk: Talk): Promise<AdaptiveCard> {
  const { services, turn } = talk;
  const { asker } = turn;
  const own = (await services.desk.store.unfinished(asker.id)).filter(request => dueAtOf(request) !== undefined);
  const session = await signedInSession(talk);
  const [others, unused] = await Promise.all([othersWaiting(talk, session), countUnused(talk, session)]);
  return statusCard(
    {
      own: own.map(openRow),
      others: others?.map(request => ({ ...openRow(request), requesterName: request.requester.name })),
      unused,
      most: MOST_OPEN_ROWS,
    },
    cardContext(services, asker),
  );
}

/** undefined: they are not signed in, or that can't be told now. */
async function signedInSession({ services, turn, tokens }: Talk): Promise<DirectorySession | undefined> {
  const token = await orUndefined(tokens.get());
  return token === undefined ? undefined : services.desk.directory.as(token, turn.correlationId, turn.asker.id);
}

async function othersWaiting({ services, turn }: Talk, session?: DirectorySession): Promise<Request[] | undefined> {
  return session && orUndefined(waitingForApproval(services.desk, session, turn));
}

/** Where it can't be read, it is not known of any. */
async function countUnused({ services, turn }: Talk, session?: DirectorySession): Promise<StatusView['unused']> {
  const read = session && (await orUndefined(ownUnused(services.desk, session, turn)));
  const { found } = read ?? (await ownUnused(services.desk, undefined, turn));
  const unused = found.filter(({ use }) => use === 'unused').length;
  return { unused, notKnown: found.length - unused };
}

/** What is their own is shown all the same. */
async function orUndefined<Read>(reading: Promise<Read>): Promise<Read | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof DirectoryError || error instanceof TokenServiceError) return undefined;
    throw error;
  }
}

function historyAnswerCard(answer: HistoryAnswer, label: string, context: CardContext): AdaptiveCard {
  switch (answer.kind) {
    case 'refused':
      return refusedCard({ action: USUAL_ACTION, ...answer.refusal }, context);
    case 'not-found':
      return notFoundCard({ query: label, searched: answer.searched }, context);
    case 'several':
      return severalCard({ query: label, unsure: answer.unsure, people: answer.candidates }, context);
    case 'history': {
      const rows = answer.requests.map(request => historyRow(request, request.requester.name));
      return historyCard({ about: answer.about.displayName, rows, most: MOST_HISTORY_ROWS }, context);
    }
  }
}

function historyRow(request: Request, person: string): HistoryRow {
  const { action, createdAt, ticket } = request;
  const decision = approvalOf(request)?.decision;
  const declinedBy = decision?.verdict === 'declined' ? decision.by.name : undefined;
  const approvedBy = approverOf(request)?.name;
  const proofs = shownProofs(request);
  const raised = raisedAlarm(request);
  const alarm = raised && { by: raised.by.name, as: raised.as };
  const known = { approvedBy, declinedBy, ticket, proofs, alarm };
  return { action, at: new Date(createdAt), person, state: inWords(request), ...known };
}

function openRow(request: Request): OpenRow {
  const dueAt = dueAtOf(request);
  const until = dueAt === undefined ? undefined : new Date(dueAt);
  return { action: request.action, person: nameOf(request), state: inWords(request), until, ticket: request.ticket };
}

/** Whom a request is about, or what was written for them. */
function nameOf(request: Request): string {
  return targetOf(request)?.displayName ?? request.query ?? '';
}

function inWords(request: Request): StateInWords {
  switch (request.state) {
    case 'carried-out':
      return isUnconfirmed(request) ? 'unconfirmed-carried-out' : 'carried-out';
    case 'done': {
      if (request.withdrawnAt !== undefined) return 'withdrawn';
      const ending = request.ending === 'erased' ? 'erased' : 'done';
      return isUnconfirmed(request) ? `unconfirmed-${ending}` : ending;
    }
    case 'refused':
      return raisedAlarm(request) ? 'stopped' : 'refused';
    case 'failed':
      return isUnaccounted(request) || request.refusal.rule === 'answer-lost' ? 'unknown' : 'failed';
    default:
      return request.state;
  }
}

/** Windows Server AD may have refused, or may yet refuse, what Microsoft Graph took. */
function isUnconfirmed({ target, verification }: Extract<Request, { state: 'carried-out' | 'done' }>): boolean {
  return target.synced && verification !== 'verified';
}
