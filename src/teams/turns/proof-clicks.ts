import { clickMessage } from '../../cards/click-messages.ts';
import { answerProof } from '../../desk/answer-proof.ts';
import type { Answered } from '../../desk/answers.ts';
import { askProof } from '../../desk/ask-proof.ts';
import type { DirectorySession } from '../../desk/ports.ts';
import { raiseAlarm } from '../../desk/raise-alarm.ts';
import { askOf } from '../../desk/request/caller.ts';
import { DUTIES, type DutyKind } from '../../desk/request/duty.ts';
import { hasLeft } from '../../desk/request/place.ts';
import type { Refusal, RefusalRule } from '../../desk/request/refusal.ts';
import { type Request, targetOf, toldOf } from '../../desk/request/request.ts';
import { ownSession } from '../../desk/sweep.ts';
import type { ActionAnswer } from '../channel/invoke-response.ts';
import { cardContext, type Services } from '../services.ts';
import { askCard } from '../showing/ask-cards.ts';
import { redraw } from '../showing/drawing.ts';
import { cardOfWaiting } from '../showing/open-card.ts';
import { performDuties, THEIR_OWN } from '../showing/perform-duties.ts';
import { cardOfTold } from '../showing/told-cards.ts';
import type { Click, SignedInClick } from './click.ts';
import { asItIs, cardOr, inPlaceOf, reread } from './click-answers.ts';

/** What a press on a card about who calls can be refused with, and the card then says so itself, with what else can be tried. */
const ON_CARD: readonly RefusalRule[] = [
  'proof-word-missing',
  'proof-missing',
  'proof-blocked',
  'proof-signed-out',
  'proof-spent',
  'proof-too-many',
  'proof-no-manager',
  'proof-manager-unfit',
  'proof-not-checked',
];

/** What is left to others while the cards are drawn. */
const ALL_BUT_CARDS: readonly DutyKind[] = DUTIES.filter(kind => kind !== 'cards');

/** The requester asks somebody else to show who calls. Their own card waits for no other card. */
export async function onAskProof(services: Services, click: SignedInClick): Promise<ActionAnswer> {
  const { kind, session, request, turn, at } = click;
  if (!kind) return { type: 'message', text: clickMessage('notUnderstoodAction', cardContext(services, turn.asker)) };
  const command = { does: 'ask-proof', kind, by: turn.asker, at } as const;
  const answered = await askProof(services.desk, session, request, command);
  if (answered.kind !== 'done') return notShown(services, click, answered);
  const asked = await performDuties(services, answered.request, { session, later: ['cards', ...THEIR_OWN] });
  // What could not be sent is tried again later.
  services.background.run(async () => void (await performDuties(services, asked, { session, later: ALL_BUT_CARDS })));
  return waiting(services, { ...click, request: asked });
}

/** Nothing was done, because it is not shown who calls: the card says so, and what can be done about it. */
export async function notShown(
  services: Services,
  click: SignedInClick,
  answered: Exclude<Answered, { kind: 'done' }>,
): Promise<ActionAnswer> {
  if (answered.kind === 'stale') return waitsAgain(services, click);
  if (answered.kind !== 'refused' || !ON_CARD.includes(answered.refusal.rule)) {
    return inPlaceOf(services, click, answered);
  }
  return waiting(services, { ...click, request: await reread(services, click) }, answered.refusal);
}

/** It has gone on, or waits for the same press as before, such as where an alarm about the same person has come in between. */
async function waitsAgain(services: Services, click: SignedInClick): Promise<ActionAnswer> {
  const request = await reread(services, click);
  const isRunCard = request.state === 'approved' && request.runCard?.cardId === click.at.cardId;
  return request.state === 'open' || isRunCard ? waiting(services, { ...click, request }) : asItIs(services, click);
}

/** The numbers on file, for whoever pressed and nobody else: the card itself stays as it is. */
export async function onShowPhones(services: Services, click: SignedInClick): Promise<ActionAnswer> {
  const { session, request } = click;
  if (request.state !== 'open' && request.state !== 'approved') return asItIs(services, click);
  const numbers = await session.phonesOf(request.target.id);
  const phones = numbers ? { numbers, inFull: click.inFull === true } : 'unknown';
  const card = await cardOfWaiting(services, request, { session, caller: { phones } });
  return card ? { type: 'card', card, drawn: true } : cardOr(card, services, click);
}

/** Whoever was asked answers; they have no sign-in here, and need none. */
export async function onAnswerProof(services: Services, click: Click): Promise<ActionAnswer> {
  const { ask = '', answer, request, turn, at } = click;
  const context = cardContext(services, turn.asker);
  if (answer === undefined) return { type: 'message', text: clickMessage('notUnderstoodAction', context) };
  const command = { does: 'answer-proof', ask, answer, by: turn.asker, at } as const;
  return ofAsked(services, click, await answerProof(services.desk, request, command));
}

/** They say that they never called, or that this is not right. */
export async function onRaiseAlarm(services: Services, click: Click): Promise<ActionAnswer> {
  const { ask = '', request, turn, at } = click;
  const command = { does: 'raise-alarm', ask, by: turn.asker, at } as const;
  return ofAsked(services, click, await raiseAlarm(services.desk, request, command), ownSessionOf);
}

/** What nobody is to have is taken back at once, with the requester's own sign-in where that holds. */
async function ownSessionOf({ desk }: Services, request: Request): Promise<DirectorySession | undefined> {
  const target = targetOf(request);
  return target && ownSession(desk, request, target);
}

/** The card of whoever was asked, or told, as it then is; everybody else is told meanwhile. */
async function ofAsked(
  services: Services,
  click: Click,
  answered: Answered,
  sessionOf?: typeof ownSessionOf,
): Promise<ActionAnswer> {
  const request = answered.kind === 'done' ? answered.request : await reread(services, click);
  if (answered.kind === 'refused') {
    // Where they are not the one to ask any more, the cards say so.
    if (askOf(request, click.ask ?? '')?.ended) inBackground(services, request);
    return inPlaceOf(services, click, answered);
  }
  const { turn, at } = click;
  if (answered.kind === 'done') inBackground(services, request, sessionOf);
  const context = cardContext(services, turn.asker);
  const ask = askOf(request, click.ask ?? '');
  const told = toldOf(request)?.find(({ id }) => id === click.ask);
  const card = ask
    ? askCard(request, ask, services.desk.now(), context)
    : told && cardOfTold(services, request, told, context);
  // The card of a process that died before it was noted is not pressed in vain again.
  if (card && (ask ?? told)?.place?.cardId !== at.cardId) await redraw(services, request, at, card);
  return card ? { type: 'card', card } : { type: 'message', text: clickMessage('askOver', context) };
}

function inBackground(services: Services, request: Request, sessionOf?: typeof ownSessionOf): void {
  services.background.run(async () => {
    const session = await sessionOf?.(services, request);
    await performDuties(services, request, { session, later: session ? [] : THEIR_OWN });
  });
}

/** The card that waits for its requester, as it then is; drawn for everybody where the press on it was refused. */
async function waiting(services: Services, click: SignedInClick, refused?: Refusal): Promise<ActionAnswer> {
  const { session, request, at } = click;
  if (hasLeft(request, at)) return asItIs(services, click);
  const card = await cardOfWaiting(services, request, { session, caller: { refused } });
  if (!card)
    return refused ? inPlaceOf(services, click, { kind: 'refused', refusal: refused }) : asItIs(services, click);
  if (refused) await redraw(services, request, at, card);
  return { type: 'card', card };
}
