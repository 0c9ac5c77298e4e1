/**
 * What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), with its full-width, small, raised and
 * lowered forms and the minus sign: whatever does not stand right behind a letter or a digit. Which character parts the
 * cells is the reader's choice (a semicolon in most of Europe), and quotes in the middle of what it takes for a cell do not hold it.
 */
const FORMULA =
  /(?<![\p{L}\p{N}])(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u207A-\u207C\u208A-\u208C\u2212])/gu;
/** Characters that a reader takes away before it looks at the cell. */
const TAKEN_AWAY = /^'*[\t\r\n]/;

/** RFC 4180: lines end with CRLF, and a quote inside a cell is doubled; no cell is one that a spreadsheet runs. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** Reversible: an apostrophe in front of each of those characters, and of a cell that begins with a tab or the end of a line. */
function csvCell(text: string): string {
  const safe = text.replace(FORMULA, "'").replace(TAKEN_AWAY, "'$&");
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
