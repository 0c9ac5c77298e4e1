import type { Account } from '../../desk/judging/people-as-read.ts';
import { nameWords } from './name-words.ts';

/** Whether what was written beside a name is where this person works: department, office, city or company. */
export function isAtPlace(account: Account, place: string): boolean {
  const written = piecesOf(place);
  return placesOf(account).some(known => {
    const [fewer, more] = known.length < written.length ? [known, written] : [written, known];
    return fewer.length > 0 && fewer.every(piece => more.includes(piece));
  });
}

/** The words of all these places. */
export function placeWordsOf(account: Account): ReadonlySet<string> {
  return new Set(placesOf(account).flat());
}

function placesOf({ department, officeLocation, city, companyName }: Account): string[][] {
  return [department, officeLocation, city, companyName].map(place => piecesOf(place ?? ''));
}

function piecesOf(text: string): string[] {
  return nameWords(text).flatMap(({ pieces }) => pieces);
}
