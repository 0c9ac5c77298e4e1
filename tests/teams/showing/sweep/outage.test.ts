import assert from 'node:assert/strict';
import type { Request } from '../../../../src/desk/request/request.ts';
import { triesAll } from '../../../support/runs.ts';
import { DutiesStage, SENT } from '../duties-stage.ts';

const SECOND = 1_000;
/** As often as the bot looks. */
const LOOK = 5 * SECOND;
const OUTAGE = (triesAll ? 120 : 40) * SECOND;
const AGAIN_WITHIN = 30 * SECOND;
/** How many owe the same. */
const EACH = triesAll ? 3 : 1;
const HANDED = /in the private chat/;
const HANDOVER = /temporary password is ready/;

describe('a connector that answers 503 for a minute or two', function () {
  this.timeout(120_000);
  let stage: DutiesStage;
  beforeEach(async () => {
    stage = new DutiesStage();
    await stage.start();
  });
  afterEach(() => stage.stop());

  /** How often each has been tried, and when that was last. */
  const tried = new Map<string, { tries: number; at: number }>();
  let longest = 0;

  /** Looks once; notes what was tried again since the last look, and how long that took. */
  async function look(requests: readonly Request[]): Promise<void> {
    await stage.sweep();
    for (const { id, duties } of await Promise.all(requests.map(each => stage.present(each)))) {
      for (const { what, tries } of duties) {
        const before = tried.get(`${id} ${what}`);
        // What has become owed anew begins to count anew.
        if (before && tries > before.tries) longest = Math.max(longest, stage.now - before.at);
        if (before?.tries !== tries) tried.set(`${id} ${what}`, { tries, at: stage.now });
      }
    }
    stage.now += LOOK;
  }

  const texts = () => [...stage.connector.messages.values()].map(message => JSON.stringify(message));
  const isSeen = (pattern: RegExp) => texts().filter(text => pattern.test(text)).length;

  it('nothing is lost, each refusal is repeated within 30 s, and all cards are true afterwards', async () => {
    const requests = await Promise.all(
      SENT.flatMap(kind => Array.from({ length: EACH }, async () => stage.owing(kind))),
    );
    const before = stage.connector.messages.size;
    stage.connector.faults.push({ path: /^(POST|PUT)/, times: Number.POSITIVE_INFINITY, status: 503 });
    for (const end = stage.now + OUTAGE; stage.now < end; ) {
      await look(requests);
      assert.equal(stage.connector.messages.size, before);
      assert.equal(isSeen(HANDED), 0);
    }
    assert.ok(tried.size >= SENT.length * EACH);
    assert.ok(longest > 0 && longest <= AGAIN_WITHIN, `${longest} ms`);
    const present = await Promise.all(requests.map(each => stage.present(each)));
    assert.deepEqual(
      present.map(({ state }) => state),
      requests.map(({ state }) => state),
    );
    stage.connector.faults.length = 0;
    const calls = stage.connector.calls.length;
    for (const end = stage.now + AGAIN_WITHIN; stage.now < end; ) await look(requests);
    for (const each of requests) assert.deepEqual((await stage.present(each)).duties, [], each.state);
    // Questions, handovers, cards to run it and notices: once each.
    assert.equal(stage.connector.messages.size, before + 4 * EACH);
    assert.deepEqual([isSeen(HANDOVER), isSeen(HANDED), isSeen(/Approve this password reset\?/)], [EACH, EACH, EACH]);
    assert.deepEqual([isSeen(/Approved: it is your turn/), isSeen(/Your request was declined/)], [EACH, EACH]);
    assertToldAfterwards(calls);
  });

  /** The outcome says that the password was handed over only after the card that leads to it was there. */
  function assertToldAfterwards(from: number): void {
    const calls = stage.connector.calls.slice(from).map(({ body }) => JSON.stringify(body));
    const firsts = [HANDOVER, HANDED].map(pattern => calls.findIndex(body => body !== undefined && pattern.test(body)));
    assert.ok((firsts[0] ?? -1) >= 0 && (firsts[0] ?? 0) < (firsts[1] ?? 0), firsts.join());
  }
});
