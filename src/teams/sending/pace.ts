import { TeamsError } from '../../errors.ts';
import { PACE_PATIENCE, TEAMS_LIMITS } from '../times.ts';

/** At most so many calls begin within any span of this length. */
interface PaceLimit {
  calls: number;
  milliseconds: number;
}

interface PaceOptions {
  /** Milliseconds, never going back. */
  clock(): number;
  /** Waits so many milliseconds. What it throws ends the wait. */
  pause(milliseconds: number): Promise<void>;
  limits?: readonly PaceLimit[];
}

interface Lane {
  /** When the calls of this conversation began, oldest first; the last `waiting` of them are planned. */
  starts: number[];
  waiting: number;
  /** Settles when everybody before has begun. */
  last: Promise<void>;
  /** Teams asked for quiet until then. */
  quietUntil: number;
}

/** Lets calls begin within the limits, for each conversation in the order in which they came. Knows of this process only. */
export class Pace {
  /** By conversation, the one used longest ago first. */
  readonly #lanes = new Map<string, Lane>();
  readonly #options: PaceOptions;
  readonly #limits: readonly PaceLimit[];
  readonly #memory: number;

  constructor(options: PaceOptions) {
    this.#options = options;
    this.#limits = options.limits ?? TEAMS_LIMITS;
    this.#memory = Math.max(...this.#limits.map(limit => limit.milliseconds));
  }

  /** How many conversations it remembers. */
  get size(): number {
    return this.#lanes.size;
  }

  /**
   * Resolves when a call may begin in this conversation.
   * @throws a temporary TeamsError as soon as it is known to wait for longer than so many milliseconds, and when the pause is
   * broken off
   */
  async turn(conversationId: string, atMost = PACE_PATIENCE): Promise<void> {
    const now = this.#options.clock();
    const lane = this.#lane(conversationId, now);
    const planned = Math.max(now, this.#due(lane, lane.starts.length));
    const latest = now + atMost;
    if (planned > latest) throw tooMuch();
    lane.starts.push(planned);
    lane.waiting += 1;
    const begun = lane.last.then(() => this.#begin(lane, latest));
    lane.last = begun.catch(() => undefined);
    await begun;
  }

  /** Teams asked to send nothing for so long; it gets that for at most 30 s. */
  hold(conversationId: string, milliseconds: number): void {
    const now = this.#options.clock();
    const lane = this.#lane(conversationId, now);
    lane.quietUntil = Math.max(lane.quietUntil, now + Math.min(milliseconds, PACE_PATIENCE));
  }

  /** Waits for the time of the first in line, which is its own turn. */
  async #begin(lane: Lane, latest: number): Promise<void> {
    try {
      await this.#wait(lane, latest);
      lane.starts[lane.starts.length - lane.waiting] = this.#options.clock();
    } catch (error) {
      lane.starts.splice(lane.starts.length - lane.waiting, 1);
      throw error;
    } finally {
      lane.waiting -= 1;
    }
  }

  async #wait(lane: Lane, latest: number): Promise<void> {
    const { clock, pause } = this.#options;
    // A pause may end too early, or Teams ask for quiet in the meantime.
    for (;;) {
      const due = this.#due(lane, lane.starts.length - lane.waiting);
      const left = due - clock();
      if (left <= 0) return;
      if (due > latest) throw tooMuch();
      await pause(left).catch(cause => {
        throw new TeamsError('Waiting for the turn to send was broken off', 'passing', { cause });
      });
    }
  }

  /** The first moment at which the call at this index exceeds no limit, given those before it. */
  #due({ starts, quietUntil }: Lane, index: number): number {
    const free = this.#limits.map(limit => (starts[index - limit.calls] ?? -Infinity) + limit.milliseconds);
    return Math.max(quietUntil, ...free);
  }

  #lane(conversationId: string, now: number): Lane {
    this.#forgetIdle(now);
    const lane = this.#lanes.get(conversationId) ?? {
      starts: [],
      waiting: 0,
      last: Promise.resolve(),
      quietUntil: -Infinity,
    };
    // Set anew, it stands last.
    this.#lanes.delete(conversationId);
    this.#lanes.set(conversationId, lane);
    const begun = lane.starts.slice(0, lane.starts.length - lane.waiting);
    lane.starts.splice(0, begun.filter(start => start <= now - this.#memory).length);
    return lane;
  }

  #forgetIdle(now: number): void {
    for (const [conversationId, lane] of this.#lanes) {
      const lastUse = Math.max(lane.quietUntil, lane.starts.at(-1) ?? -Infinity);
      if (lane.waiting > 0 || lastUse > now - this.#memory) return;
      this.#lanes.delete(conversationId);
    }
  }
}

function tooMuch(): TeamsError {
  return new TeamsError('More is to be sent to a conversation than Teams takes in time', 'passing');
}
