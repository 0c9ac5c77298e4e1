import type { Doubt } from '../../desk/request/doubt.ts';

type Whose = Doubt & { about: 'whose' };

/** What somebody was asked, as it is kept; an earlier version asked of a reset alone whose it is, the only thing that it could do. */
export type StoredDoubt = Exclude<Doubt, Whose> | (Omit<Whose, 'offered'> & Partial<Pick<Whose, 'offered'>>);

/** The doubt as the domain knows it. */
export function fromStoredDoubt(doubt: StoredDoubt): Doubt {
  return doubt.about === 'whose' ? { ...doubt, offered: doubt.offered ?? ['reset-password'] } : doubt;
}
