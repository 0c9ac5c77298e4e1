import { AsyncLocalStorage } from 'node:async_hooks';

/** What a turn turned out to be, for the log. Holds ids and fixed words only: no name, no text, no secret. */
export interface TurnNotes {
  /** What was asked for: a command, a button, a sign-in. */
  kind?: string;
  correlationId?: string;
  /** Object id of the person. */
  person?: string;
  /** Id of the request that was acted on. */
  request?: string;
  /** The rule of what was refused, as the record has it. */
  rule?: string;
  /** What kind of answer the person got. */
  answer?: string;
}

/** How long a turn took, in milliseconds: `own` is what is left of it without the time spent waiting for others. */
export interface TurnTime {
  own: number;
  waited: number;
}

/** Is told, when a turn has been answered, what is known about it. */
type TurnEnded<T> = (notes: Readonly<TurnNotes>, time: TurnTime, result?: T) => void;

/** One turn, and whatever it starts, wherever that runs. */
class TurnScope {
  readonly notes: TurnNotes = {};
  readonly endings: TurnEnded<unknown>[] = [];
  readonly #startedAt = performance.now();
  #open = 0;
  #openSince = 0;
  #waited = 0;

  begin(): void {
    if (this.#open === 0) this.#openSince = performance.now();
    this.#open += 1;
  }

  end(): void {
    this.#open -= 1;
    if (this.#open === 0) this.#waited += performance.now() - this.#openSince;
  }

  /** Waits that overlap count once, and one that is still going on counts until now. */
  time(): TurnTime {
    const now = performance.now();
    const waited = this.#waited + (this.#open > 0 ? now - this.#openSince : 0);
    return { waited, own: now - this.#startedAt - waited };
  }
}

const scopes = new AsyncLocalStorage<TurnScope>();

/** Runs one turn, then tells what is known about it. Passes on what the work throws. */
export async function inTurn<T>(work: () => Promise<T>, ended: TurnEnded<T>): Promise<T> {
  const scope = new TurnScope();
  let result: T | undefined;
  try {
    result = await scopes.run(scope, work);
    return result;
  } finally {
    const time = scope.time();
    ended(scope.notes, time, result);
    for (const ending of scope.endings) ending(scope.notes, time, result);
  }
}

/** Adds to what is known about the turn that this is part of; nothing happens outside of one. */
export function noteTurn(notes: TurnNotes): void {
  Object.assign(scopes.getStore()?.notes ?? {}, notes);
}

/** What is known about the turn that this is part of; nothing outside of one. */
export function turnNotes(): Readonly<TurnNotes> {
  return scopes.getStore()?.notes ?? {};
}

/** Has something done when the turn that this is part of has been answered; nothing happens outside of one. */
export function atTurnEnd(ending: TurnEnded<unknown>): void {
  scopes.getStore()?.endings.push(ending);
}

/** Waits for somebody else (Graph, Teams, the token service): that time is not the turn's own. */
export async function waitingFor<T>(work: () => Promise<T>): Promise<T> {
  const scope = scopes.getStore();
  scope?.begin();
  try {
    return await work();
  } finally {
    scope?.end();
  }
}
