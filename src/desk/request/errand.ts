import type { ActionKind } from '../../action-kinds.ts';
import type { Asker, Place } from './people.ts';

export type TargetQuery =
  | { by: 'object-id'; value: string }
  | { by: 'address'; value: string }
  | { by: 'employee-number'; value: string }
  /** `alternative`: another reading of an ending; `place`: where it was written that the person works. */
  | { by: 'name'; value: string; alternative?: string; place?: string };

/** What a person asked for that needs their sign-in. Holds no typed password. */
export type Errand =
  | {
      wants: 'action';
      action: ActionKind;
      query: TargetQuery;
      label: string;
      ticket?: string;
      note?: string;
      typedPassword: boolean;
    }
  /** The latest requests about a person; `label` is what was written for them. */
  | { wants: 'history'; query: TargetQuery; label: string }
  /** One of the people on a card, chosen by what was written instead of pressed. */
  | { wants: 'pick'; request: string; choice: number }
  /** What was handed over and not used yet. */
  | { wants: 'unused' }
  /** What was done in the last days, counted. */
  | { wants: 'report' }
  /** Requests from personal chats are to be approved in this conversation; `unit`: those about the members of that unit. */
  | { wants: 'approvals-here'; unit?: string }
  /** Where requests are approved. */
  | { wants: 'approvals' };

/** Something that is to be done to somebody's account. */
export type ActionErrand = Extract<Errand, { wants: 'action' }>;

/** An errand, kept while its person signs in. */
export interface PendingCommand {
  errand: Errand;
  place: Place;
  asker: Asker;
  /** Milliseconds since the epoch. */
  keptAt: number;
}
