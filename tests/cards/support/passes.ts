import type { PassView } from '../../../src/cards/temporary-access-pass/pass-views.ts';

/** A pass for one sign-in, made at once, and one of several that begins the next morning. Times are those of Stockholm in March. */
export const CREATED = new Date('2026-03-12T13:35:00Z');
export const ONCE: PassView = {
  once: true,
  createdAt: CREATED,
  startsAt: CREATED,
  endsAt: new Date('2026-03-12T14:35:00Z'),
};
export const SEVERAL: PassView = {
  once: false,
  createdAt: CREATED,
  startsAt: new Date('2026-03-13T07:00:00Z'),
  endsAt: new Date('2026-03-13T15:00:00Z'),
};
/** The next day in the evening. */
export const LATER = new Date('2026-03-13T17:00:00Z');
