import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RefusalCounter } from '../../../src/desk/refusals/refusal-counter.ts';
import { timesOf } from '../../../src/desk/refusals/repeated.ts';
import type { AuditEntry, AuditEvent } from '../../../src/desk/request/audit-entry.ts';

const MINUTE = 60_000;
const COUNTED = ['not-allowed', 'request-refused', 'approval-refused', 'sign-in-failed', 'signed-out'] as const;
const EXACT = ['signed-in', 'history-shown', 'policy-in-force', 'password-shown', 'reset-started'] as const;

/** A counter whose minute ends when it is told so. */
class Bench {
  readonly rows: AuditEntry[] = [];
  readonly #work: Promise<unknown>[] = [];
  #ends: { over: () => void; stop: () => void }[] = [];
  #clock = 0;
  /** What the store answers to the next writes. */
  readonly troubles: Error[] = [];
  readonly counter = new RefusalCounter(
    async row => {
      const trouble = this.troubles.shift();
      if (trouble) throw trouble;
      this.rows.push(row);
    },
    {
      clock: () => this.#clock,
      now: () => this.#clock,
      pause: () =>
        new Promise<void>((over, reject) => this.#ends.push({ over, stop: () => reject(new Error('stopped')) })),
      run: work => void this.#work.push(work()),
      onCounted: () => undefined,
    },
  );

  async minuteOver(): Promise<void> {
    this.#clock += MINUTE;
    for (const { over } of this.#ends.splice(0)) over();
    await new Promise(setImmediate);
  }

  async stop(): Promise<void> {
    for (const { stop } of this.#ends.splice(0)) stop();
    await Promise.all(this.#work);
  }
}

function row(changes: Partial<AuditEntry> = {}): AuditEntry {
  const who = { actorId: 'olivia', actorName: 'Olivia', correlationId: 'c' };
  return { at: 0, event: 'not-allowed', rule: 'not-yours', ...who, ...changes };
}

const details = (rows: readonly AuditEntry[]) => rows.map(({ detail }) => detail);

describe('desk/refusal-counter', () => {
  it('loses no refusal, and writes at most seven rows a minute of one person, event, rule and action', async () => {
    const one = fc.record({
      event: fc.constantFrom(...COUNTED),
      rule: fc.constantFrom('a', 'b', undefined),
      actorId: fc.constantFrom('olivia', 'erik'),
      targetName: fc.option(fc.string({ maxLength: 20 }), { nil: undefined }),
      requestId: fc.constantFrom('1', '2', undefined),
      action: fc.constantFrom('temporary-access-pass' as const, undefined),
    });
    const minute = fc.array(one, { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(fc.array(minute, { maxLength: 4 }), async minutes => {
        const bench = new Bench();
        for (const changes of minutes) {
          const before = bench.rows.length;
          for (const each of changes) await bench.counter.record(row(each));
          await bench.minuteOver();
          const kinds = new Map<string, number>();
          for (const { event, rule, actorId, action } of bench.rows.slice(before)) {
            const kind = JSON.stringify([event, rule, actorId, action]);
            kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
          }
          for (const count of kinds.values()) assert.ok(count <= 7, `${count} rows`);
        }
        await bench.stop();
        const all = minutes.flat();
        for (const actorId of ['olivia', 'erik']) {
          for (const event of COUNTED) {
            const isSame = (each: { actorId: string; event: AuditEvent }) =>
              each.actorId === actorId && each.event === event;
            const written = bench.rows.filter(isSame).reduce((sum, each) => sum + timesOf(each), 0);
            assert.equal(written, all.filter(isSame).length);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('writes the first at once, and the rest as one row when the minute is over', async () => {
    const bench = new Bench();
    for (let times = 0; times < 40; times += 1)
      await bench.counter.record(row({ requestId: 'r', conversationId: 'x' }));
    assert.deepEqual(details(bench.rows), [undefined]);
    await bench.minuteOver();
    assert.deepEqual(details(bench.rows), [undefined, 'repeated 39 times']);
    assert.deepEqual(
      { ...bench.rows[1], at: 0, detail: undefined },
      {
        ...bench.rows[0],
        action: undefined,
        actingId: undefined,
        actingName: undefined,
        targetId: undefined,
        targetName: undefined,
        reason: undefined,
        note: undefined,
        ticket: undefined,
        detail: undefined,
      },
    );
    assert.equal(bench.rows[1]?.at, MINUTE);
    await bench.counter.record(row());
    assert.equal(bench.rows.length, 3, 'a new minute begins with a row of its own');
  });

  it('keeps apart five that are about something else, and names whom the others were about', async () => {
    const bench = new Bench();
    for (let times = 0; times < 20; times += 1) {
      await bench.counter.record(row({ targetName: `person ${times}`, detail: 'history' }));
    }
    await bench.stop();
    const last = bench.rows.at(-1);
    assert.equal(bench.rows.length, 6);
    const names = Array.from({ length: 10 }, (_, each) => `person ${each + 5}`);
    assert.equal(last?.detail, `history; repeated 15 times: ${names.join(', ')} and others`);
    assert.equal(last && timesOf(last), 15);
    assert.equal(last?.targetName, undefined);
  });

  it('counts what was wished of a pass apart from what was wished of a reset, and says of which it was', async () => {
    const bench = new Bench();
    const acting = { actingId: 'olivia-adm', actingName: 'olivia.adm@x.example' };
    for (let times = 0; times < 3; times += 1) {
      await bench.counter.record(row({ ...acting, action: 'temporary-access-pass' }));
      await bench.counter.record(row(acting));
    }
    await bench.stop();
    const counted = bench.rows.slice(2);
    assert.deepEqual(
      counted.map(({ action, actingId, actingName, detail }) => [action, actingId, actingName, detail]),
      ['temporary-access-pass', undefined].map(action => [action, ...Object.values(acting), 'repeated 2 times']),
    );
  });

  for (const event of EXACT) {
    it(`writes each ${event} as it is`, async () => {
      const bench = new Bench();
      for (let times = 0; times < 3; times += 1) await bench.counter.record(row({ event }));
      assert.equal(bench.rows.length, 3);
    });
  }

  it('writes a count once more that the store did not take', async () => {
    const bench = new Bench();
    for (let times = 0; times < 3; times += 1) await bench.counter.record(row());
    bench.troubles.push(new Error('the store is away'));
    await bench.minuteOver();
    assert.equal(bench.rows.length, 1);
    await bench.minuteOver();
    assert.deepEqual(details(bench.rows), [undefined, 'repeated 2 times']);
  });

  it('lets the caller know when the first can’t be written, and says so when a stop can’t write the count', async () => {
    const bench = new Bench();
    bench.troubles.push(new Error('away'));
    await assert.rejects(bench.counter.record(row()), /away/);
    await bench.counter.record(row());
    bench.troubles.push(new Error('still away'));
    await assert.rejects(bench.stop(), /still away/);
  });

  it('reads a number of times from rows of its own alone: nobody writes it into theirs', () => {
    for (const event of ['request-declined', 'reset-failed', 'password-shown'] as const) {
      assert.equal(timesOf({ event, detail: 'repeated 99 times' }), 1);
    }
    for (const detail of ['history', 'not repeated 5 times', 'repeated 5 times a day', undefined]) {
      assert.equal(timesOf({ event: 'not-allowed', detail }), 1);
    }
  });
});
