import type { Locale } from '../../locales/locale.ts';
import type { Place, Somebody } from './people.ts';
import type { HandoverTrouble } from './refusal.ts';

/** Who is told afterwards, in their own chat, of what was done to an account: whose it is, and their manager. */
export const TOLD_AS = ['target-told', 'manager-told'] as const;
export type ToldAs = (typeof TOLD_AS)[number];

/** Why nobody can be told: Teams does not let the bot write to them, or there is nobody to write to. */
export type Untold =
  | Exclude<HandoverTrouble, 'later'>
  | 'not-installed'
  | 'no-manager'
  | 'manager-unfit'
  | 'is-requester'
  | 'not-known';

/** Somebody who is told. */
export interface Told {
  /** Opaque and unguessable; its card carries it. */
  id: string;
  as: ToldAs;
  /** Who it is, and alone can say that it is not right; missing where there is nobody, or it is not known who. */
  of?: Pick<Somebody, 'id' | 'name'>;
  /** Where their card is; missing until it was sent. */
  place?: Place;
  /** How they read; missing until they have pressed. */
  viewer?: { locale: Locale; timeZone?: string };
  /** Why they are not told. */
  unsent?: Untold;
  /** When somebody wanted them to be reminded that it was not used up yet; missing where they are told of what was done. */
  remindedAt?: number;
}

/** Whether they still have to be told, or it has to be found out that they can't be. */
export function isToTell({ place, unsent }: Told): boolean {
  return place === undefined && unsent === undefined;
}

/** Whether somebody should have been told, and nobody could be. */
export function isNobodyTold(told: readonly Told[]): boolean {
  const ofWhatWasDone = told.filter(({ remindedAt }) => remindedAt === undefined);
  return ofWhatWasDone.length > 0 && ofWhatWasDone.every(({ unsent }) => unsent !== undefined);
}

/** When somebody last wanted the manager to be reminded, in milliseconds since the epoch; the beginning of time: nobody has. */
export function lastReminder(told: readonly Told[] | undefined): number {
  return Math.max(...(told ?? []).map(({ remindedAt = Number.NEGATIVE_INFINITY }) => remindedAt));
}

/** The same, with what is known of one of them. */
export function withToldAs(told: readonly Told[], id: string, changes: Partial<Told>): readonly Told[] {
  return told.map(each => (each.id === id ? { ...each, ...changes } : each));
}
