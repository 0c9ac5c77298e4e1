import fc from 'fast-check';
import { generateTemporaryPassword } from '../../../src/desk/actions/reset-password/temporary-password.ts';

const WORDS = [
  ...['Sommar', 'Vinter', 'Losenord', 'Lösenord', 'Hemligt', 'Välkommen', 'Fjällvind', 'Kaffe', 'Stockholm'],
  ...['Summer', 'Winter', 'Password', 'Welcome', 'Qwerty', 'Hunter', 'Contoso', 'Coffee', 'Monday'],
];
const YEARS = ['1999', '2019', '2023', '2024', '2025', '2026'];
const SYMBOLS = ['!', '#', '@', '$', '%', '&', '?', '*', '+', '='];

const ours = fc.constant('').map(() => generateTemporaryPassword([]));
/** Our own, as it comes through a clipboard, a telephone or a careless hand. */
const oursWritten = fc
  .tuple(
    ours,
    fc.constantFrom(
      'as it is',
      'joined',
      'blanks',
      'small',
      'capitals',
      'dashes',
      'within',
      'spelled',
      'bars',
      'dictated',
      'read',
    ),
  )
  .map(([password, how]) => {
    switch (how) {
      case 'joined':
        return password.replaceAll('-', '');
      case 'blanks':
        return password.replaceAll('-', ' ');
      case 'small':
        return password.toLowerCase();
      case 'capitals':
        return password.toUpperCase();
      case 'dashes':
        return password.replaceAll('-', '\u2011');
      case 'spelled':
        return [...password].join(' ');
      case 'dictated':
        return password.replaceAll('-', ' bindestreck ');
      case 'read':
        return [...password].join(', ').replaceAll('-', 'Minus');
      case 'bars':
        return password.replaceAll('-', '  |  ');
      case 'within':
        return `pw=${password};`;
      default:
        return password;
    }
  });
const word = fc.constantFrom(...WORDS);
const wordAndYear = fc
  .tuple(word, fc.constantFrom('-', '-', '-', '_', '.', '/', ':', '#', '', '\u2013'), fc.constantFrom(...YEARS))
  .map(parts => parts.join(''));
const yearAndWord = fc
  .tuple(fc.constantFrom(...YEARS), fc.constantFrom('-', '_', '.', '/', ':', '#', '%', ''), word)
  .map(parts => parts.join(''));
/** What a helpdesk gives out in a hurry, and a word that begins like a computer's name. */
const usual = fc
  .tuple(
    fc.constantFrom('Admin', 'Temp', 'Start', 'Pass', 'Apple', 'Sweden', 'Adidas', 'Macarena', 'Server!'),
    fc.constantFrom('', '-', '_'),
    fc.constantFrom(...YEARS, '123', '1234'),
  )
  .map(parts => parts.join(''));
/** One digit in the place of a letter, and nothing else: P4ssword. */
const oneDigit = fc
  .tuple(word, fc.constantFrom('a4', 'å4', 'o0', 'ö0', 'e3', 'i1', 's5'))
  .map(([text, [letter = '', digit = '']]) => text.replace(letter, digit))
  .filter(text => /\d/.test(text) && text.length >= 6);
const wordAndMore = fc
  .tuple(word, fc.integer({ min: 1, max: 9999 }), fc.constantFrom('', '!', '!!', '#x', '%y', '_z'))
  .map(parts => parts.join(''));
const leet = fc
  .tuple(word, fc.constantFrom(...SYMBOLS), fc.integer({ min: 10, max: 999 }))
  .map(([text, symbol, n]) => `${text.replace(/[aå]/g, '4').replace(/[oö]/g, '0').replace(/e/g, '3')}${symbol}${n}x`);
const favouriteInCapitals = fc
  .tuple(
    fc.constantFrom('SOMMAR', 'VINTER', 'LOSENORD', 'PASSWORD', 'WELCOME'),
    fc.constantFrom('-', ''),
    fc.constantFrom(...YEARS),
  )
  .map(parts => parts.join(''));
/** As a generator of passwords draws them: all four classes, mixed. */
const drawn = fc
  .tuple(
    fc.stringMatching(/^[a-z]{3,6}$/),
    fc.stringMatching(/^[A-Z]{2,4}$/),
    fc.stringMatching(/^[0-9]{2,4}$/),
    fc.stringMatching(/^[!@$%^&?]{1,3}$/),
    fc.integer(),
  )
  .map(([small, capital, digits, symbols, seed]) => {
    const mixed = shuffled([...small, ...capital, ...digits, ...symbols], seed).join('');
    return `${small.charAt(0)}${mixed}${capital.charAt(0)}${digits.charAt(0)}`;
  });
const hidden = fc.tuple(wordAndYear, fc.nat(4)).map(([text, at]) => `${text.slice(0, at)}\u200b${text.slice(at)}`);

function shuffled(characters: string[], seed: number): string[] {
  return characters
    .map((character, n) => ({ character, rank: Math.abs(Math.sin(seed + n * 7919)) }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ character }) => character);
}

/** What people write as a password, and what they paste of ours. */
export const typedPassword: fc.Arbitrary<string> = fc.oneof(
  oursWritten,
  wordAndYear,
  yearAndWord,
  usual,
  oneDigit,
  wordAndMore,
  leet,
  favouriteInCapitals,
  drawn,
  hidden,
);

/** Whether a text still holds a password, or as much of it as would help: in any case, joined or not. */
export function isLeaked(text: string, password: string): boolean {
  return leakedOf(text, [password]).length > 0;
}

/** Those of the passwords of which the same is true. */
export function leakedOf(text: string, passwords: readonly string[]): string[] {
  const found = bare(text);
  return passwords.filter(password => found.includes(bare(password.replace(/^pw=|;$/g, ''))));
}

function bare(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cf}\s-]/gu, '')
    .toLowerCase();
}
