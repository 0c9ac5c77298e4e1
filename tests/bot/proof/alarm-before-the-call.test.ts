import assert from 'node:assert/strict';
import type { Request } from '../../../src/desk/request/request.ts';
import { UnreliableNetwork } from '../../store/tables/unreliable-network.ts';
import { policy } from '../../support/approvals.ts';
import { sharedAzurite } from '../../support/azurite.ts';
import type { BotProcess } from '../../support/bot-process.ts';
import { inStore } from '../../support/both-stores.ts';
import type { InvokeAnswer } from '../../support/chat.ts';
import { passCalls, passesOf } from '../../support/passes.ts';
import { assertNoSecretSent, confirmNow, matched, raises, type Wish, wishFor } from '../../support/proofs.ts';
import { ANNA, becomes, JOHANNA, nowReads, reads, resetCalls } from '../../support/story.ts';
import { World } from '../../support/world.ts';

/** Two bots on one account of Azure Tables: one that waits for the answers to its writes, and one that is quick. */
describe('the alarm between the claim and the call', function () {
  this.timeout(300_000);
  let world: World;
  let network: UnreliableNetwork;
  let other: BotProcess;
  let direct: { STORE: string };
  beforeEach(async () => {
    const account = await (await sharedAzurite()).emptyAccount();
    direct = { STORE: account.connectionString };
    network = await UnreliableNetwork.to(account);
    world = await World.start({ ...policy('proof-somebody'), STORE: network.account.connectionString });
    other = await world.startProcess(direct);
  });
  afterEach(async () => {
    await world.stop();
    await network.stop();
  });

  const look = (request: string): Promise<Request | undefined> => inStore(world, direct, store => store.get(request));

  for (const wish of ['reset-password', 'temporary-access-pass'] as const satisfies Wish[]) {
    it(`ends the request: nothing is called for (${wish})`, async () => {
      const [johanna, anna] = await Promise.all([world.person(JOHANNA), world.person(ANNA)]);
      const asked = await matched(world, await wishFor(world, johanna, { kind: 'channel', wish }), anna);
      let raised: InvokeAnswer | undefined;
      // The claim is in the store, and the bot that has made it does not know so yet.
      network.mishap = method => (raised === undefined && method !== 'GET' ? 'lost-answer' : undefined);
      network.meanwhile = async () => {
        if (raised || (await look(asked.request))?.state !== 'running') return;
        raised = await raises(asked, asked.theirs.via(other));
      };
      await confirmNow(world, asked);
      assert.ok(raised, 'the alarm came while it was claimed');
      assert.match(reads(raised), /You have raised the alarm/);
      await becomes(world, asked.asked, /This may be somebody else/);
      assert.equal(await resetCalls(world), 0);
      assert.ok(!(await passCalls(world)).some(call => call.startsWith('POST')));
      assert.deepEqual(await passesOf(world), []);
      const request = await look(asked.request);
      assert.ok(request?.state === 'failed');
      assert.deepEqual([request.refusal.rule, 'sealed' in request], ['caller-denied', false]);
      assert.match(nowReads(world, asked.card), /You have raised the alarm/);
      const { findings } = await inStore(world, direct, store => store.verifyAudit());
      assert.deepEqual(findings, []);
      await assertNoSecretSent(world, [raised]);
    });
  }
});
