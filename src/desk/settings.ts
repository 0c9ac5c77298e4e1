import type { Locale } from '../locales/locale.ts';
import type { Place, Somebody } from './request/people.ts';
import type { Alarm } from './request/proof.ts';

/** Where requests are approved, and who said so. */
export interface ApprovalsConversation {
  place: Place;
  locale: Locale;
  timeZone?: string;
  setBy: Somebody;
  /** Milliseconds since the epoch. */
  setAt: number;
  /** Whose members it is about; missing: everybody who is in no such unit. */
  unit?: Unit;
}

/** That of one administrative unit. */
export type UnitApprovals = ApprovalsConversation & { unit: Unit };

/** An administrative unit, with its name when it was chosen. */
export interface Unit {
  id: string;
  name: string;
}

/** An alarm of one request. */
export interface RaisedAlarm extends Alarm {
  requestId: string;
  /** Whose request was stopped: they can't end it. */
  requester: Pick<Somebody, 'id' | 'acting' | 'employeeIds'>;
  /** A lead has said that it was a mistake. For their own requests it stays in force. */
  ended?: { by: Pick<Somebody, 'id' | 'name' | 'acting' | 'employeeIds'>; at: number };
}

/** The latest alarm about a target, for all requests about them. */
export interface AlarmAbout extends RaisedAlarm {
  /** Opaque and unguessable; all that its card carries. */
  id: string;
  target: { id: string; name: string };
  /** Those of a day before it, latest first; missing where there was none. */
  before?: readonly RaisedAlarm[];
}

/** What an administrator has set in chat, and what is known of people beyond one request. */
export interface Settings {
  /** By the object id of the target. */
  [alarm: `alarm:${string}`]: AlarmAbout;
  /** When somebody was asked for a proof, by the kind and their object id. Milliseconds since the epoch, of the last day. */
  [asks: `asks:${string}`]: readonly number[];
  /** What was taken away because it was old. */
  forgotten: ForgottenSoFar;
  /** Where requests from personal chats are approved, and who said so. */
  approvals: ApprovalsConversation;
  /** Where those about the members of one administrative unit are, one for each unit. */
  unitApprovals: readonly UnitApprovals[];
  /** Where one administrator wants them to be approved, for a second one to agree. */
  proposedApprovals: Proposal;
  /** Where Teams is reached for that conversation, when that has changed since it was set. */
  approvalsAddress: { conversationId: string; serviceUrl: string; notedAt: number };
}

/** The same as it is read. */
export interface NamedUnit extends Unit {
  /** true: who is in it can't be read. */
  hidesMembers?: boolean;
}

/** What was taken away because it was old, and is not on record yet. */
export interface ForgottenSoFar {
  /** When the last row of the record about it was written, in milliseconds since the epoch; missing: there is none. */
  at?: number;
  requests: number;
  settings: number;
  /** Rows of the record. */
  rows: number;
}

/** A move of the approvals that waits for a second administrator. */
export interface Proposal {
  /** Opaque and unguessable; all that its card carries. */
  id: string;
  approvals: Omit<Settings['approvals'], 'setAt'>;
  /** All accounts of whoever wants it, as far as known; missing in one from before they were kept. */
  accounts?: readonly string[];
  /** Milliseconds since the epoch. */
  proposedAt: number;
  /** The conversation whose people are asked: the present one, or where there is none the new one. */
  askedIn: Place;
}
