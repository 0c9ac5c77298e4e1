import type { DirectorySession } from '../../../src/desk/ports.ts';
import { nextLook } from '../../../src/desk/request/duties.ts';
import type { DutyKind } from '../../../src/desk/request/duty.ts';
import { hasLapsed, type Request, targetOf } from '../../../src/desk/request/request.ts';
import { claimDuties, lapse, ownSession } from '../../../src/desk/sweep.ts';
import { DirectoryError, TokenServiceError } from '../../../src/errors.ts';
import { MINUTE } from '../../store/samples.ts';
import { performDuties } from './concluding.ts';
import { type BotProcess, type Crash, Died } from './process.ts';
import type { World } from './world.ts';

const BATCH = 100;
/** A bot that runs seldom ends everything as well. */
const NOW_AND_THEN = 20 * MINUTE;
/** Longer than any request lives. */
const MOST_SWEEPS = 12;
/** What is done with the requester's own sign-in. */
const THEIR_OWN: readonly DutyKind[] = ['find-out', 'sign-out', 'verify', 'withdraw'];

/** What time brings, as the bot does it: ends what is over, then takes up what is owed. */
export async function sweep(world: World, process: BotProcess): Promise<void> {
  await each(await process.run('sweep', desk => desk.store.lapsed(desk.now(), BATCH)), async request => {
    const ended = await process.run('takeUp', desk => lapse(desk, request));
    if (ended) await takeUp(world, process, ended, kindsOf(ended));
  });
  await each(await process.run('sweep', desk => desk.store.due(desk.now(), BATCH)), async request => {
    if (hasLapsed(request, world.now)) return;
    const claimed = await process.run('claim', desk => claimDuties(desk, request));
    if (claimed) await takeUp(world, process, claimed.request, claimed.due);
  });
}

/** Trouble with one request does not keep the others waiting. */
async function each(requests: readonly Request[], act: (request: Request) => Promise<void>): Promise<void> {
  for (const request of requests) {
    try {
      await act(request);
    } catch (error) {
      if (!(error instanceof DirectoryError || error instanceof TokenServiceError)) throw error;
    }
  }
}

async function takeUp(world: World, process: BotProcess, request: Request, due: readonly DutyKind[]): Promise<void> {
  const session = due.some(kind => THEIR_OWN.includes(kind)) ? await sessionFor(process, request) : undefined;
  const later = kindsOf(request).filter(what => !due.includes(what));
  await performDuties({ world, process, session, later, sweeps: true }, request);
}

function kindsOf({ duties }: Request): readonly DutyKind[] {
  return duties.map(({ what }) => what);
}

async function sessionFor(process: BotProcess, request: Request): Promise<DirectorySession | undefined> {
  const target = targetOf(request);
  return target && process.run('takeUp', desk => ownSession(desk, request, target));
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
  return [...requests.values()].some(request => nextLook(request) !== undefined);
}

/** The first sweep that finds something to do: those before it change nothing. */
function nextTick({ requests, nextSweep }: World): number {
  const work = Math.min(...[...requests.values()].map(request => nextLook(request) ?? Infinity));
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
