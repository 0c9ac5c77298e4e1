import assert from 'node:assert/strict';
import { rowsOf } from '../support/approvals.ts';
import { actions } from '../support/chat.ts';
import { type GivenPass, givePass, handOverPass, PASSES, pressOn, signInWith } from '../support/passes.ts';
import { oneWorldWithJohanna } from '../support/scene.ts';
import { fault, lineOf, nowReads, reads } from '../support/story.ts';
import type { Client, World } from '../support/world.ts';

describe('Has it been used?', () => {
  let world: World;
  let johanna: Client;
  oneWorldWithJohanna(scene => ({ world, johanna } = scene));

  function unreadable(status: number, more: object = {}): Promise<void> {
    return fault(world, { service: 'graph', method: 'GET', pathPattern: PASSES, status, times: 1, ...more });
  }

  async function receiptRows({ request }: GivenPass): Promise<unknown[]> {
    const rows = await rowsOf(world, request);
    return rows
      .slice(rows.findIndex(({ event }) => event === 'pass-handed-over') + 1)
      .map(({ event, rule }) => [event, rule]);
  }

  for (const [what, status, more] of [
    ['denied', 403, {}],
    ['answered in a way that nobody knows', 400, {}],
    ['answered by somebody in between', 200, { body: '<html>Please wait</html>' }],
  ] as const) {
    it(`that can’t be read because it is ${what}: says so, changes nothing, and the next press reads it`, async () => {
      const given = await givePass(world, johanna);
      const { receipt, secret } = await handOverPass(given);
      await signInWith(world, secret);
      const before = nowReads(world, given.handover);
      await unreadable(status, more);
      const answer = lineOf(await pressOn(given, receipt, 'read-receipt'));
      assert.match(answer, /did not tell what has become of the pass of Anna Svensson\. Press again in a minute/);
      assert.equal(nowReads(world, given.handover), before);
      assert.deepEqual(await receiptRows(given), [['not-allowed', 'pass-not-read']]);
      assert.match(reads(await pressOn(given, receipt, 'read-receipt')), /It has been used/);
    });
  }

  it('with a sign-in that Graph no longer takes: asked for a new one, and nothing is on record', async () => {
    const given = await givePass(world, johanna);
    const { receipt } = await handOverPass(given);
    await unreadable(401);
    const answer = await pressOn(given, receipt, 'read-receipt');
    assert.equal(answer.statusCode, 401);
    assert.deepEqual(await receiptRows(given), []);
    assert.ok(actions(receipt).some(({ verb }) => verb === 'read-receipt'));
  });
});
