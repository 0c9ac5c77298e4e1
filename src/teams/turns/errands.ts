import { refusedCard } from '../../cards/refused-card.ts';
import { ask } from '../../desk/ask.ts';
import type { Turn } from '../../desk/desk.ts';
import type { DirectorySession } from '../../desk/ports.ts';
import type { Errand, Place } from '../../desk/request/request.ts';
import { cardSent } from '../../desk/sent.ts';
import type { UserTokens } from '../channel/user-tokens.ts';
import { cardContext, type Services } from '../services.ts';
import { answerCard } from '../showing/answer-cards.ts';
import { askToSignIn } from '../signing-in/sign-in.ts';
import { isSignInAgain, lapsedRule, signInNotAccepted } from '../signing-in/sign-in-again.ts';
import { recordSignIn } from '../signing-in/sign-in-record.ts';
import { setApprovalsHere } from './approvals-here.ts';
import { showHistoryFor } from './overviews.ts';

/** What somebody asked for, and where; `fresh` is the token of a sign-in that they have just made for it. */
export interface Carried {
  errand: Errand;
  place: Place;
  fresh?: string;
}

/**
 * Does what a message asked for with the person's own rights; asks them to sign in first where there is no usable token. After a
 * sign-in nobody is asked again: what is wrong with it is said instead.
 */
export async function carryOut(
  services: Services,
  turn: Turn,
  tokens: UserTokens,
  { errand, place, fresh }: Carried,
): Promise<void> {
  const token = fresh ?? (await tokens.get());
  if (!token) return askToSignIn(services, turn, tokens, { errand, place });
  try {
    const session = services.desk.directory.as(token, turn.correlationId, turn.asker.id);
    await carryOutAs(services, session, turn, errand, place);
  } catch (error) {
    if (!isSignInAgain(error)) throw error;
    await tokens.signOut();
    await recordSignIn(services, turn, 'sign-in-failed', { rule: lapsedRule(error), at: place });
    if (fresh === undefined) return askToSignIn(services, turn, tokens, { errand, place });
    const refused = signInNotAccepted(services, turn, error);
    await services.messenger.send(
      place,
      refusedCard({ action: 'reset-password', ...refused }, cardContext(services, turn.asker)),
    );
  }
}

function carryOutAs(
  services: Services,
  session: DirectorySession,
  turn: Turn,
  errand: Errand,
  place: Place,
): Promise<void> {
  switch (errand.wants) {
    case 'action':
      return begin(services, session, turn, errand, place);
    case 'history':
      return showHistoryFor(services, session, turn, errand, place);
    case 'approvals-here':
      return setApprovalsHere(services, session, turn, place);
  }
}

async function begin(
  services: Services,
  session: DirectorySession,
  turn: Turn,
  errand: Extract<Errand, { wants: 'action' }>,
  place: Place,
): Promise<void> {
  const answer = await ask(services.desk, session, turn, { ...errand, place });
  const card = answerCard(answer, errand, cardContext(services, turn.asker));
  const sent = await services.messenger.send(place, card);
  if ('request' in answer) await cardSent(services.desk, answer.request.id, sent);
}
