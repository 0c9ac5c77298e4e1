import type { Az } from './az.ts';

/** A command of the Azure CLI that changes something. */
export interface Change {
  args: readonly string[];
  body?: unknown;
  /** What a dry run takes for its answer. */
  instead?: unknown;
}

/** With what the steps of an installation work. */
export interface Hands {
  /** Whether nothing may be changed. */
  readonly dry: boolean;
  /** Asks. In a dry run, undefined where the question is about something that would only be made by then. */
  read(...args: string[]): unknown;
  /** Says why, and does it; in a dry run, shows the command instead. Throws an AzError. */
  change(why: string, change: Change): unknown;
  say(line: string): void;
}

/** Hands that do what they are told. */
export function workingHands(az: Az, say: (line: string) => void): Hands {
  return {
    dry: false,
    read: (...args) => az(args),
    change(why, { args, body }) {
      say(why);
      return az(args, body);
    },
    say,
  };
}

/** Hands that only ask, and show what they would do. */
export function idleHands(az: Az, say: (line: string) => void): Hands {
  return {
    dry: true,
    read: (...args) => (args.some(isUnknown) ? undefined : az(args)),
    change(why, { args, body, instead }) {
      say(why);
      say(`    ${commandLine(args, body)}`);
      return instead;
    },
    say,
  };
}

/** What a dry run writes where a value is not known before the step that makes it. */
export function unknownYet(name: string): string {
  return `<${name}>`;
}

function isUnknown(argument: string): boolean {
  return /<[A-Z_]+>/.test(argument);
}

/** A command as it is typed in bash. */
export function commandLine(args: readonly string[], body?: unknown): string {
  const all = body === undefined ? args : [...args, '--body', JSON.stringify(body)];
  return ['az', ...all.map(quoted)].join(' ');
}

function quoted(argument: string): string {
  return /^[\w@%+=:,./<>-]+$/.test(argument) && !isUnknown(argument)
    ? argument
    : `'${argument.replaceAll("'", "'\\''")}'`;
}
