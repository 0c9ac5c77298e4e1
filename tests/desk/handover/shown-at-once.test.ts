import assert from 'node:assert/strict';
import { handOver, show } from '../../../src/desk/handover.ts';
import type { In } from '../../../src/desk/request/request.ts';
import { cardSent } from '../../../src/desk/sent.ts';
import { DeskBench } from '../support/desk-bench.ts';
import { PLACE } from '../support/requests.ts';

const PASSWORD = 'Dk4x-7txw-m4xz-q8xk';

describe('Show and Handed over at once', () => {
  let bench: DeskBench;
  let request: In<'carried-out'>;
  beforeEach(async () => {
    bench = new DeskBench();
    request = await bench.putReset(PASSWORD);
  });
  afterEach(() => bench.dispose());

  const pressed = () => ({ by: request.requester, at: PLACE });
  const shows = (known = request) => show(bench.desk, bench.session, known, { does: 'show', ...pressed() });
  const handsOver = () => handOver(bench.desk, request, { does: 'handed-over', ...pressed() });

  async function events(): Promise<string[]> {
    const { store } = bench.desk;
    assert.ok('auditTrail' in store && typeof store.auditTrail === 'function');
    const rows: { event: string }[] = await store.auditTrail();
    return rows.map(({ event }) => event).filter(event => event.startsWith('password-'));
  }

  it('a Show that was read before the hand-over was written gives nothing, and says so nowhere', async () => {
    const handed = await handsOver();
    assert.ok(handed.kind === 'done' && handed.request.state === 'done');
    assert.deepEqual(await shows(), { kind: 'stale' });
    assert.deepEqual(await events(), ['password-handed-over']);
  });

  it('in whatever order they come: what is shown was on record before the hand-over', async () => {
    for (const first of ['show', 'handOver'] as const) {
      request = await bench.putReset(PASSWORD);
      const before = (await events()).length;
      const acts = [shows, handsOver];
      const both = first === 'show' ? acts : acts.reverse();
      const answers = await Promise.all(both.map(act => act()));
      const password = answers.find(({ kind }) => kind === 'shown');
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
    await cardSent(bench.desk, request.id, { ...request.place, cardId: 'sent' });
    for (const times of [1, 2, 3]) {
      const shown = await shows(stale);
      assert.equal(shown.kind === 'shown' && shown.secret, PASSWORD);
      assert.deepEqual(await events(), Array(times).fill('password-shown'));
    }
  });
});
