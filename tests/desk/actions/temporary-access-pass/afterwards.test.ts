import assert from 'node:assert/strict';
import { PASS_AFTERWARDS } from '../../../../src/desk/actions/temporary-access-pass/afterwards.ts';
import type { PassTerms } from '../../../../src/desk/actions/temporary-access-pass/pass.ts';
import type { Done, Failed } from '../../../../src/desk/request/request.ts';
import { DirectoryError } from '../../../../src/errors.ts';
import type { KnownPass } from '../../model/passes.ts';
import { MINUTE, NOW, PassBench, passRequest, TERMS, UNCLAIMED } from '../../support/pass-bench.ts';

const ACCEPTED = { carriedOutAt: NOW, verification: 'verified' } as const;
const LOST = { rule: 'answer-lost', values: {} } as const;

/** Johanna has handed this pass over. */
function handedOver({ what }: KnownPass): Done {
  return { ...passRequest(), ...ACCEPTED, state: 'done', ending: 'handed-over', finishedAt: NOW, made: what };
}

/** Her request has failed, and it is not known whether its call made one. */
function failed(change: Partial<Failed> = {}): Failed {
  return { ...passRequest(), state: 'failed', refusal: LOST, finishedAt: NOW, ...change };
}

/** What is read of a pass with these terms, after this has happened. */
async function readAfter(terms: PassTerms, happens: (bench: PassBench) => void, clockAhead = 0): Promise<string> {
  const bench = new PassBench(clockAhead);
  const request = { ...handedOver(bench.make(terms)), clockAhead };
  happens(bench);
  const { status, at } = await PASS_AFTERWARDS.read(bench.session, request, bench.now);
  assert.equal(at, bench.now);
  return status;
}

const nothing = () => undefined;
const used = ({ entra }: PassBench) => entra.passes.outsideDoes('anna', 'pass-used');
const switchedOff = ({ entra }: PassBench) => {
  entra.passes.switchedOff = true;
};
const deleted = ({ entra }: PassBench) => entra.passes.outsideDoes('anna', 'pass-deleted');
const replaced = ({ entra }: PassBench) => entra.passes.outsideDoes('anna', 'pass-made');
const passes = (minutes: number) => (bench: PassBench) => {
  bench.now += minutes * MINUTE;
};

describe('what has become of a pass', () => {
  const several = { ...TERMS, once: false };
  const later = { ...TERMS, startsAt: NOW + 60 * MINUTE };
  for (const [what, terms, happens, status] of [
    ['not used yet', TERMS, nothing, 'not-used'],
    ['used', TERMS, used, 'used'],
    ['used, and over by now', TERMS, (bench: PassBench) => [used(bench), passes(61)(bench)], 'used'],
    ['over without being used', TERMS, passes(60), 'expired'],
    ['nearly over', TERMS, passes(59), 'not-used'],
    ['deleted by somebody', TERMS, deleted, 'withdrawn'],
    ['another one is in its place', TERMS, replaced, 'withdrawn'],
    [
      'deleted, and it would be over by now',
      TERMS,
      (bench: PassBench) => [deleted(bench), passes(60)(bench)],
      'expired',
    ],
    ['for several sign-ins: nobody tells whether it was used', several, nothing, 'not-known'],
    ['for several sign-ins, used', several, used, 'not-known'],
    ['for several sign-ins, over', several, passes(60), 'expired'],
    ['for several sign-ins, deleted', several, deleted, 'withdrawn'],
    ['not begun yet', later, nothing, 'not-yet'],
    ['not begun yet, for several sign-ins', { ...later, once: false }, nothing, 'not-yet'],
    ['begun meanwhile', later, passes(60), 'not-used'],
    ['begun and over', later, passes(120), 'expired'],
    ['switched off by the tenant', TERMS, switchedOff, 'disabled'],
    [
      'used before the tenant switched them off',
      TERMS,
      (bench: PassBench) => [used(bench), switchedOff(bench)],
      'used',
    ],
  ] as const) {
    it(what, async () => assert.equal(await readAfter(terms, happens), status));
  }

  it('is told by the directory’s clock, however wrong that is', async () => {
    for (const ahead of [-10 * MINUTE, 10 * MINUTE]) {
      assert.equal(await readAfter(TERMS, passes(55), ahead), 'not-used');
      assert.equal(await readAfter(TERMS, bench => [deleted(bench), passes(55)(bench)], ahead), 'withdrawn');
      assert.equal(await readAfter(TERMS, bench => [deleted(bench), passes(60)(bench)], ahead), 'expired');
    }
  });

  it('is not known where the list can’t be read', async () => {
    const bench = new PassBench();
    const request = handedOver(bench.make());
    bench.goesWrong([], 'passes-unreadable');
    await assert.rejects(PASS_AFTERWARDS.read(bench.session, request, NOW), DirectoryError);
  });
});

describe('when a pass is over by itself', () => {
  it('at the end that the directory has told', () => {
    const { what } = new PassBench().make({ once: true, minutes: 90 });
    assert.equal(PASS_AFTERWARDS.endsAt(failed({ made: what })), NOW + 90 * MINUTE);
  });

  it('by the directory’s clock, however wrong that is', () => {
    for (const clockAhead of [-10 * MINUTE, 10 * MINUTE]) {
      const { what: made } = new PassBench(clockAhead).make();
      const calledAt = [NOW + clockAhead];
      assert.equal(PASS_AFTERWARDS.endsAt(failed({ made, clockAhead, calledAt })), NOW + 60 * MINUTE + clockAhead);
      assert.equal(PASS_AFTERWARDS.endsAt(failed({ clockAhead, calledAt })), NOW + 61 * MINUTE + clockAhead);
    }
  });

  it('no later than the last call could have made it, where that is not known', () => {
    const call = (minutes: number) => NOW + minutes * MINUTE;
    // A call takes a minute at most.
    assert.equal(PASS_AFTERWARDS.endsAt(failed()), call(61));
    assert.equal(PASS_AFTERWARDS.endsAt(failed({ repeatedAt: [call(3), call(14)] })), call(75));
    const startsAt = call(600);
    assert.equal(PASS_AFTERWARDS.endsAt(failed({ terms: { ...TERMS, startsAt } })), call(660));
  });
});

describe('withdrawing a pass', () => {
  const withdraw = (bench: PassBench, request: Done | Failed, isUnclaimed = UNCLAIMED) =>
    PASS_AFTERWARDS.withdraw(bench.session, request, isUnclaimed);
  const nobody = async () => assert.fail('whose it is is known');

  it('deletes the one that was made, without looking for it', async () => {
    const bench = new PassBench();
    const request = handedOver(bench.make());
    bench.goesWrong([], 'passes-unreadable');
    assert.equal(await withdraw(bench, request, nobody), 'done');
    assert.equal(bench.present, undefined);
  });

  it('deletes no other that has taken its place', async () => {
    const bench = new PassBench();
    const request = handedOver(bench.make());
    replaced(bench);
    assert.equal(await withdraw(bench, request, nobody), 'gone');
    assert.equal(bench.present?.by, 'outside');
  });

  it('deletes what a lost call has made', async () => {
    const bench = new PassBench();
    bench.make();
    assert.equal(await withdraw(bench, failed()), 'done');
    assert.equal(bench.present, undefined);
  });

  it('has nothing to do where a lost call has made nothing', async () => {
    const bench = new PassBench();
    assert.equal(await withdraw(bench, failed(), nobody), 'gone');
    bench.make({ once: false, minutes: 60 });
    assert.equal(await withdraw(bench, failed(), nobody), 'gone');
    assert.ok(bench.present);
  });

  it('leaves what another request has made, or may have', async () => {
    const bench = new PassBench();
    bench.make();
    assert.equal(await withdraw(bench, failed(), async () => false), 'gone');
    assert.ok(bench.present);
  });

  it('deletes what a late call has put in the place of the one that was made', async () => {
    const bench = new PassBench();
    const request = { ...handedOver(bench.make()), repeatedAt: [NOW] };
    bench.make();
    assert.equal(await withdraw(bench, request, async () => false), 'gone');
    assert.ok(bench.present, 'another request has made it');
    assert.equal(await withdraw(bench, request), 'done');
    assert.equal(bench.present, undefined);
  });

  it('is not known where it can’t be looked for, and never fails', async () => {
    const bench = new PassBench();
    bench.make();
    bench.goesWrong([], 'passes-unreadable');
    assert.equal(await withdraw(bench, failed(), nobody), 'unknown');
    bench.goesWrong([], 'withdraw-fails');
    assert.equal(await withdraw(bench, failed()), 'unknown');
    bench.goesWrong([]);
    bench.entra.signedIn.delete('johanna');
    assert.equal(await withdraw(bench, failed()), 'unknown');
    assert.ok(bench.present);
  });
});
