import { nameWords } from './name-words.ts';
import nicknames from './nicknames.json' with { type: 'json' };

/** By each name, in comparable letters, the names that stand in a line with it. */
const BY_NAME = new Map<string, Set<string>>();
for (const line of nicknames) {
  const names = line.flatMap(name => nameWords(name).map(({ whole }) => whole));
  for (const name of names) BY_NAME.set(name, new Set([...(BY_NAME.get(name) ?? []), ...names]));
}

/** Whether people with one of these names are also called by the other: Bob and Robert, Lasse and Lars. */
export function areNicknames(a: string, b: string): boolean {
  return a !== b && (BY_NAME.get(a)?.has(b) ?? false);
}

/** What people of this name are also called, spelt as in the table. */
export function otherNamesOf(name: string): string[] {
  const { whole } = nameWords(name)[0] ?? { whole: '' };
  const lines = nicknames.filter(line => line.some(other => nameWords(other)[0]?.whole === whole));
  return [...new Set(lines.flat())].filter(other => nameWords(other)[0]?.whole !== whole);
}
