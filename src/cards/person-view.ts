import { LONGEST, plainText } from './escape.ts';
import { addressLines, type Inlines, ROOM, shownName, shownValue, type TextStyle, words } from './text-runs.ts';

/** A person as the directory shows them. */
export interface Person {
  displayName: string;
  userPrincipalName: string;
  jobTitle?: string;
  department?: string;
  /** data: URL of a PNG or JPEG of about 48 x 48 pixels. */
  photo?: string;
}

interface PersonView {
  hasPhoto: boolean;
  photo: string;
  initials: Inlines;
  name: Inlines;
  /** One or two lines. */
  signInName: { inlines: Inlines }[];
  hasWork: boolean;
  work: Inlines;
}

const PHOTO = /^data:image\/(?:png|jpeg|gif);base64,[A-Za-z0-9+/]+={0,2}$/;

/** What a template needs to draw a person: photo or initials, name, sign-in name, title and department. */
export function personView(person: Person, photos: boolean, nameStyle: TextStyle, signInStyle: TextStyle): PersonView {
  const photo = photos && person.photo && PHOTO.test(person.photo) ? person.photo : undefined;
  const work = [person.jobTitle, person.department]
    .map(part => plainText(part ?? '', LONGEST.title))
    .filter(part => part !== '');
  const room = signInStyle.weight === 'bolder' ? ROOM.besidePhotoInBold : ROOM.besidePhoto;
  return {
    hasPhoto: photo !== undefined,
    photo: photo ?? '',
    initials: words(initialsOf(person.displayName), { weight: 'bolder' }),
    name: shownName(person.displayName, nameStyle),
    signInName: addressLines(person.userPrincipalName, room, signInStyle).map(inlines => ({ inlines })),
    hasWork: work.length > 0,
    work: shownValue(work.join(' · '), { isSubtle: true }),
  };
}

/** The first letters of the first and the last word, in capitals; a question mark for a name without letters. */
export function initialsOf(displayName: string): string {
  const initials = displayName
    .normalize('NFC')
    .split(/[\s\p{Z}]+/u)
    .map(word => /[\p{L}\p{N}]/u.exec(word)?.[0])
    .filter(letter => letter !== undefined);
  const ends = initials.length > 1 ? [initials[0], initials.at(-1)] : initials;
  return ends.join('').toUpperCase() || '?';
}
