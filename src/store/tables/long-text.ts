import { StoreError } from '../../errors.ts';

/** A string property holds 64 KiB of UTF-16, an entity 1 MiB ("Understanding the Table service data model"). */
const PIECE = 32_000;
const PIECES = 12;
/** These end a line for patterns that read a transaction line by line, and are written with a backslash therefore. */
const ESCAPES = [
  ['\\\\', '\\'],
  ['\\L', '\u2028'],
  ['\\P', '\u2029'],
] as const;
const ESCAPE_OF = new Map<string, string>(ESCAPES.map(([escaped, character]) => [character, escaped]));
const CHARACTER_OF = new Map<string, string>(ESCAPES);

/**
 * A text as one or more string properties: `name`, `name_2`, `name_3` and so on.
 * @throws StoreError when it is too long for a row.
 */
export function splitText(name: string, plain: string): Record<string, string> {
  const text = plain.replace(/[\\\u2028\u2029]/g, character => ESCAPE_OF.get(character) ?? character);
  const pieces: Record<string, string> = {};
  let begin = 0;
  for (let count = 1; count === 1 || begin < text.length; count += 1) {
    if (count > PIECES) {
      throw new StoreError(
        `The store takes texts of at most ${PIECE * PIECES} characters, and ${name} has ${text.length}. Shorten it.`,
      );
    }
    const end = pieceEnd(text, begin);
    pieces[pieceName(name, count)] = text.slice(begin, end);
    begin = end;
  }
  return pieces;
}

/** The text that was split; undefined when there is none. */
export function joinText(name: string, values: Readonly<Record<string, unknown>>): string | undefined {
  const first = values[name];
  if (typeof first !== 'string') return undefined;
  let text = first;
  for (let count = 2; ; count += 1) {
    const piece = values[pieceName(name, count)];
    // An escape that nobody wrote must not read like one that somebody did.
    if (typeof piece !== 'string') return text.replace(/\\./gs, escaped => CHARACTER_OF.get(escaped) ?? '\ufffd');
    text += piece;
  }
}

function pieceName(name: string, count: number): string {
  return count === 1 ? name : `${name}_${count}`;
}

/** Half a surrogate pair is no valid text on the way to the service. */
function pieceEnd(text: string, begin: number): number {
  const end = Math.min(begin + PIECE, text.length);
  const last = text.charCodeAt(end - 1);
  return end < text.length && last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}
