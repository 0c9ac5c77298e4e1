import assert from 'node:assert/strict';
import fc from 'fast-check';
import { runs, triesAll } from '../../support/runs.ts';
import { skipBecause } from '../../support/skip.ts';
import { BY_CHANCE_ALONE, PLACES } from './places.ts';
import { Runner } from './run.ts';
import { sequences } from './sequences.ts';

const SEED = 20_260_302;
const RUNS = runs(20_000);
const MOST_EVENTS = 5;

describe('the desk, whatever happens in whatever order and wherever a process dies', function () {
  this.timeout(1_800_000);
  const runner = new Runner();

  it(`keeps its promises after every event of ${RUNS} sequences`, async () => {
    await fc.assert(
      fc.asyncProperty(sequences(MOST_EVENTS), sequence => runner.run(sequence)),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('died before and after each await of each use case', function () {
    if (!triesAll) skipBecause(this, 'not all sequences were tried');
    const wanted = PLACES.flatMap(place => [`${place}, before`, `${place}, after`]);
    const missed = wanted.filter(place => !runner.counts.crashes.has(place));
    assert.deepEqual(missed, [], 'nothing died there');
  });

  it('knows all awaits', () => {
    const unknown = [...runner.counts.passed].filter(place => !PLACES.includes(place) && !BY_CHANCE_ALONE.test(place));
    assert.deepEqual(unknown, [], 'these awaits are new: add them to places.ts');
  });
});
