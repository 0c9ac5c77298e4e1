import assert from 'node:assert/strict';
import type { Desk } from '../../../src/desk/desk.ts';
import { show } from '../../../src/desk/handover.ts';
import { raiseAlarm } from '../../../src/desk/raise-alarm.ts';
import type { In, Request } from '../../../src/desk/request/request.ts';
import { sampleTarget } from '../../store/samples.ts';
import { DeskBench } from '../support/desk-bench.ts';
import { ASK, PLACE } from '../support/requests.ts';

const PASSWORD = 'Dk4x-7txw-m4xz-q8xk';
const TARGET = sampleTarget('anna');
const ASKED = { ...ASK, of: { id: TARGET.id, name: TARGET.displayName } };
const CALLER = { proofs: [], asks: [ASKED] };

describe('Show, and an alarm at the same moment', () => {
  let bench: DeskBench;
  let request: In<'carried-out'>;
  beforeEach(async () => {
    bench = new DeskBench();
    const { sealed, ...reset } = await bench.putReset(PASSWORD);
    const id = `${reset.id}-of-anna`;
    const mine = { ...reset, id, target: TARGET, caller: CALLER, sealed: bench.desk.seal.seal(PASSWORD, id) };
    request = await bench.put<'carried-out'>(mine);
  });
  afterEach(() => bench.dispose());

  /** The desk, on whose store the alarm is raised right before, or right after, the next write. */
  function alarmAt(moment: 'before' | 'after', of: Request): Desk {
    const { store } = bench.desk;
    let isRaised = false;
    const raise = async () => {
      isRaised = true;
      const command = { does: 'raise-alarm', ask: ASKED.id, by: ASKED.of } as const;
      assert.equal((await raiseAlarm(bench.desk, of, command)).kind, 'done');
    };
    const replace: typeof store.replace = async (...written) => {
      if (!isRaised && moment === 'before') await raise();
      const after = await store.replace(...written);
      if (!isRaised) await raise();
      return after;
    };
    const own = (target: typeof store, name: string | symbol): unknown => {
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    };
    const get = (target: typeof store, name: string | symbol) => (name === 'replace' ? replace : own(target, name));
    return { ...bench.desk, store: new Proxy(store, { get }) };
  }

  for (const moment of ['before', 'after'] as const) {
    it(`of its own request, ${moment} it is put on record: nothing is shown`, async () => {
      const pressed = { does: 'show', by: request.requester, at: PLACE } as const;
      const answer = await show(alarmAt(moment, request), bench.session, request, pressed);
      assert.deepEqual(answer, { kind: 'stale' });
      assert.equal((await bench.present(request))?.state, 'done');
    });

    it(`of another request about the person, ${moment} it is put on record: nothing is shown`, async () => {
      const another = await bench.put({ target: TARGET, caller: CALLER });
      const pressed = { does: 'show', by: request.requester, at: PLACE } as const;
      const answer = await show(alarmAt(moment, another), bench.session, request, pressed);
      assert.equal(answer.kind === 'refused' && answer.refusal.rule, 'alarm-in-force');
      assert.equal((await bench.present(request))?.state, 'carried-out');
    });
  }
});
