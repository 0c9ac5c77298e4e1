import { USUAL_ACTION } from '../../action-kinds.ts';
import { refusedCard } from '../../cards/refused-card.ts';
import type { DirectorySession } from '../../desk/ports.ts';
import type { ActionErrand, Errand } from '../../desk/request/errand.ts';
import { cardSent } from '../../desk/sent.ts';
import { cardContext } from '../services.ts';
import { recordSignIn } from '../signing-in/record-sign-in.ts';
import { askToSignIn } from '../signing-in/sign-in.ts';
import { isSignInAgain, lapsedRule, signInNotAccepted } from '../signing-in/sign-in-again.ts';
import { answeredWish } from './answered-wish.ts';
import { setApprovalsHere } from './approvals-here.ts';
import { answerPrivately, showHistoryFor } from './overviews.ts';
import { pickByWord } from './pick-by-word.ts';
import { showReport } from './report.ts';
import { showApprovals } from './show-approvals.ts';
import type { Talk } from './talk.ts';
import { unusedCardFor } from './unused.ts';

/**
 * Does what a message asked for with the person's own rights; asks them to sign in first where there is no usable token. After a
 * sign-in nobody is asked again: what is wrong with it is said instead.
 * @param fresh the token of a sign-in that they have just made for it
 * @returns whether anything has begun that is not over with its answer
 */
export async function runErrand(talk: Talk, errand: Errand, fresh?: string): Promise<boolean> {
  const { services, turn, tokens, place } = talk;
  const token = fresh ?? (await tokens.get());
  if (!token) return waitForSignIn(talk, errand);
  try {
    const session = services.desk.directory.as(token, turn.correlationId, turn.asker.id);
    return await runErrandAs(session, talk, errand);
  } catch (error) {
    if (!isSignInAgain(error)) throw error;
    await tokens.signOut();
    await recordSignIn(services, turn, 'sign-in-failed', { rule: lapsedRule(error), at: place });
    if (fresh === undefined) return waitForSignIn(talk, errand);
    const refused = signInNotAccepted(services, turn, error);
    await services.messenger.send(
      place,
      refusedCard(
        { action: errand.wants === 'action' ? errand.action : USUAL_ACTION, ...refused },
        cardContext(services, turn.asker),
      ),
    );
    return false;
  }
}

async function waitForSignIn({ services, turn, tokens, place }: Talk, errand: Errand): Promise<boolean> {
  await askToSignIn(services, turn, tokens, { errand, place });
  return true;
}

async function runErrandAs(session: DirectorySession, talk: Talk, errand: Errand): Promise<boolean> {
  switch (errand.wants) {
    case 'action':
      return beginRequest(session, talk, errand);
    case 'pick':
      await pickByWord(session, talk, errand);
      return true;
    case 'history':
      await showHistoryFor(session, talk, errand);
      return false;
    case 'unused':
      await answerPrivately(talk, await unusedCardFor(talk, session));
      return false;
    case 'report':
      await showReport(session, talk);
      return false;
    case 'approvals-here':
      await setApprovalsHere(session, talk, errand.unit);
      return true;
    case 'approvals':
      await showApprovals(session, talk);
      return false;
  }
}

async function beginRequest(
  session: DirectorySession,
  { services, turn, place }: Talk,
  errand: ActionErrand,
): Promise<boolean> {
  const { answer, card } = await answeredWish({ services, turn, place }, session, errand);
  const sent = await services.messenger.send(place, card);
  if (!('request' in answer)) return false;
  await cardSent(services.desk, answer.request.id, sent);
  return true;
}
