import type { ActionKind, Offered } from '../../action-kinds.ts';

/** What a message to the bot asks for, independent of language. A password that somebody typed is in none of the fields. */
export type MessageCommand =
  | ActionCommand
  /** Something is wrong that more than one action may help against: the person is asked which before anybody is looked up. */
  | ({ kind: 'which-action'; offered: Offered; target: NamedPerson } & AskedWith)
  /** It is not said for whom, or only for "her" or "someone". */
  | ({ kind: 'action-without-target'; offered: Offered } & AskedWith)
  /** About the writer's own account, for which nobody does it: a password points to self-service password reset. */
  | { kind: 'own-account'; action: ActionKind; typedPassword: boolean }
  | { kind: 'help' }
  | { kind: 'sign-out' }
  /** Requests for approval are to be sent to the conversation that the message is in; `unit`: those about members of the unit of that name. */
  | { kind: 'approvals-here'; unit?: string }
  /** Where requests are approved. */
  | { kind: 'approvals' }
  /** The writer's own requests. */
  | { kind: 'history' }
  /** What has been asked and done for one person. */
  | { kind: 'history-for'; target: NamedPerson }
  /** The requests that are still open. */
  | { kind: 'status' }
  /** The temporary passwords that were not changed, and the passes that were not used. */
  | { kind: 'unused' }
  /** What was done in the last days, counted. */
  | { kind: 'figures' }
  /** Something is asked for that is not done here. */
  | { kind: 'other-deed'; deed: OtherDeed }
  /** Says that something has happened, or thanks for it. */
  | { kind: 'report' | 'thanks' }
  /** Takes something back, or says that it is not to be done. */
  | { kind: 'negated' }
  /** Asks about passwords or resets. */
  | { kind: 'question' }
  /** Warns of somebody who asks for a reset. */
  | { kind: 'warning' }
  /** Somebody's name and no more: the answer to "whose password?". */
  | { kind: 'name-only'; target: NamedPerson }
  /** An answer to a card, typed instead of pressed. */
  | { kind: 'yes' | 'cancel' }
  | { kind: 'choice'; number: number }
  | { kind: 'not-understood' };

/** What else people ask for. */
export type OtherDeed =
  | 'unlock'
  | 'mfa'
  | 'pass'
  | 'policy'
  | 'reset-link'
  | 'group'
  | 'account'
  | 'device'
  | 'other-system'
  | 'shared-account'
  | 'several-people';

/** What is said beside a wish. */
export interface AskedWith {
  /** Free text after "because" or "för att", trimmed, at most 200 characters. Left out when a password was typed. */
  reason?: string;
  /** INC0012345, #4711, SUP-123: upper case, without blanks. */
  ticket?: string;
  /** True when the message also names a password to set. */
  typedPassword: boolean;
}

export interface ActionCommand extends AskedWith {
  kind: 'action';
  action: ActionKind;
  target: NamedPerson;
  /** There when it is not sure that it is wished: the person is asked before anybody is looked up. */
  asks?: true;
}

/** How the message names a person: whose password is to be reset, or whose history is to be shown. */
export type NamedPerson =
  /** The number in the placeholder \uE000<index>\uE001. The text may hold a number that no mention has: check it. */
  | { by: 'mention'; index: number }
  /** Sign-in name or mail address, lower case. */
  | { by: 'address'; value: string }
  | { by: 'employee-number'; value: string }
  | { by: 'object-id'; value: string }
  /**
   * `alternative`: another reading, to be tried if there is nobody of the first: a final -s may be a genitive or a part of
   * the name, a word behind a comma a first name or a department. `place`: where the person belongs, for readings without it.
   */
  | { by: 'name'; value: string; alternative?: string; place?: string };
