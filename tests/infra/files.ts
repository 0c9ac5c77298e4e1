import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type BicepFile, type BicepResource, readBicep } from '../support/bicep.ts';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const text = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

const paths = globSync('infra/**/*.bicep', { cwd: ROOT }).map(file => file.replaceAll('\\', '/'));

/** Every Bicep file by its path from the root. */
export const BICEP: ReadonlyMap<string, BicepFile> = new Map(paths.map(file => [file, readBicep(text(file))]));

export function bicep(file: string): BicepFile {
  const found = BICEP.get(file);
  if (!found) throw new Error(`There is no ${file}`);
  return found;
}

/** Names that sound like a secret and hold none. */
export const HARMLESS: Readonly<Record<string, string>> = {
  sealKeyName: 'the name of the key in the vault',
  keyUrl: 'where the key is; using it takes a role, and it never leaves the vault',
  sealKeyUrl: 'the same address, in another module',
  previousSealKey: 'the address of the key or secret of before; anything else is refused',
  readsSecret: 'whether the seal key of before was a secret',
  key_vault_name: 'the name of the vault',
};

/** Every resource of this type that is made, with its file. */
export function made(type: string): (BicepResource & { file: string })[] {
  return [...BICEP].flatMap(([file, { resources }]) =>
    resources.filter(one => one.type === type && !one.existing).map(one => ({ ...one, file })),
  );
}

/** The only resource of this type. */
export function only(type: string): BicepResource {
  const [found, ...more] = made(type);
  if (!found || more.length > 0) throw new Error(`There are ${more.length + (found ? 1 : 0)} resources of ${type}`);
  return found;
}

/** Cells of the table below a heading of a page, or before any heading that follows it. */
export function table(page: string, heading: string): string[][] {
  const lines = text(page).split('\n');
  const start = lines.indexOf(heading);
  if (start === -1) throw new Error(`${page} has no heading ${heading}`);
  const next = lines.findIndex((line, index) => index > start && line.startsWith('#'));
  const rows = lines.slice(start + 1, next === -1 ? undefined : next).filter(line => line.startsWith('|'));
  return rows.map(row =>
    row
      .slice(1, -1)
      .split('|')
      .map(cell => cell.trim()),
  );
}

/** The first code span of a cell. */
export const code = (cell: string | undefined) => /`([^`]+)`/.exec(cell ?? '')?.[1];
