import type { Logger } from 'pino';

/** A library's remark, without what it hangs onto it. */
const LONGEST = 300;

const LEVELS = { error: 'warn', warn: 'warn', log: 'debug', info: 'debug', debug: 'debug', trace: 'debug' } as const;

/**
 * Has what libraries write to the console written into the log instead: botframework-connector does so with tokens that
 * it refuses. Only the text of the first argument is kept, or the message of an error; objects may hold anything. Ends when
 * the returned function is called.
 */
export function routeConsole(log: Logger, target: Console = console): () => void {
  const before = { ...target };
  for (const [method, level] of Object.entries(LEVELS)) {
    Reflect.set(target, method, (first: unknown) =>
      log[level]({ text: textOf(first) }, 'a library wrote to the console'),
    );
  }
  return () => {
    for (const method of Object.keys(LEVELS)) Reflect.set(target, method, Reflect.get(before, method));
  };
}

function textOf(first: unknown): string {
  if (typeof first === 'string') return first.slice(0, LONGEST);
  return first instanceof Error ? `${first.name}: ${first.message}`.slice(0, LONGEST) : `(${typeof first})`;
}
