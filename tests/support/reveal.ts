import { textOf } from './chat.ts';

/** Any temporary password. */
export const PASSWORD = /[DFHLMNRT][c-x2-9]{3}(-[c-x2-9]{4}){3}/;

/** The temporary password on a reveal card; throws when there is none. */
export function passwordOn(card: unknown): string {
  const found = PASSWORD.exec(textOf(card));
  if (!found) throw new Error(`There is no temporary password on the card: ${JSON.stringify(card)}`);
  return found[0];
}
