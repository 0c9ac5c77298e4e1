/** Set by `npm run test:fast`, which has to be quick: there the tests that try a great many cases try some of them. */
const FEW = process.env.TEST_RUNS === 'few';
const ONE_IN = 101;
/** Of random cases, of which any few are as good as any others. */
const ONE_RANDOM_IN = 1_000;
/** Fewer show nothing. */
const LEAST = 3;

/** How many random cases a test tries of the many that the whole run tries. */
export function runs(many: number): number {
  return FEW ? Math.min(many, Math.max(LEAST, Math.ceil(many / ONE_RANDOM_IN))) : many;
}

/** What a test tries of a long list: all, or some that are spread over it: one of so many. */
export function some<T>(all: readonly T[], oneIn = ONE_IN): readonly T[] {
  return FEW ? all.filter((_, index) => index % oneIn === 0) : all;
}

/** What a test tries of cases of several kinds: all, or the first of each kind. */
export function oneOfEach<T>(all: readonly T[], kindOf: (each: T) => unknown): readonly T[] {
  return FEW ? [...Map.groupBy(all, kindOf).values()].flatMap(group => group.slice(0, 1)) : all;
}

/** What a test tries of two lists with each other: all pairs, or so many that each of both is in one. */
export function pairs<A, B>(some: readonly A[], others: readonly B[]): (readonly [A, B])[] {
  const all = some.flatMap((one, row) => others.map((other, column) => ({ row, column, pair: [one, other] as const })));
  const most = Math.max(some.length, others.length);
  const kept = new Set(Array.from({ length: most }, (_, n) => `${n % some.length} ${n % others.length}`));
  return all.filter(({ row, column }) => !FEW || kept.has(`${row} ${column}`)).map(({ pair }) => pair);
}

/** Whether all is tried, so that a test can also say what must have come up. */
export const triesAll = !FEW;
