import { claim, looked, takeUp } from '../../../src/desk/sweep.ts';
import { DirectoryError, TokenServiceError } from '../../../src/errors.ts';
import { MINUTE } from '../../store/samples.ts';
import { handOverPrivately, showEverywhere } from './concluding.ts';
import { type BotProcess, type Crash, Died } from './process.ts';
import type { World } from './world.ts';

const BATCH = 100;
/** A bot that runs seldom ends everything as well. */
const NOW_AND_THEN = 20 * MINUTE;
/** Longer than any request lives. */
const MOST_SWEEPS = 12;

/** What the minute brings, as the bot does it. */
export async function sweep(world: World, process: BotProcess): Promise<void> {
  for (const request of await process.run('sweep', desk => desk.store.due(desk.now(), BATCH))) {
    try {
      const claimed = await process.run('claim', desk => claim(desk, request));
      if (!claimed) continue;
      const taken = await process.run('takeUp', desk => takeUp(desk, claimed));
      const handed = await handOverPrivately(world, process, taken);
      if (handed.unshown) await showEverywhere(process, handed);
      await process.run('looked', desk => looked(desk, request.id));
    } catch (error) {
      if (!(error instanceof DirectoryError || error instanceof TokenServiceError)) throw error;
    }
  }
}

/** Time passes, with a sweep each minute; the first one may die, and the next minute's is another process's. */
export async function pass(world: World, milliseconds: number, crash?: Crash): Promise<void> {
  const until = world.now + milliseconds;
  let dying = crash;
  for (let tick = nextTick(world); tick <= until; tick = nextTick(world)) {
    world.now = Math.max(world.now, tick);
    world.nextSweep = tick + MINUTE;
    const began = world.now;
    if (await sweptBy(world, world.process({ crash: dying }))) world.checkPurged(began);
    dying = undefined;
  }
  world.now = Math.max(world.now, until);
}

/** Time passes while no process of the bot runs; the next sweep is that of its start. */
export function idle(world: World, milliseconds: number): void {
  world.now += milliseconds;
  world.nextSweep = world.now;
}

/** Time passes until nothing is left to do, with a sweep now and then. */
export async function passToTheEnd(world: World): Promise<void> {
  for (let sweeps = 0; sweeps < MOST_SWEEPS && hasWork(world); sweeps += 1) {
    world.now += NOW_AND_THEN;
    await sweptBy(world, world.process());
  }
}

function hasWork({ requests }: World): boolean {
  return [...requests.values()].some(({ workAt }) => workAt !== undefined);
}

/** The first sweep that finds something to do: those before it change nothing. */
function nextTick({ requests, nextSweep }: World): number {
  const work = Math.min(...[...requests.values()].map(({ workAt = Infinity }) => workAt));
  return work <= nextSweep ? nextSweep : nextSweep + Math.ceil((work - nextSweep) / MINUTE) * MINUTE;
}

async function sweptBy(world: World, process: BotProcess): Promise<boolean> {
  try {
    await sweep(world, process);
    return true;
  } catch (error) {
    if (!(error instanceof Died)) throw error;
    return false;
  }
}
