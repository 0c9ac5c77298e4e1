import { isAccountOf } from './actor.ts';
import { isAskedHere } from './approval.ts';
import { askOf } from './caller.ts';
import type { By, Deed } from './commands.ts';
import type { Place } from './people.ts';
import { sameConversation } from './place.ts';
import { approvalOf, type Request, toldOf } from './request.ts';
import type { Told } from './told.ts';

/** Why a press does not count: the button is another person's, or no card in this conversation has it. */
export type NotAdmitted = 'not-theirs' | 'elsewhere';

/**
 * Whether this person may press this button here, whatever has become of the request; undefined: they may. All but the decision
 * of the second person is the requester's alone; who may remind a manager is judged by their roles. To whom a request gives way is never its requester, and presses elsewhere.
 */
export function whyNotAdmitted(
  request: Request,
  does: Deed,
  { by, at, ask }: By & { ask?: string },
): NotAdmitted | undefined {
  if (does === 'answer-proof') return whyNotTheirs(askOf(request, ask ?? ''), { by, at });
  if (does === 'raise-alarm') return whyNotTheirs(mayRaise(request, ask ?? ''), { by, at });
  if (does === 'remind-manager') return at === undefined || at.personal ? undefined : 'elsewhere';
  const isRequester = isAccountOf(by, request.requester.id);
  if (does === 'give-way') return isRequester ? 'not-theirs' : undefined;
  const decides = does === 'approve' || does === 'decline';
  if (!decides && !isRequester) return 'not-theirs';
  return at === undefined || belongsHere(request, does, at) ? undefined : 'elsewhere';
}

/** Whoever was asked, or is told, and the card in their own chat. */
type Addressed = Pick<Told, 'of' | 'place'>;

/** Who can say with a card of this id that it is not right. */
function mayRaise(request: Request, id: string): Addressed | undefined {
  return askOf(request, id) ?? toldOf(request)?.find(told => told.id === id);
}

/** Whoever was asked, or told, presses alone, and on their own card. */
function whyNotTheirs(card: Addressed | undefined, { by, at }: By): NotAdmitted | undefined {
  if (!card?.of || by.id !== card.of.id) return 'not-theirs';
  if (at === undefined) return undefined;
  return at.personal && (card.place === undefined || sameConversation(card.place, at)) ? undefined : 'elsewhere';
}

/** Whether the question to a second person stands in this conversation. */
function isAskedIn(request: Request, at: Place): boolean {
  const approval = approvalOf(request);
  const isHere = approval === undefined || isAskedHere(approval);
  return (
    (isHere && sameConversation(request.place, at)) ||
    (approval?.places ?? []).some(({ place }) => sameConversation(place, at))
  );
}

/** A button of a request can have been pressed here: a press from any other conversation was made by hand. */
function belongsHere(
  request: Request,
  does: Exclude<Deed, 'give-way' | 'answer-proof' | 'raise-alarm' | 'remind-manager'>,
  at: Place,
): boolean {
  const inOwn = sameConversation(request.place, at);
  switch (does) {
    case 'pick':
    case 'confirm':
    case 'take-over':
    case 'instead':
      return inOwn;
    case 'approve':
    case 'decline':
      return isAskedIn(request, at);
    case 'cancel':
    case 'retry':
    case 'again':
    case 'ask-proof':
      return inOwn || at.personal;
    case 'run':
      return at.personal;
    case 'show':
    case 'withdraw':
    case 'read-receipt':
    case 'handed-over': {
      const handover = 'handover' in request ? request.handover : undefined;
      return at.personal && (handover === undefined || sameConversation(handover, at));
    }
  }
}
