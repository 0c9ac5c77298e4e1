import assert from 'node:assert/strict';
import { isOurs, isShown, undoLost } from '../../../../src/desk/actions/temporary-access-pass/lost-call.ts';
import type { PresentPass } from '../../../../src/desk/actions/temporary-access-pass/pass.ts';
import { DirectoryError } from '../../../../src/errors.ts';
import { MINUTE, NOW, naming, PassBench, passRequest, TERMS, UNCLAIMED } from '../../support/pass-bench.ts';

const SECOND = 1_000;

/** A pass of 60 minutes for one sign-in, made at the moment of the call. */
function pass(change: Partial<PresentPass> = {}): PresentPass {
  const { createdAt = NOW, startsAt = createdAt } = change;
  return { id: 'p', once: true, createdAt, startsAt, endsAt: startsAt + 60 * MINUTE, state: 'usable', ...change };
}

describe('whether a lost call has made a pass', () => {
  it('is so of one that was made with what was asked for, while a call was under way', () => {
    for (const createdAt of [NOW, NOW + 20 * SECOND, NOW + MINUTE])
      assert.equal(isOurs(pass({ createdAt }), passRequest()), true, String(createdAt - NOW));
  });

  it('allows for the directory’s rounding and the time that a call may take, and no more', () => {
    const made = (after: number) => isOurs(pass({ createdAt: NOW + after }), passRequest());
    assert.deepEqual([-5_001, -5_000, 65_000, 65_001].map(made), [false, true, true, false]);
  });

  it('is told by the directory’s clock, however wrong ours is', () => {
    for (const ahead of [-10 * MINUTE, 10 * MINUTE]) {
      const request = passRequest({ clockAhead: ahead, calledAt: [NOW + ahead] });
      assert.equal(isOurs(pass({ createdAt: NOW + ahead }), request), true);
      assert.equal(isOurs(pass({ createdAt: NOW }), request), false);
    }
  });

  it('is not so where the directory did not tell its time', () =>
    assert.equal(isOurs(pass(), passRequest({ calledAt: [], clockAhead: undefined })), false));

  it('is so of each call with the same terms', () => {
    const request = passRequest({ calledAt: [NOW, NOW + 10 * MINUTE], repeatedAt: [NOW + 10 * MINUTE] });
    assert.equal(isOurs(pass({ createdAt: NOW + 10 * MINUTE }), request), true);
    assert.equal(isOurs(pass({ createdAt: NOW + 5 * MINUTE }), request), false);
  });

  it('is not so of one that somebody else has made meanwhile, with other terms', () => {
    const request = passRequest();
    for (const other of [
      pass({ once: false }),
      pass({ endsAt: NOW + 61 * MINUTE }),
      pass({ endsAt: NOW + 59 * MINUTE }),
    ])
      assert.equal(isOurs(other, request), false, JSON.stringify(other));
    assert.equal(isOurs(pass({ endsAt: NOW + 60 * MINUTE + 999 }), request), true, 'less than a minute is rounding');
  });

  it('is so of one that begins later, where that was asked for', () => {
    const startsAt = NOW + 24 * 60 * MINUTE;
    assert.equal(isOurs(pass({ startsAt, state: 'not-yet' }), passRequest({ terms: { ...TERMS, startsAt } })), true);
  });

  it('is not so without knowing what was asked for', () =>
    assert.equal(isOurs(pass(), passRequest({ terms: undefined })), false));

  it('is never so of the one that was there before and that the card has named', () => {
    const bench = new PassBench();
    const before = bench.make();
    const request = naming(before);
    assert.equal(isShown({ id: before.what.id }, request), true);
    assert.equal(isOurs({ ...before.what, state: 'usable' }, request), false);
    assert.equal(isShown({ id: 'another' }, request), false);
    assert.equal(isShown({ id: 'another' }, passRequest()), false);
    assert.equal(
      isShown({ id: 'p' }, passRequest({ target: { ...passRequest().target, findings: undefined } })),
      false,
    );
  });
});

describe('undoing what a lost call has made', () => {
  it('deletes it, since nobody can see its secret any more', async () => {
    const bench = new PassBench();
    bench.goesWrong(['lost-after']);
    assert.deepEqual(await bench.session.givePass('anna', TERMS), { kind: 'unknown' });
    assert.equal(await undoLost(bench.session, passRequest(), UNCLAIMED), 'undone');
    assert.equal(bench.present, undefined);
  });

  it('has nothing to do where the call has not arrived, or not yet', async () => {
    for (const fault of ['lost-before', 'lost-late'] as const) {
      const bench = new PassBench();
      bench.goesWrong([fault]);
      await bench.session.givePass('anna', TERMS);
      assert.equal(await undoLost(bench.session, passRequest(), UNCLAIMED), 'not-seen', fault);
    }
  });

  it('leaves one that is not ours where it is', async () => {
    const bench = new PassBench();
    bench.make({ once: false, minutes: 60 });
    assert.equal(await undoLost(bench.session, passRequest(), UNCLAIMED), 'not-seen');
    assert.ok(bench.present);
  });

  it('leaves one where it is that another request has made, or may have', async () => {
    const bench = new PassBench();
    const { what } = bench.make();
    const asked: string[] = [];
    const undone = await undoLost(bench.session, passRequest(), async id => {
      asked.push(id);
      return false;
    });
    assert.equal(undone, 'not-seen');
    assert.deepEqual([asked, bench.present?.what.id], [[what.id], what.id]);
  });

  it('asks before it deletes, and for nothing that it does not delete', async () => {
    const bench = new PassBench();
    const nobody = async () => assert.fail('nothing is to be deleted');
    assert.equal(await undoLost(bench.session, passRequest(), nobody), 'not-seen');
    bench.make();
    const alive = await new Promise<boolean>(resolve => {
      const may = async () => {
        resolve(bench.present !== undefined);
        return true;
      };
      undoLost(bench.session, passRequest(), may).catch(() => undefined);
    });
    assert.ok(alive);
  });

  it('fails where the list can’t be read: then nobody knows what is there', async () => {
    const bench = new PassBench();
    bench.make();
    bench.goesWrong([], 'passes-unreadable');
    await assert.rejects(undoLost(bench.session, passRequest(), UNCLAIMED), DirectoryError);
    assert.ok(bench.present);
  });

  it('fails where ours can’t be deleted: another one would be a second', async () => {
    for (const trouble of ['withdraw-fails', 'withdraw-lost'] as const) {
      const bench = new PassBench();
      bench.make();
      bench.goesWrong([], trouble);
      await assert.rejects(undoLost(bench.session, passRequest(), UNCLAIMED), DirectoryError, trouble);
    }
  });
});
