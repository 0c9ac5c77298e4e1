import { ROLES, type Role } from '../../locales/roles.ts';
import type { Chunk, PersonChunk } from './chunk.ts';

/** Somebody whom a construction names; undefined where chunks are not put together in its way. */
export type Construction = (chunks: readonly Chunk[]) => Match | undefined;

interface Match {
  readonly who?: PersonChunk;
}

/** A longer clause is no sentence of a person. */
export const MOST_CHUNKS = 60;

type Test = (chunk: Chunk) => boolean;
/** What to do in a state: look at a chunk, go on in two ways, the first before the second, or be at the end. */
type Instruction =
  | { do: 'take'; test: Test; names: boolean; next: number }
  | { do: 'fork'; ways: readonly number[] }
  | { do: 'accept' };

const KINDS: Readonly<Record<string, Test>> = {
  /** Somebody named, in whatever case. */
  named: chunk => chunk.kind === 'person',
  /** Somebody named whose name shows, or takes no, ending of an owner: "Anna's", "Lars". */
  owner: chunk => chunk.kind === 'person' && chunk.owner,
  /** A word with no part in any language. */
  unknown: chunk => chunk.kind === 'word' && chunk.roles.size === 0,
};

/**
 * Makes a construction of its description: roles and kinds of chunks one after the other; `?` may be missing, `*` any number
 * of times, `(a | b)` either; `who:x` is the person it is about; a name in capitals stands for another description. It takes
 * time in proportion to the words and to itself, whatever the words.
 * @throws TypeError for a description that can't be read
 */
export function construct(description: string, named: Readonly<Record<string, string>>): Construction {
  const program = new Program(named);
  const start = program.compile(description, program.add({ do: 'accept' }));
  const seen = new Seen(program.instructions.length);
  return chunks => (chunks.length > MOST_CHUNKS ? undefined : run(program.instructions, start, chunks, seen));
}

const LAST_ATTEMPT = 0xffff_ffff;

/** Which states were tried at which chunk, of one attempt after the other. */
class Seen {
  private readonly attempts: Uint32Array;
  private attempt = 0;

  constructor(states: number) {
    this.attempts = new Uint32Array(states * (MOST_CHUNKS + 1));
  }

  begin(): void {
    if (this.attempt === LAST_ATTEMPT) this.attempts.fill(0);
    this.attempt = this.attempt === LAST_ATTEMPT ? 1 : this.attempt + 1;
  }

  /** True the first time of an attempt. */
  isNew(state: number, at: number): boolean {
    const index = state * (MOST_CHUNKS + 1) + at;
    if (this.attempts[index] === this.attempt) return false;
    this.attempts[index] = this.attempt;
    return true;
  }
}

function run(
  instructions: readonly Instruction[],
  start: number,
  chunks: readonly Chunk[],
  seen: Seen,
): Match | undefined {
  seen.begin();
  const attempt = (state: number, at: number, who: PersonChunk | undefined): Match | undefined => {
    const instruction = instructions[state];
    if (instruction === undefined || !seen.isNew(state, at)) return undefined;
    if (instruction.do === 'accept') return at === chunks.length ? { ...(who && { who }) } : undefined;
    if (instruction.do === 'take') {
      const chunk = chunks[at];
      if (chunk === undefined || !instruction.test(chunk)) return undefined;
      return attempt(instruction.next, at + 1, instruction.names && chunk.kind === 'person' ? chunk : who);
    }
    for (const way of instruction.ways) {
      const match = attempt(way, at, who);
      if (match !== undefined) return match;
    }
    return undefined;
  };
  return attempt(start, 0, undefined);
}

/** Compiles descriptions, from their end to their beginning. */
class Program {
  readonly instructions: Instruction[] = [];
  private readonly named: Readonly<Record<string, string>>;

  constructor(named: Readonly<Record<string, string>>) {
    this.named = named;
  }

  add(instruction: Instruction): number {
    return this.instructions.push(instruction) - 1;
  }

  /** The state in which to begin, to be in `next` behind what is described. */
  compile(description: string, next: number): number {
    const tokens = description.match(/[()|?*]|[\w:-]+/g) ?? [];
    const start = this.either(tokens, next);
    if (tokens.length > 0) throw new TypeError(`Not expected: ${tokens.join(' ')}`);
    return start;
  }

  /** Takes tokens off the end, down to an opening parenthesis. */
  private either(tokens: string[], next: number): number {
    const ways = [this.sequence(tokens, next)];
    while (tokens.at(-1) === '|') {
      tokens.pop();
      ways.unshift(this.sequence(tokens, next));
    }
    return ways.length === 1 ? (ways[0] ?? next) : this.add({ do: 'fork', ways });
  }

  private sequence(tokens: string[], next: number): number {
    let start = next;
    while (tokens.length > 0 && !/^[(|]$/.test(tokens.at(-1) ?? '')) start = this.repeated(tokens, start);
    return start;
  }

  private repeated(tokens: string[], next: number): number {
    const mark = /^[?*]$/.test(tokens.at(-1) ?? '') ? tokens.pop() : undefined;
    if (mark === undefined) return this.single(tokens, next);
    if (mark === '?') return this.add({ do: 'fork', ways: [this.single(tokens, next), next] });
    const ways: number[] = [];
    const loop = this.add({ do: 'fork', ways });
    ways.push(this.single(tokens, loop), next);
    return loop;
  }

  private single(tokens: string[], next: number): number {
    const token = tokens.pop() ?? '';
    if (token === ')') {
      const start = this.either(tokens, next);
      if (tokens.pop() !== '(') throw new TypeError('A parenthesis is not opened.');
      return start;
    }
    const names = token.startsWith('who:');
    const atom = token.slice(names ? 'who:'.length : 0);
    const description = this.named[atom];
    return description === undefined
      ? this.add({ do: 'take', test: testOf(atom), names, next })
      : this.compile(description, next);
  }
}

function testOf(atom: string): Test {
  const kind = KINDS[atom];
  if (kind !== undefined) return kind;
  const role = ROLES.find((each): each is Role => each === atom);
  if (role === undefined) throw new TypeError(`There is no role ${atom}.`);
  return chunk => chunk.kind === 'word' && chunk.roles.has(role);
}
