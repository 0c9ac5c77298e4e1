/** The lines of somebody else: quoted with ">", or copied from a chat with the time before the name. */
const QUOTED = /^\s*>/;
const COPIED =
  /^\s*\[?(?:\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}[,T ]*)?\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?\]?\s*-?\s*([\p{L}\uE000\uE001\d][^:\n]{0,60}):\s/iu;
/** "Anna Berg, 09:14" on a line of its own: what follows is hers. */
const HEADED =
  /^\s*((?:\p{Lu}[\p{L}.'-]{0,30} ?){1,4}?),?\s+(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[, ]{0,3})?\d{1,2}[:.]\d{2}(?:\s?[AaPp][Mm])?\s*$/u;
/** "[External]", which mail programs write before a subject. */
const TAGGED = /^\s*\[\p{L}{1,20}\]\s*/u;
/** "User | Anna": a row of a table. */
const ROW = /^([^|\n]{1,40})\s\|\s([^|\n]+)$/;
/** Numbers and marks of a list. */
const BULLET = /^\s*(?:[-\u2022*\u00B7\u2023\u25AA]|\(?\d{1,2}[.)])\s+(?=\S)/u;
/** "/Erik", "// Erik": who writes. */
const SIGNED = /^\s*\/{1,2}\s?\p{L}[\p{L}.\s-]{0,40}$/u;
/** "/reset", as in programs that take commands. */
const SLASH = /^\s*\/(?=\p{L})/u;
const RULE = /^\s*(?:--|__|==|\*\*\*)[-_=*\s]*$/;

/** What somebody wrote themselves, and whether anything was somebody else's. */
interface WrittenLines {
  readonly text: string;
  /** Who is quoted, as written. */
  readonly quoted?: string;
}

/** Leaves out what is quoted or copied from others, list marks, and what stands below a rule or a signature. */
export function writtenLines(normalised: string): WrittenLines {
  const kept: string[] = [];
  let quoted: string | undefined;
  for (const line of normalised.split('\n')) {
    const author = COPIED.exec(line)?.[1];
    const head = HEADED.exec(line)?.[1];
    if (head !== undefined && kept.length === 0) return { text: '', quoted: head.trim() };
    if (author !== undefined) quoted ??= author.trim();
    else if (RULE.test(line) && kept.length > 0) break;
    else if (!QUOTED.test(line) && (kept.length === 0 || !SIGNED.test(line)))
      kept.push(
        line
          .replace(SLASH, '')
          .replace(TAGGED, '')
          .replace(BULLET, '')
          .replace(ROW, '$1: $2')
          .replaceAll(' | ', / \| .* \| /.test(line) ? '\n' : ' - '),
      );
  }
  return { text: kept.join('\n'), ...(quoted !== undefined && { quoted }) };
}
