interface TimedCall {
  startedAt: number;
  endedAt: number;
}

/** How many calls had to wait for one another: the longest chain in which each began after the one before had ended. */
export function serial(calls: readonly TimedCall[]): number {
  const depths: { endedAt: number; depth: number }[] = [];
  for (const call of [...calls].sort((a, b) => a.startedAt - b.startedAt)) {
    const before = depths.filter(one => one.endedAt <= call.startedAt).map(one => one.depth);
    depths.push({ endedAt: call.endedAt, depth: 1 + Math.max(0, ...before) });
  }
  return Math.max(0, ...depths.map(one => one.depth));
}
