import { z } from 'zod';

/**
 * What the directory says of a person that goes with a request, for the cards and to tell whether it still is the same one: what
 * stands here is kept, and read back by the stores.
 */
export const PARTICULARS = z.object({
  id: z.string(),
  displayName: z.string(),
  userPrincipalName: z.string(),
  givenName: z.string().optional(),
  surname: z.string().optional(),
  jobTitle: z.string().optional(),
  department: z.string().optional(),
});

export type Particulars = Readonly<z.infer<typeof PARTICULARS>>;

/** That part of an account, and nothing else. */
export function particularsOf(account: Particulars): Particulars {
  return PARTICULARS.parse(account);
}
