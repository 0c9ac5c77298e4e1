import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Answered } from '../../../src/desk/answers.ts';
import { confirm } from '../../../src/desk/confirm.ts';
import type { Desk } from '../../../src/desk/desk.ts';
import { type Shown, show } from '../../../src/desk/handover.ts';
import type { Offer } from '../../../src/desk/opening.ts';
import { raiseAlarm } from '../../../src/desk/raise-alarm.ts';
import { raisedAlarm } from '../../../src/desk/request/caller.ts';
import { type Request, type RequestState, STATES } from '../../../src/desk/request/request.ts';
import { retry, runApproved } from '../../../src/desk/run.ts';
import { NOW, sampleTarget } from '../../store/samples.ts';
import type { StoreName } from '../../support/both-stores.ts';
import { ASK, PLACE, requestIn } from '../support/requests.ts';
import { TWO_DESKS, type TwoDesks } from '../support/two-desks.ts';

const PASSWORD = 'Dk4x-7txw-m4xz-q8xk';
const TARGET = sampleTarget('anna');
const ASKED = { ...ASK, of: { id: TARGET.id, name: TARGET.displayName }, askedAt: NOW, until: NOW + 180_000 };
const CALLER = { proofs: [], asks: [ASKED] };
const TRIES = 100;

/** In which state the alarm leaves what it was raised about. */
const LEAVES: Readonly<Partial<Record<RequestState, RequestState>>> = {
  open: 'refused',
  'awaiting-approval': 'refused',
  approved: 'refused',
  unknown: 'failed',
  'carried-out': 'done',
};

type Told = Answered | Shown | Offer;
type Way = (desk: Desk, request: Request) => Promise<Told>;

async function assertNothing(told: Promise<Told[]>): Promise<void> {
  for (const { kind } of await told) assert.ok(kind === 'stale' || kind === 'refused', kind);
}

for (const name of Object.keys(TWO_DESKS) as StoreName[]) {
  describe(`an alarm, with two desks on one store (${name})`, function () {
    this.timeout(300_000);
    let two: TwoDesks;
    beforeEach(async () => {
      two = await TWO_DESKS[name]();
    });
    afterEach(() => two.dispose());

    function put(state: RequestState, id = randomUUID()): Promise<Request> {
      const sealed = two.bench.desk.seal.seal(PASSWORD, id);
      const holds = ['running', 'unknown', 'carried-out'].includes(state);
      const ended = 'finishedAt' in requestIn(state) && { finishedAt: NOW };
      const about = { id, state, target: TARGET, caller: CALLER, ...ended, ...(holds && { sealed }) };
      return two.bench.put(about as Partial<Request>);
    }

    const shows: Way = (desk, request) =>
      show(desk, two.bench.session, request, { does: 'show', by: request.requester, at: PLACE });
    /** All that could bring its requester to a secret. */
    const WAYS: readonly Way[] = [
      shows,
      (desk, request) =>
        confirm(desk, two.bench.session, request, {
          does: 'confirm',
          input: { reason: 'forgot', signOut: false, word: 'voice' },
          by: request.requester,
          at: request.place,
        }),
      (desk, request) =>
        runApproved(desk, two.bench.session, request, { does: 'run', word: 'voice', by: request.requester, at: PLACE }),
      (desk, request) => retry(desk, two.bench.session, request, { does: 'retry', by: request.requester, at: PLACE }),
    ];
    const raises = (request: Request, desk: Desk = two.desks[1]) =>
      raiseAlarm(desk, request, { does: 'raise-alarm', ask: ASKED.id, by: ASKED.of });

    /** Presses of the same moment, by turns on both desks; each knows the request as it was, or reads it. */
    async function tries(
      known: Request,
      ways: readonly Way[],
      count = TRIES,
      desks: readonly Desk[] = two.desks,
    ): Promise<Told[]> {
      const one = async (turn: number) => {
        const desk = desks[turn % desks.length] ?? assert.fail();
        const request = turn % 3 === 0 ? known : ((await desk.store.get(known.id)) ?? assert.fail('it is gone'));
        const way = ways[Math.floor(turn / 6) % ways.length] ?? shows;
        return way(desk, request);
      };
      return Promise.all(Array.from({ length: count }, (_, turn) => one(turn)));
    }

    async function rowsOf({ id }: Request): Promise<string[]> {
      const { store } = two.bench.desk;
      assert.ok('auditTrail' in store && typeof store.auditTrail === 'function');
      const rows: { event: string }[] = await store.auditTrail(id);
      return rows.map(({ event }) => event);
    }

    for (const state of STATES.filter(each => each !== 'choosing')) {
      it(`of a request that is ${state}: from then on no secret is shown, and none comes to be`, async () => {
        const request = await put(state);
        assert.equal((await raises(request)).kind, 'done');
        await assertNothing(tries(request, state === 'carried-out' ? [shows] : WAYS));
        const present = await two.bench.present(request);
        assert.equal(present?.state, LEAVES[state] ?? state);
        assert.ok(present && raisedAlarm(present));
        assert.equal('sealed' in present, state === 'running', 'what is called for now is erased by its answer');
        assert.deepEqual(two.bench.resets, []);
      });
    }

    it('while the directory is called: what comes of it is never shown', async () => {
      const request = await put('open');
      const called = Promise.withResolvers<void>();
      const answers = Promise.withResolvers<void>();
      const { resetPassword } = two.bench.session;
      two.bench.session.resetPassword = async (...call) => {
        called.resolve();
        await answers.promise;
        return resetPassword(...call);
      };
      const [confirms] = WAYS.slice(1);
      const confirming = confirms?.(two.desks[0], request);
      await called.promise;
      const raised = raises(request);
      const early = tries(request, [shows], TRIES / 2);
      await raised;
      answers.resolve();
      const late = tries(request, [shows], TRIES / 2);
      await assertNothing(early);
      await assertNothing(late);
      assert.equal((await confirming)?.kind, 'done');
      await assertNothing(tries(request, [shows]));
      const present = await two.bench.present(request);
      assert.ok(present?.state === 'done' && present.ending === 'erased' && !('sealed' in present));
    });

    it('while the secret is shown: what is shown was on record before it', async () => {
      const request = await put('carried-out');
      const early = tries(request, [shows], TRIES / 2);
      const raised = raises(request);
      const late = tries(request, [shows], TRIES / 2);
      assert.equal((await raised).kind, 'done');
      const after = tries(request, [shows]);
      await Promise.all([early, late]);
      await assertNothing(after);
      const rows = await rowsOf(request);
      assert.equal(rows.filter(event => event === 'password-erased').length, 1, rows.join());
      assert.ok(rows.lastIndexOf('password-shown') < rows.indexOf('password-erased'), rows.join());
    });

    it('of another request about the person: from then on no secret is shown', async () => {
      const request = await put('carried-out');
      const other = await put('open');
      const early = tries(request, [shows], TRIES / 10);
      assert.equal((await raises(other)).kind, 'done');
      // Each is a row on record: those of one desk are written together.
      for (const answer of await tries(request, [shows], TRIES, two.desks.slice(0, 1)))
        assert.equal(answer.kind === 'refused' && answer.refusal.rule, 'alarm-in-force');
      await early;
      assert.equal((await two.bench.present(request))?.state, 'carried-out');
    });

    it('is one, however many press it on both desks', async () => {
      const request = await put('open');
      const pressed = await Promise.all(
        Array.from({ length: TRIES }, (_, turn) => raises(request, two.desks[turn % 2])),
      );
      assert.equal(pressed.filter(({ kind }) => kind === 'done').length, 1);
      assert.equal((await rowsOf(request)).filter(event => event === 'alarm-raised').length, 1);
    });
  });
}
