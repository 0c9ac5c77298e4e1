import type { Receipt, Terms } from '../actions/kept.ts';
import type { Actor } from './actor.ts';
import type { AskedIn, Because } from './approval.ts';
import type { Claim, Input } from './events.ts';
import type { ChosenTarget, Place, Reach, Somebody } from './people.ts';
import type { AskEnding, AskedProof, Demand, ProofAsk, Word } from './proof.ts';
import type { Refusal } from './refusal.ts';
import type { Told } from './told.ts';

/** Who wants something of a request, and where. */
export interface By {
  by: Somebody;
  /** Where the button was pressed, as the authenticated activity says; missing where it follows from something else. */
  at?: Place;
}

/** What may be wanted of a request, with what the person has put in. */
interface Wanted {
  pick: { choice: number };
  /** `withoutProof`: a second person is to be asked in the place of the proof that is missing. */
  confirm: { input: Input; withoutProof?: boolean };
  /** Somebody else is to show that the caller is the target. */
  'ask-proof': { kind: AskedProof };
  /** Of whoever was asked: the number that they chose, or what they say. */
  'answer-proof': { ask: string; answer: number | 'yes' | 'cannot-tell' };
  /** Of whoever was asked, or told: the id of the ask, or of what they were told with. */
  'raise-alarm': { ask: string };
  approve: object;
  decline: { reason: string };
  /** `unpressed`: it begins with the approval, and its requester has pressed nothing. */
  run: { word?: Word; unpressed?: true };
  retry: object;
  cancel: object;
  'take-over': object;
  /** Wanted of the request that holds a target, by somebody who takes it over for a request of their own. */
  'give-way': { actor: Actor; reach: Reach; requestId: string };
  show: object;
  'handed-over': object;
  again: object;
  /** Another action for the same person. */
  instead: object;
  withdraw: object;
  'read-receipt': object;
  /** Of whose request it is, or of somebody who sees approvals. */
  'remind-manager': object;
}

export type Deed = keyof Wanted;

/** Somebody wants something of a request. */
export type Command<Does extends Deed = Deed> = { [Each in Does]: By & { does: Each } & Wanted[Each] }[Does];

/** Why it can't be: of somebody, or of what has changed. `passing`: it may be over in a minute, and ends nothing. */
export interface Denied {
  kind: 'denied';
  refusal: Refusal;
  passing: boolean;
}

/** Another request holds the target, and the requester may take it over from that one. */
interface Held {
  kind: 'held';
  heldBy: string;
}

/** All have passed as they are now, and this is what the call begins with. */
export interface Go {
  kind: 'go';
  claim: Claim;
  /** Sign out everywhere as well: the requester wants it, and may. */
  signOut: boolean;
  /** What the call is made with, of what was chosen. */
  terms?: Terms;
  shown: ToBeShown;
}

/** What has to be shown of the caller. */
interface ToBeShown {
  demand: Demand;
  /** Even where a second person stands in for what is missing of that. */
  least: Demand;
  /** The alarm that was in force. */
  alarmId?: string;
}

/** What is known of the world when it is decided, by what is wanted. */
export interface Facts {
  pick: Denied | { kind: 'found'; target: ChosenTarget };
  confirm:
    | Denied
    | Held
    | Go
    /** What has to be shown of the caller is not, and nobody stands in for it. */
    | { kind: 'lacking'; demand: Demand }
    /** The policy wants a second person; `conversation`: where one is to be asked, if not where the request was made. */
    | {
        kind: 'second-person';
        because: Because;
        conversation: readonly AskedIn[] | 'here' | 'nowhere';
        terms?: Terms;
        shown: ToBeShown;
      };
  'ask-proof': Denied | { kind: 'ask'; ask: ProofAsk };
  /** `by` is who was asked, as the directory names them now. */
  'answer-proof': Denied | { kind: 'answered'; ended: Exclude<AskEnding, 'alarm'> };
  'raise-alarm': undefined;
  approve: Denied | { kind: 'passed' } | { kind: 'changed'; refusal: Refusal };
  decline: Facts['approve'];
  run: Denied | Go;
  retry: Denied | { kind: 'arrived' } | { kind: 'repeat'; clockAhead?: number };
  cancel: undefined;
  'take-over': Denied | Held;
  'give-way': undefined;
  show: Denied | { kind: 'passed' };
  'handed-over': undefined;
  again: undefined;
  instead: Denied | { kind: 'passed' };
  withdraw: Denied | { kind: 'withdrawn' };
  'read-receipt': Denied | { kind: 'read'; receipt: Receipt };
  'remind-manager': Denied | { kind: 'remind'; told: Told };
}
