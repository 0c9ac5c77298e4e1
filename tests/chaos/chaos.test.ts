import assert from 'node:assert/strict';
import { STORES, type StoreName } from '../support/both-stores.ts';
import { day } from './day.ts';

/** Longer, with more that goes wrong: `npm run chaos`. */
const SHORT = { lasts: 10_000, patience: 40_000, faultEvery: 250, seed: 7 };

describe('two bots on one store while all services fail in every way', function () {
  this.timeout(600_000);

  for (const store of Object.keys(STORES) as StoreName[]) {
    it(`say nothing that is not true, and keep nobody waiting (${store})`, async () => {
      const { faults, handedOver, decided, wrong, ended, unexpected, findings, late, unagreed } = await day({
        store,
        ...SHORT,
      });
      assert.deepEqual(wrong, [], 'sentences that were not true, and answers that nobody should get');
      assert.deepEqual(ended, [], 'bots that ended');
      assert.deepEqual(unexpected, [], 'failures of a service under the code of a mistake in the program');
      assert.deepEqual(findings, [], 'what the check of the record found');
      assert.deepEqual(late, [], 'passwords that were on nobody’s card for more than 30 seconds');
      assert.deepEqual(unagreed, [], 'resets that a second person should have agreed to');
      assert.ok(decided >= 1, 'no second person decided on anything');
      assert.ok(faults >= 10, `only ${faults} faults were met`);
      assert.ok(handedOver >= 5, `only ${handedOver} passwords were handed over`);
    });
  }
});
