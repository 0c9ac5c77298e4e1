/** The longest a value may be on a card, in code points. A sign-in name has at most 113 characters. */
export const LONGEST = { name: 60, address: 120, sentence: 200, explanation: 400, ticket: 40, title: 40 } as const;

// Controls, formatting characters (zero width, bidirectional, tags, soft hyphen), unassigned and private ones, and the
// letters that draw nothing.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Default_Ignorable_Code_Point}\u2800]/gu;
const STACKED_MARKS = /(\p{M}{2})\p{M}+/gu;
const ADDRESS = /^[\p{L}\p{N}.'_!#^~+&-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u;
const BREAK = '\u200b';

/**
 * A value as plain text on one line: without control, zero-width and bidirectional characters, and cut with an ellipsis.
 * For action titles and the contents of inputs, which no client formats.
 * @param longest in code points
 */
export function plainText(value: string, longest: number): string {
  const line = value
    .replace(/[\s\p{Z}]+/gu, ' ')
    .replace(INVISIBLE, '')
    .replace(STACKED_MARKS, '$1')
    .replace(/ {2,}/g, ' ')
    .trim();
  return cut(line, longest).replace(/\{(?=\{)/g, `{${BREAK}`);
}

/**
 * A value of the directory or of a user for a TextRun of a RichTextBlock, the only place where such a value is shown.
 * Markdown needs no escape there (Adaptive Cards, text features: "RichTextBlock does not support markdown"), and none
 * would do: Teams shows backslashes differently on desktop and phone. What looks like a link or an address gets a
 * zero-width space inside, since clients make links of bare ones. `{{` is kept apart because of {{DATE()}} and {{TIME()}}.
 * @param longest in code points
 */
export function shownText(value: string, longest: number): string {
  return plainText(value, longest)
    .replace(/[.。．｡](?=\S)/g, `$&${BREAK}`)
    .replace(/@+/g, `${BREAK}$&${BREAK}`)
    .replace(/:(?=\/)/g, `:${BREAK}`)
    .replace(/\/(?=\/)/g, `/${BREAK}`);
}

/**
 * A sign-in name or mail address, left as it is so that it can be copied: if a client makes a link of it, that link goes
 * where the text says. Anything that is not shaped like an address is treated as other text.
 */
export function shownAddress(value: string): string {
  const line = plainText(value, LONGEST.address);
  return ADDRESS.test(line) ? line : shownText(value, LONGEST.name);
}

function cut(line: string, longest: number): string {
  const characters = Array.from(line);
  return characters.length <= longest
    ? line
    : `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`;
}
