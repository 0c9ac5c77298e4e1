import { createForgetting } from './desk/forget.ts';
import { FORGET_LOOK_EVERY } from './desk/times.ts';
import { oneAtATime } from './process/background.ts';
import type { Services } from './teams/services.ts';
import { Sweep } from './teams/showing/sweep.ts';

/** Looks for what is due, twice: what ends by itself never waits for what is owed. And for what is to be forgotten. */
export function startSweeping(
  services: Services,
  anchor: () => Promise<void>,
  { sweepEvery, endEvery }: { sweepEvery: number; endEvery: number },
): { sweep(): Promise<void>; stop(): void } {
  const { background } = services;
  const work = new Sweep(services);
  const end = oneAtATime(() => work.end());
  const take = oneAtATime(async () => {
    await work.take();
    await anchor();
  });
  const forget = oneAtATime(createForgetting(services.desk));
  const timers = [
    setInterval(() => background.run(end), endEvery),
    setInterval(() => background.run(take), sweepEvery),
    setInterval(() => background.run(forget), FORGET_LOOK_EVERY),
  ];
  background.run(end);
  background.run(take);
  return {
    async sweep() {
      await end();
      await take();
      await work.done();
      await forget();
    },
    stop() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}
