import fc from 'fast-check';

const SURROGATES = { from: 0xd800, count: 0x800 };
const LAST = 0x10ffff;

function numberOf(character: unknown): number {
  const code = typeof character === 'string' ? character.codePointAt(0) : undefined;
  if (code === undefined || String.fromCodePoint(code) !== character) throw new Error('This is not one character.');
  return code < SURROGATES.from ? code : code - SURROGATES.count;
}

/** Any character of Unicode. */
const character = fc
  .nat(LAST - SURROGATES.count)
  .map(n => String.fromCodePoint(n < SURROGATES.from ? n : n + SURROGATES.count), numberOf);

/** Texts of any characters. What `unit: 'binary'` does takes a second, in which it makes a list of all characters. */
export function anyText(constraints: Omit<fc.StringConstraints, 'unit'> = {}): fc.Arbitrary<string> {
  return fc.string({ ...constraints, unit: character });
}
