import type { Locale } from '../../locales/locale.ts';
import type { Findings } from '../actions/kept.ts';
import type { Particulars } from './particulars.ts';

/** A conversation in Teams, and the card in it that belongs to the request. */
export interface Place {
  serviceUrl: string;
  conversationId: string;
  /** True for the one-to-one chat with the bot. */
  personal: boolean;
  /** Activity id of the card; missing until it was sent. */
  cardId?: string;
}

/** The account that somebody acts with, where it is another one than the one that they chat with. */
interface ActingAccount {
  /** Object id in Entra ID. */
  id: string;
  /** Its sign-in name. */
  name: string;
}

/** Somebody who does something, as it is kept who that was. */
export interface Somebody {
  /** Object id in Entra ID of the account that they chat with. */
  id: string;
  name: string;
  /** Known once they are signed in. */
  acting?: ActingAccount;
  /** The employee IDs of their accounts, where the policy joins accounts by them; missing: not read. */
  employeeIds?: readonly string[];
  /** Their other accounts by the pairs of the policy. */
  others?: readonly string[];
}

/** Who asks, and how to talk to them. */
export interface Asker extends Somebody {
  /** Their id on the channel (29:...), which the token service knows them by. */
  channelUserId: string;
  locale: Locale;
  /** IANA name, from the activity. */
  timeZone?: string;
}

export interface ChosenTarget extends Particulars {
  /** Names of the active roles that are known, for the cards. */
  roleNames: readonly string[];
  /** Names of the roles that it may activate; missing in requests from before they were read. */
  eligibleNames?: readonly string[];
  /** Mastered in Windows Server AD: the outcome is known only when the operation says so. */
  synced: boolean;
  /** False where the confirm card could not know custom and scoped roles yet. */
  rolesComplete: boolean;
  /** The confirm card could not know for which roles it is eligible. */
  eligibilityUnknown?: boolean;
  /** The roles that the confirm card knew: template ids, with @ and the unit's id where scoped, eligible ones marked, sorted. */
  roleIds: readonly string[];
  /** The administrative units that the card knew it to be in; missing: none, or unknown. */
  unitIds?: readonly string[];
  /** What the action needed to know beside, as the confirm card showed it. */
  findings?: Findings;
}

export interface Candidate {
  id: string;
  displayName: string;
  userPrincipalName: string;
  /** Missing in requests from before it was kept. */
  department?: string;
}

/**
 * How far the role reaches by which somebody is let through: to everybody in the tenant, as those of Global and Privileged
 * Authentication Administrators do that hold for all of it, or to some.
 */
export type Reach = 'everybody' | 'some';

/** Somebody with a stronger role has taken the target from a request. */
export interface TakenOver {
  by: Somebody;
  at: number;
}

/** Why people are offered who are not quite what was written: nobody is called that, or nobody who is, works there. */
export const UNSURE = ['name', 'place'] as const;
export type Unsure = (typeof UNSURE)[number];
