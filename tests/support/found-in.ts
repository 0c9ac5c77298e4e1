/** How many hashes the first look tells apart; most places of a text end there. */
const SLOTS = 2 ** 22;
const BASE = 31;

/**
 * Which of these strings stand in one of the texts. Looks at each text once, however many are wanted, by a hash of the next few
 * characters: a search for each of them would take half an hour.
 * @param wanted at least one, each of at least one character
 */
export function foundIn(texts: readonly string[], wanted: Iterable<string>): Set<string> {
  const all = [...new Set(wanted)];
  const length = Math.min(...all.map(one => one.length));
  const byStart = Map.groupBy(all, one => one.slice(0, length));
  const known = new Uint8Array(SLOTS);
  for (const start of byStart.keys()) known[slotOf(hashOf(start, length))] = 1;
  const power = Array.from({ length: length - 1 }).reduce<number>(product => Math.imul(product, BASE), 1);
  const found = new Set<string>();
  for (const text of texts) {
    let hash = hashOf(text, length);
    for (let from = 0; from + length <= text.length; from += 1) {
      if (known[slotOf(hash)] === 1) {
        for (const one of byStart.get(text.slice(from, from + length)) ?? [])
          if (text.startsWith(one, from)) found.add(one);
      }
      const without = hash - Math.imul(text.charCodeAt(from), power);
      hash = (Math.imul(without, BASE) + text.charCodeAt(from + length)) | 0;
    }
  }
  return found;
}

function hashOf(text: string, length: number): number {
  let hash = 0;
  for (let at = 0; at < length; at += 1) hash = (Math.imul(hash, BASE) + text.charCodeAt(at)) | 0;
  return hash;
}

function slotOf(hash: number): number {
  return (hash ^ (hash >>> 15)) & (SLOTS - 1);
}
