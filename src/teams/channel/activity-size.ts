/** Teams keeps activities below about 100 KB, of which most is text: none comes near these. */
const MOST_VALUES = 5_000;
const DEEPEST = 64;

/**
 * Whether parsed JSON has more values (properties and elements, of all levels) or more levels than an activity has. What is
 * done with an activity afterwards takes a time for each value, and a call for each level. Stops at the first one too many.
 */
export function isTooLarge(parsed: unknown): boolean {
  let values = 0;
  let level: unknown[] = [parsed];
  for (let depth = 0; level.length > 0; depth += 1) {
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      for (const name in value) {
        values += 1;
        if (values > MOST_VALUES || depth >= DEEPEST) return true;
        next.push(Reflect.get(value, name));
      }
    }
    level = next;
  }
  return false;
}
