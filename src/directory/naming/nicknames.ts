import { nameWords } from './name-words.ts';
import nicknames from './nicknames.json' with { type: 'json' };

/** By each name, in comparable letters, the names that stand in a line with it, and how they are spelt. */
const BY_NAME = new Map<string, ReadonlyMap<string, string>>();
for (const line of nicknames) {
  const spelt = line.map(name => [plain(name), name] as const);
  for (const [name] of spelt) BY_NAME.set(name, new Map([...(BY_NAME.get(name) ?? []), ...spelt]));
}

/** Whether people with one of these names, in comparable letters, are also called by the other: Bob and Robert, Lasse and Lars. */
export function areNicknames(a: string, b: string): boolean {
  return a !== b && (BY_NAME.get(a)?.has(b) ?? false);
}

/** What people of this name are also called, spelt as in the table. */
export function otherNamesOf(name: string): string[] {
  const own = plain(name);
  return [...(BY_NAME.get(own) ?? [])].filter(([other]) => other !== own).map(([, spelt]) => spelt);
}

function plain(name: string): string {
  return nameWords(name)
    .map(({ whole }) => whole)
    .join('');
}
