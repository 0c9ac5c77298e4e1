import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');

/** A file of the project, by its path from the root. */
export const text = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

/** Every page of the project, by its path from the root. */
export const PAGES = globSync('**/*.md', {
  cwd: ROOT,
  exclude: ['node_modules', 'coverage', 'artifacts', 'data', 'dist'],
}).map(file => file.replaceAll('\\', '/'));

/** What stands below a heading of a page, up to the next heading of its kind or above; throws where there is no such heading. */
export function section(file: string, heading: string): string {
  const page = text(file);
  const from = page.startsWith(`${heading}\n`) ? 0 : page.indexOf(`\n${heading}\n`) + 1;
  assert.ok(page.startsWith(`${heading}\n`, from), `${file} has no heading ${heading}`);
  const below = page.slice(from + heading.length + 1);
  const level = heading.indexOf(' ');
  return below.split(new RegExp(`^#{1,${level}} `, 'm'))[0] ?? '';
}

/** Cells of the first table below a heading of a page, without its head. */
export function table(file: string, heading: string): string[][] {
  const [rows = ''] = /(?:^\|.*\|\n)+/m.exec(`${section(file, heading)}\n`) ?? [];
  return rows
    .trim()
    .split('\n')
    .slice(2)
    .map(line =>
      line
        .slice(1, -1)
        .split('|')
        .map(cell => cell.trim()),
    );
}

/** The code spans of a text. */
export function code(cell: string | undefined): string[] {
  return [...(cell ?? '').matchAll(/`([^`\n]+)`/g)].map(([, span]) => span ?? '');
}
