type Stop = () => Promise<void>;

const stops: Stop[] = [];

/** Has this called once after all suites of the run: for what several suites share. */
export function atTheEnd(stop: Stop): void {
  stops.push(stop);
}

/** For the root hook. */
export async function stopAll(): Promise<void> {
  for (const stop of stops.splice(0)) await stop();
}
