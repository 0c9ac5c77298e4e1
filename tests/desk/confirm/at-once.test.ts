import assert from 'node:assert/strict';
import { confirm } from '../../../src/desk/confirm.ts';
import * as requesterResets from '../../../src/desk/policy/rules/requester-resets.ts';
import { approvalOf, type Request, targetOf } from '../../../src/desk/request/request.ts';
import { DeskBench } from '../support/desk-bench.ts';

const AT_ONCE = 10;

describe('ten requests of one person, confirmed at once', () => {
  let bench: DeskBench;
  afterEach(() => bench.dispose());

  const alone = (moreThan: number) => {
    bench = new DeskBench([requesterResets.rule({ when: 'requester-resets', moreThan })]);
  };
  const confirmed = (request: Request) =>
    confirm(bench.desk, bench.session, request, {
      does: 'confirm',
      by: request.requester,
      at: request.place,
      input: { signOut: false },
    });

  async function confirmTen() {
    const requests = await Promise.all(Array.from({ length: AT_ONCE }, () => bench.put()));
    const answers = await Promise.all(requests.map(confirmed));
    const after = await Promise.all(requests.map(request => bench.present(request)));
    return after.map((request, each) => ({ request, answer: answers[each] }));
  }

  for (const moreThan of [1, 2, 3]) {
    it(`more than ${moreThan} an hour need a second person: exactly ${moreThan} run alone`, async () => {
      alone(moreThan);
      const ends = await confirmTen();
      assert.equal(bench.resets.length, moreThan);
      assert.equal(ends.filter(({ request }) => request?.state === 'carried-out').length, moreThan);
      const waiting = ends.filter(({ request }) => request?.state === 'awaiting-approval');
      assert.equal(waiting.length, AT_ONCE - moreThan);
      for (const { request } of waiting) {
        assert.ok(request);
        assert.equal(approvalOf(request)?.because.rule, 'requester-resets');
        assert.ok(!('sealed' in request));
      }
    });
  }

  it('none may run alone: none does', async () => {
    alone(0);
    const ends = await confirmTen();
    assert.deepEqual(bench.resets, []);
    assert.deepEqual(new Set(ends.map(({ request }) => request?.state)), new Set(['awaiting-approval']));
  });

  it('who comes off badly too often is told to try again: nothing was reset, and the card still works', async () => {
    alone(2 * AT_ONCE);
    const ends = await confirmTen();
    const busy = ends.filter(({ request }) => request?.state === 'open');
    assert.ok(busy.length > 0);
    assert.equal(bench.resets.length, AT_ONCE - busy.length);
    for (const { request, answer } of busy) {
      assert.deepEqual(answer, { kind: 'refused', refusal: { rule: 'busy', values: {} } });
      assert.ok(request && !bench.resets.includes(targetOf(request)?.id ?? ''));
      const again = await confirmed(request);
      assert.ok(again.kind === 'done' && again.request.state === 'carried-out');
    }
    assert.equal(bench.resets.length, AT_ONCE);
  });
});
