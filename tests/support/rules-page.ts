import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** docs/rules.md, the page that says all rules. */
export const PAGE = readFileSync(path.resolve(import.meta.dirname, '../../docs/rules.md'), 'utf8');

/** A row of a table by the names of its columns. */
export type Row = Readonly<Record<string, string>>;

/** The rows of the nth table under a heading; throws when there are none. */
export function table(heading: string, nth = 0): Row[] {
  const section = PAGE.split(/^#+ /m).find(part => part.startsWith(`${heading}\n`)) ?? '';
  const found = tablesIn(section)[nth];
  assert.ok(found && found.length > 0, `no table ${nth} under ${heading}`);
  return found;
}

/** The rows of all tables of the page. */
export function everyRow(): Row[] {
  return tablesIn(PAGE).flat();
}

/** The code spans of a text. */
export function code(cell: string | undefined): string[] {
  return [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, span]) => span ?? '');
}

function tablesIn(markdown: string): Row[][] {
  return [...markdown.matchAll(/(?:^\|.*\|\n)+/gm)].map(([lines]) => {
    const [head = [], , ...rows] = lines.trim().split('\n').map(cellsOf);
    for (const row of rows) assert.equal(row.length, head.length, row.join(' | '));
    return rows.map(row => Object.fromEntries(head.map((name, column) => [name, row[column] ?? ''])));
  });
}

function cellsOf(line: string): string[] {
  return line
    .slice(1, -1)
    .split('|')
    .map(cell => cell.trim());
}
