import type { Offered } from '../../action-kinds.ts';
import { askedCard } from '../../cards/asked-card.ts';
import { replyCard } from '../../cards/reply-cards.ts';
import { answerDoubt, doubtSent, keepDoubt, openDoubt } from '../../desk/doubts.ts';
import type { Doubt, OpenErrand, OpenWish } from '../../desk/request/doubt.ts';
import { ANSWER_LIFETIME, MINUTE } from '../../desk/times.ts';
import { cardContext } from '../services.ts';
import { runErrand } from './run-errand.ts';
import type { Talk } from './talk.ts';

type Whose = Doubt & { about: 'whose' };

/** Asks whose account it is about; for a while the name alone is the answer. */
export async function askWhose(talk: Talk, { offered, ticket, note, typedPassword }: OpenWish): Promise<void> {
  const { services, turn, place } = talk;
  await keepDoubt(services.desk, turn, place, { about: 'whose', offered, ticket, note, typedPassword });
  const [action, other] = offered;
  const to = other ? 'whose-either' : (`whose-${action}` as const);
  const values = { minutes: ANSWER_LIFETIME / MINUTE };
  const card = replyCard(
    { to, action, typedPassword, shared: !place.personal, values },
    cardContext(services, turn.asker),
  );
  await services.messenger.send(place, card);
}

/**
 * Asks whether something is wished at all, or which of two things, and looks nobody up before that is answered. Whoever was just
 * asked whose account it is about has wished it already.
 * @returns whether anything has begun
 */
export async function askFirst(talk: Talk, errand: OpenErrand, offered: Offered): Promise<boolean> {
  const open = await openDoubt(talk.services.desk, talk.turn, talk.place);
  const wished = open?.about === 'whose' ? ofBoth(offered, open.offered) : undefined;
  if (open?.about === 'whose' && wished) return answerWhose(talk, open, { errand, offered: wished });
  await askOnCard(talk, errand, offered);
  return false;
}

/** It is known now whose account it is about. Says whether anything has begun. */
export async function answerWhose(
  talk: Talk,
  doubt: Whose,
  { errand, offered }: { errand: OpenErrand; offered: Offered },
): Promise<boolean> {
  let begun = false;
  await answerDoubt(talk.services.desk, doubt, async () => {
    begun = await goOn(talk, withWritten(errand, doubt), offered);
  });
  return begun;
}

/** With what was written before beside a wish that named nobody. */
export function withWritten<Wished extends OpenErrand>(errand: Wished, before: Omit<OpenWish, 'offered'>): Wished {
  const ticket = errand.ticket ?? before.ticket;
  const note = errand.note ?? before.note;
  return { ...errand, ticket, note, typedPassword: before.typedPassword || errand.typedPassword };
}

async function goOn(talk: Talk, errand: OpenErrand, offered: Offered): Promise<boolean> {
  const [action, other] = offered;
  if (!other) return runErrand(talk, { ...errand, action });
  await askOnCard(talk, errand, offered);
  return false;
}

async function askOnCard({ services, turn, place }: Talk, errand: OpenErrand, offered: Offered): Promise<void> {
  const [action, other] = offered;
  const open = other
    ? ({ about: 'which', offered, errand } as const)
    : ({ about: 'wish', errand: { ...errand, action } } as const);
  const doubt = await keepDoubt(services.desk, turn, place, open);
  const { label: target, ticket, note: reasonText, typedPassword } = errand;
  const view = { offered, doubt: doubt.id, target, ticket, reasonText, typedPassword };
  const card = askedCard(
    { ...view, requesterName: turn.asker.name, expiresAt: new Date(doubt.dueAt) },
    cardContext(services, turn.asker),
  );
  await doubtSent(services.desk, doubt, await services.messenger.send(place, card));
}

/** What both offer; undefined where that is nothing. */
function ofBoth(one: Offered, other: Offered): Offered | undefined {
  const [first, ...more] = one.filter(action => other.includes(action));
  return first && [first, ...more];
}
