/** Words for reading a password out on the phone. */
interface Alphabet {
  /** a to z */
  readonly letters: readonly string[];
  /** 0 to 9 */
  readonly digits: readonly string[];
  readonly symbols: Readonly<Record<string, string>>;
  /** Said before the word of a capital letter. */
  readonly capital: string;
  /** Said before the code point of a character without a name. */
  readonly character: string;
}

/** ICAO spelling alphabet (Annex 10, volume II, 5.2.1.3). */
const english: Alphabet = {
  letters:
    'Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu'.split(
      ' ',
    ),
  digits: 'zero one two three four five six seven eight nine'.split(' '),
  symbols: {
    ' ': 'space',
    '!': 'exclamation mark',
    '"': 'double quote',
    '#': 'hash',
    $: 'dollar sign',
    '%': 'percent sign',
    '&': 'ampersand',
    "'": 'apostrophe',
    '(': 'left parenthesis',
    ')': 'right parenthesis',
    '*': 'asterisk',
    '+': 'plus sign',
    ',': 'comma',
    '-': 'hyphen',
    '.': 'full stop',
    '/': 'slash',
    ':': 'colon',
    ';': 'semicolon',
    '<': 'less-than sign',
    '=': 'equals sign',
    '>': 'greater-than sign',
    '?': 'question mark',
    '@': 'at sign',
    '[': 'left square bracket',
    '\\': 'backslash',
    ']': 'right square bracket',
    '^': 'caret',
    _: 'underscore',
    '`': 'backtick',
    '{': 'left curly bracket',
    '|': 'vertical bar',
    '}': 'right curly bracket',
    '~': 'tilde',
  },
  capital: 'capital',
  character: 'character',
};

/** The Swedish spelling alphabet of the police and the emergency services. */
const swedish: Alphabet = {
  letters:
    'Adam Bertil Caesar David Erik Filip Gustav Helge Ivar Johan Kalle Ludvig Martin Niklas Olof Petter Qvintus Rudolf Sigurd Tore Urban Viktor Wilhelm Xerxes Yngve Zäta'.split(
      ' ',
    ),
  digits: 'noll ett två tre fyra fem sex sju åtta nio'.split(' '),
  symbols: {
    å: 'Åke',
    ä: 'Ärlig',
    ö: 'Östen',
    ' ': 'mellanslag',
    '!': 'utropstecken',
    '"': 'citattecken',
    '#': 'nummertecken',
    $: 'dollartecken',
    '%': 'procenttecken',
    '&': 'et-tecken',
    "'": 'apostrof',
    '(': 'vänster parentes',
    ')': 'höger parentes',
    '*': 'asterisk',
    '+': 'plustecken',
    ',': 'kommatecken',
    '-': 'bindestreck',
    '.': 'punkt',
    '/': 'snedstreck',
    ':': 'kolon',
    ';': 'semikolon',
    '<': 'mindre än-tecken',
    '=': 'likhetstecken',
    '>': 'större än-tecken',
    '?': 'frågetecken',
    '@': 'snabel-a',
    '[': 'vänster hakparentes',
    '\\': 'omvänt snedstreck',
    ']': 'höger hakparentes',
    '^': 'cirkumflex',
    _: 'understreck',
    '`': 'grav accent',
    '{': 'vänster klammerparentes',
    '|': 'lodstreck',
    '}': 'höger klammerparentes',
    '~': 'tilde',
  },
  capital: 'stort',
  character: 'tecknet',
};

const alphabets = { en: english, sv: swedish } as const;

/** A part of a password with its read-aloud line. */
export interface SpelledBlock {
  text: string;
  spoken: string;
}

/**
 * Spells a password for reading it out: "capital Tango, four, Kilo, X-ray, hyphen". The blocks end at hyphens and keep
 * them, so that their texts joined are the password. A character that Microsoft Entra ID does not allow in a password
 * is named by its code point.
 */
export function spellPassword(
  password: string,
  locale: keyof typeof alphabets,
): { blocks: SpelledBlock[]; spoken: string } {
  const alphabet = alphabets[locale];
  const blocks = (password.match(/[^-]*-|[^-]+/g) ?? []).map(text => ({ text, spoken: spell(text, alphabet) }));
  return { blocks, spoken: blocks.map(block => block.spoken).join('; ') };
}

function spell(text: string, alphabet: Alphabet): string {
  return Array.from(text, character => nameOf(character, alphabet)).join(', ');
}

function nameOf(character: string, alphabet: Alphabet): string {
  const lower = character.toLowerCase();
  const word = wordFor(character, lower, alphabet);
  if (word === undefined) return codePoint(character, alphabet);
  return lower === character ? word : `${alphabet.capital} ${word}`;
}

function wordFor(character: string, lower: string, alphabet: Alphabet): string | undefined {
  if (/^[A-Za-z]$/.test(character)) return alphabet.letters[lower.charCodeAt(0) - 'a'.charCodeAt(0)];
  if (/^[0-9]$/.test(character)) return alphabet.digits[Number(character)];
  return alphabet.symbols[lower];
}

function codePoint(character: string, alphabet: Alphabet): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `${alphabet.character} U+${hex}`;
}
