import type { Made, Receipt, Terms } from '../actions/kept.ts';
import type { Approving, Declining, Question } from './approval.ts';
import type { CardKind, DutyKind } from './duty.ts';
import type { ChosenTarget, Place, Reach, Somebody } from './people.ts';
import type { Alarm, AskEnding, ProofAsk, Word } from './proof.ts';
import type { HandoverTrouble, Refusal } from './refusal.ts';
import type { Reason, Revocation } from './request.ts';
import type { Told, Untold } from './told.ts';

/** What the requester put into the confirm card. */
export interface Input {
  reason?: Reason;
  ticket?: string;
  /** Sign the target out everywhere as well. */
  signOut: boolean;
  /** What was chosen of the action's own. */
  terms?: Terms;
  /** Their word for whom they speak to. */
  word?: Word;
}

/** With what a call begins: the secret, sealed, where it is ours, and what is known before it. */
export interface Claim {
  sealed?: string;
  /** The target's last password change, by the directory's clock. */
  changedBefore?: number;
  clockAhead?: number;
  /** Of the role by which the requester was let through. */
  reach: Reach;
}

/** What happens to a request. */
export type RequestEvent =
  | { type: 'picked'; target: ChosenTarget }
  /** Another request holds the target, and the card offers to take it over from that one. */
  | { type: 'take-over-offered'; heldBy: string }
  | { type: 'cancelled' }
  | { type: 'expired' }
  | { type: 'refused'; refusal: Refusal }
  | ({ type: 'approval-asked'; question: Question } & Input)
  | { type: 'decided'; decision: Approving | Declining }
  | ({ type: 'confirmed' } & Input & Claim)
  | { type: 'proof-asked'; ask: ProofAsk }
  /** `viewer`: how whoever was asked reads, once they have pressed. */
  | { type: 'proof-ask-sent'; ask: string; place: Place; viewer?: ProofAsk['viewer'] }
  | { type: 'proof-ask-unsent'; ask: string; why: NonNullable<ProofAsk['unsent']> }
  | { type: 'proof-answered'; ask: string; ended: Exclude<AskEnding, 'alarm'> }
  | { type: 'alarm-raised'; alarm: Alarm }
  | { type: 'signed-out'; ended: Revocation }
  /** A further call, with another secret of ours or for another one of the directory's. */
  | { type: 'new-secret'; sealed?: string }
  /** `sealed`: the secret that the directory made. */
  | { type: 'accepted'; operationUrl?: string; sealed?: string; made?: Made }
  | { type: 'rejected'; refusal: Refusal }
  | { type: 'answer-lost'; repeatRefused?: boolean }
  /** `graph-denied`: a newer sign-in may be what the directory wants; `alarm`: there is one about the target, of another request. */
  | { type: 'not-called'; why?: 'graph-denied' | 'alarm' }
  | { type: 'repeated'; clockAhead?: number }
  /** What the present call may have made is about to be taken back: no answer to it is taken any more. */
  | { type: 'given-up' }
  | { type: 'verification'; verification: 'verified' | 'accepted' }
  | { type: 'card-sent'; place: Place }
  /** Something else stands there now. */
  | { type: 'card-left'; cardId: string }
  | { type: 'question-sent'; place: Place }
  | { type: 'question-waits'; unasked: NonNullable<Question['unasked']> }
  | { type: 'run-card-sent'; place: Place }
  /** Who is told of what was done. */
  | { type: 'to-be-told'; told: readonly Told[] }
  /** Somebody wants the manager to be reminded of what was not used up. */
  | { type: 'reminder-asked'; told: Told }
  /** `viewer`: how whoever is told reads, once they have pressed. */
  | { type: 'told-sent'; told: string; place: Place; viewer?: Told['viewer'] }
  | { type: 'told-unsent'; told: string; why: Untold }
  | { type: 'handover-sent'; place: Place }
  | { type: 'handover-waits'; undelivered: HandoverTrouble }
  | { type: 'duty-done'; duty: DutyKind }
  /** It has failed, and is tried again; `forGood`: it is not. `left`, `reached`: as of the duty. */
  | { type: 'duty-failed'; duty: DutyKind; forGood?: true; left?: readonly CardKind[]; reached?: readonly string[] }
  /** Somebody has taken up what is due; nobody else does, for a while. */
  | { type: 'duties-claimed' }
  /** What was made, or may have been made by a lost call, is taken back in the directory, or is gone there. */
  | { type: 'withdrawn' }
  /** What has become of it. */
  | { type: 'receipt-read'; receipt: Receipt }
  | { type: 'secret-shown' }
  | { type: 'handed-over' }
  | { type: 'erased' }
  /** Somebody with a stronger role takes the target over, for a request of their own. */
  | { type: 'taken-over'; by: Somebody; requestId: string };

export type EventType = RequestEvent['type'];
export type EventOf<Type extends EventType> = Extract<RequestEvent, { type: Type }>;
