import type { ActionKind } from '../action-kinds.ts';
import type { Acting } from './acting.ts';
import type { ChoicesView } from './action-views.ts';
import type { Person } from './person-view.ts';
import type { CallerView } from './proof-view.ts';

/** The account that something is about to be done to. */
export interface AccountView extends Person {
  mail?: string;
  manager?: string;
  /** Sign-in is blocked. */
  blocked: boolean;
  lastPasswordChange?: Date;
  /** Names of the active administrator roles. */
  roles: readonly string[];
  /** Names of the administrator roles that it may activate. */
  eligible?: readonly string[];
}

export interface ConfirmView extends Acting {
  action: ActionKind;
  request: string;
  account: AccountView;
  /** Others who are easily taken for this one, by their names. */
  lookAlikes?: readonly Person[];
  ticket?: string;
  /** What the requester wrote after "because". */
  reasonText?: string;
  /** From whom the requester has taken the account over, what was to be done for them, and when. */
  tookOver?: { from: string; action: ActionKind; at: Date };
  /** The message held a password, which is not used. */
  typedPassword: boolean;
  /** Mastered in Windows Server AD: neither the outcome nor the change at the next sign-in is certain. */
  synced: boolean;
  /** Offers to sign the user out everywhere; not everybody has the right to. */
  maySignOut: boolean;
  /** What the requester can choose of the action's own; missing where there is nothing to choose. */
  choices?: ChoicesView;
  /** What could be done for this person instead. */
  instead?: ActionKind;
  /** Why a second person must approve, as a finished sentence in the reader's language; missing where none has to. */
  secondPerson?: string;
  /** What has to be shown of whoever calls; missing where nothing has to. */
  caller?: CallerView;
  expiresAt: Date;
}
