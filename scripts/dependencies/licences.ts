import type { InstalledPackage } from './lock-file.ts';

/** Licences that ask for no more than to be named (SPDX). */
export const PERMITTED: ReadonlySet<string> = new Set([
  '(AFL-2.1 OR BSD-3-Clause)',
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'Unlicense',
]);

/** Packages whose package.json says nothing: what their own files say, looked up by hand. */
const SAID_ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['escape-regexp-component@1.0.2', 'MIT'], // Readme.md, "License"
  ['jspath@0.4.0', 'MIT'], // LICENSE
]);

/** The licence of a package (SPDX); undefined where nobody knows it. */
export function licenceOf({ name, version, license }: InstalledPackage): string | undefined {
  return license ?? SAID_ELSEWHERE.get(`${name}@${version}`);
}
