import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { inTurn, noteTurn, type TurnNotes, type TurnTime, waitingFor } from '../../src/telemetry/turn-scope.ts';

/** Keeps the processor busy: what is the turn's own. */
function work(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

/** With the time that went by until it was told, so that a machine that is busy with something else fails nothing. */
type Told = { notes: Readonly<TurnNotes>; time: TurnTime & { elapsed: number } };

async function turn(body: () => Promise<unknown>): Promise<Told> {
  let told: Told | undefined;
  const began = performance.now();
  await inTurn(body, (notes, time) => {
    told = { notes: { ...notes }, time: { ...time, elapsed: performance.now() - began } };
  });
  return told ?? assert.fail('nothing was told');
}

describe('the own time of a turn', () => {
  it('is what is left without the waiting', async () => {
    const { time } = await turn(async () => {
      work(30);
      await waitingFor(() => wait(100));
    });
    assert.ok(time.own >= 30, `${time.own}`);
    assert.ok(time.waited >= 95, `${time.waited}`);
    assert.ok(time.own + time.waited <= time.elapsed, `${time.own} and ${time.waited} of ${time.elapsed}`);
  });

  it('counts waits that overlap, or lie in one another, once', async () => {
    const { time } = await turn(() =>
      Promise.all([
        waitingFor(() => wait(80)),
        waitingFor(() => wait(100)),
        waitingFor(() => waitingFor(() => wait(60))),
      ]),
    );
    assert.ok(time.waited >= 95, `${time.waited}`);
    assert.ok(time.own + time.waited <= time.elapsed, `${time.own} and ${time.waited} of ${time.elapsed}`);
  });

  it('counts a wait from its beginning, whatever else is begun meanwhile', async () => {
    const { time } = await turn(() =>
      Promise.all([waitingFor(() => wait(120)), wait(80).then(() => waitingFor(() => wait(10)))]),
    );
    assert.ok(time.waited >= 115, `${time.waited}`);
  });

  it('counts a wait that goes on when the turn has been answered until then', async () => {
    let late: Promise<void> | undefined;
    const { time } = await turn(async () => {
      late = waitingFor(() => wait(200));
      await wait(60);
    });
    assert.ok(time.waited >= 55, `${time.waited}`);
    assert.ok(time.own + time.waited <= time.elapsed, `${time.own} and ${time.waited} of ${time.elapsed}`);
    await late;
  });

  it('ends a wait that fails, and passes on what was thrown', async () => {
    const { time } = await turn(async () => {
      const failing = waitingFor(async () => {
        throw new Error('no answer');
      });
      await assert.rejects(failing, /no answer/);
      work(30);
    });
    assert.ok(time.own >= 30, `${time.own}`);
    assert.ok(time.own + time.waited <= time.elapsed, `${time.own} and ${time.waited} of ${time.elapsed}`);
  });

  it('is each turn’s own, whatever runs at the same time', async () => {
    const [waits, works] = await Promise.all([
      turn(async () => {
        noteTurn({ kind: 'waits' });
        await waitingFor(() => wait(80));
      }),
      turn(async () => {
        await wait(10);
        noteTurn({ kind: 'works' });
      }),
    ]);
    assert.deepEqual([waits.notes.kind, works.notes.kind], ['waits', 'works']);
    assert.equal(works.time.waited, 0);
    assert.ok(waits.time.waited >= 75);
  });
});

describe('notes of a turn', () => {
  it('come from anywhere in it, also from what it started; the last word counts', async () => {
    const { notes } = await turn(async () => {
      noteTurn({ kind: 'message', person: 'erik' });
      await Promise.resolve().then(() => noteTurn({ kind: 'reset' }));
    });
    assert.deepEqual(notes, { kind: 'reset', person: 'erik' });
  });

  it('are told with the result, and where the turn fails without one', async () => {
    const told: unknown[] = [];
    await inTurn(
      async () => 'answer',
      (_notes, _time, result) => told.push(result),
    );
    const failing = inTurn(
      async () => {
        noteTurn({ kind: 'message' });
        throw new Error('broken');
      },
      ({ kind }, _time, result) => told.push(kind, result),
    );
    await assert.rejects(failing, /broken/);
    assert.deepEqual(told, ['answer', 'message', undefined]);
  });

  it('are nobody’s outside of a turn', async () => {
    noteTurn({ kind: 'nobody' });
    assert.equal(await waitingFor(async () => 'waited'), 'waited');
    assert.deepEqual((await turn(async () => undefined)).notes, {});
  });
});
