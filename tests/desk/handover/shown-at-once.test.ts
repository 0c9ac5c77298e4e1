import assert from 'node:assert/strict';
import { handOver, show } from '../../../src/desk/handover.ts';
import type { ResetRequest } from '../../../src/desk/request/request.ts';
import { DeskBench } from '../support/desk-bench.ts';

const PASSWORD = 'Dk4x-7txw-m4xz-q8xk';

describe('Show and Handed over at once', () => {
  let bench: DeskBench;
  let request: ResetRequest;
  beforeEach(async () => {
    bench = new DeskBench();
    request = await bench.putReset(PASSWORD);
  });
  afterEach(() => bench.dispose());

  async function events(): Promise<string[]> {
    const { store } = bench.desk;
    assert.ok('auditTrail' in store && typeof store.auditTrail === 'function');
    const rows: { event: string }[] = await store.auditTrail();
    return rows.map(({ event }) => event).filter(event => event.startsWith('password-'));
  }

  it('a Show that was read before the hand-over was written gives nothing, and says so nowhere', async () => {
    assert.equal((await handOver(bench.desk, request))?.state, 'done');
    assert.equal(await show(bench.desk, request), undefined);
    assert.deepEqual(await events(), ['password-handed-over']);
  });

  it('in whatever order they come: what is shown was on record before the hand-over', async () => {
    for (const first of ['show', 'handOver'] as const) {
      request = await bench.putReset(PASSWORD);
      const before = (await events()).length;
      const acts = [() => show(bench.desk, request), () => handOver(bench.desk, request)];
      const both = first === 'show' ? acts : acts.reverse();
      const [one, another] = await Promise.all(both.map(act => act()));
      const password = [one, another].find(each => typeof each === 'string');
      const rows = (await events()).slice(before);
      assert.deepEqual(
        rows,
        password ? ['password-shown', 'password-handed-over'] : ['password-handed-over'],
        `${first} first`,
      );
      assert.equal((await bench.present(request))?.state, 'done');
    }
  });

  it('a card that was sent meanwhile does not keep it from being shown, as often as it is asked for', async () => {
    const stale = request;
    await bench.desk.store.replace({ ...request, showTries: 1 });
    for (const times of [1, 2, 3]) {
      assert.equal(await show(bench.desk, stale), PASSWORD);
      assert.deepEqual(await events(), Array(times).fill('password-shown'));
    }
  });
});
