import type { ActionKind } from '../../../src/action-kinds.ts';
import type { Reason } from '../../../src/desk/request/request.ts';
import type { AboutCaller, CallerDeed } from './caller-events.ts';
import type { Standing } from './people.ts';
import type { Crash } from './process.ts';

/** What happens to a call: how it is refused, or when its answer is lost. */
export type CallFault =
  | 'none'
  | 'lost-before'
  | 'lost-after'
  | 'lost-late'
  | 'weak'
  | 'denied'
  | 'gone'
  | 'busy'
  | 'not-possible'
  | 'sign-in-again';

export const TROUBLES = [
  'no-operation',
  'examine-down',
  'examine-slow',
  'roles-unreadable',
  'revoke-fails',
  'operation-fails',
  'operation-hangs',
  'operation-down',
  'operation-unreadable',
  'change-unreadable',
  'change-down',
  'change-late',
  'manager-unreadable',
  'pass-policy-unreadable',
  'passes-unreadable',
  'withdraw-fails',
  'withdraw-lost',
  'token-service-down',
  'card-not-sent',
  'not-installed',
] as const;

/** What else does not work while an event happens. */
export type Trouble = 'none' | (typeof TROUBLES)[number];

/** A click or a message: by its requester, where `who` is missing, on one of the latest requests. */
export interface Act {
  does:
    | 'ask'
    | 'go-on'
    | 'pick'
    | 'again'
    | 'confirm'
    | 'approve'
    | 'decline'
    | 'run'
    | 'retry'
    | 'cancel'
    | 'take-over'
    | 'show'
    | 'hand-over'
    /** Asks for the other action instead. */
    | 'instead'
    | 'withdraw'
    | 'receipt'
    /** Writes to the bot, which then reads what has become of all that this person handed over. */
    | 'receipts'
    | CallerDeed
    | 'sweep'
    /** More than a lease goes by, then the sweep comes. */
    | 'stall';
  who?: string;
  /** What is asked for. */
  action: ActionKind;
  target: string;
  request: number;
  /** What is chosen on the confirm card; `startsIn`: so many milliseconds from now. */
  terms?: { once: boolean; minutes: number; startsIn?: number };
  reason?: Reason;
  /** What is said, asked for, pressed or left out about who calls. */
  about?: AboutCaller;
  /** Also: sign out everywhere; in a personal chat; among several people. */
  signOut: boolean;
  personal: boolean;
  several: boolean;
  crash?: Crash;
}

/** What happens around the acts. */
export interface Around {
  resets: CallFault[];
  trouble: Trouble;
}

/** What others do while a process stands still, or how long that takes. */
export type Meanwhile = Act | { milliseconds: number };

export type ModelEvent =
  | ({ happens: 'act'; act: Act } & Around)
  | ({ happens: 'at-once'; acts: Act[] } & Around)
  /** At a place, or at the so many-th moment where others may go first. */
  | ({ happens: 'stands-still'; act: Act; at: number | string; meanwhile: Meanwhile[] } & Around)
  | ({ happens: 'wait'; milliseconds: number; down: boolean; crash?: Crash } & Around)
  | { happens: 'standing'; who: string; standing: Standing }
  | { happens: 'managed'; target: string; by?: string }
  | { happens: 'sign-in'; who: string; holds: boolean }
  | { happens: 'outside'; target: string; what: Outside }
  | { happens: 'operations'; end: 'succeeded' | 'failed' };

/** What somebody does to an account without the bot: sets its password, makes or deletes a pass, signs in with it. */
export const OUTSIDE_DEEDS = ['password', 'pass-made', 'pass-deleted', 'pass-used'] as const;
export type Outside = (typeof OUTSIDE_DEEDS)[number];
