import assert from 'node:assert/strict';
import { PASS_AFTERWARDS } from '../../../../src/desk/actions/temporary-access-pass/afterwards.ts';
import type { PassTerms } from '../../../../src/desk/actions/temporary-access-pass/pass.ts';
import type { Done, Failed } from '../../../../src/desk/request/request.ts';
import { DirectoryError } from '../../../../src/errors.ts';
import type { KnownPass } from '../../model/passes.ts';
import { MAY, MINUTE, NOW, PassBench, passRequest, TERMS } from '../../support/pass-bench.ts';

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
async function readAfter(terms: PassTerms, happens: (bench: PassBench) => void, ahead = 0): Promise<string> {
  const bench = new PassBench(ahead);
  const request = handedOver(bench.make(terms));
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
    ['switched off by the tenant', TERMS, switchedOff, 'expired'],
    [
      'used before the tenant switched them off',
      TERMS,
      (bench: PassBench) => [used(bench), switchedOff(bench)],
      'used',
    ],
  ] as const) {
    it(what, async () => assert.equal(await readAfter(terms, happens), status));
  }

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

  it('by our clock, however wrong the directory’s is', () => {
    for (const ahead of [-10 * MINUTE, 10 * MINUTE]) {
      const { what } = new PassBench(ahead).make();
      assert.equal(PASS_AFTERWARDS.endsAt(failed({ made: what, clockAhead: ahead })), NOW + 60 * MINUTE);
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
  const withdraw = (bench: PassBench, request: Done | Failed, may = MAY) =>
    PASS_AFTERWARDS.withdraw(bench.session, request, may);
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

  it('leaves what another request has made, and waits where that is not known', async () => {
    const bench = new PassBench();
    bench.make();
    assert.equal(await withdraw(bench, failed(), async () => 'not-ours'), 'gone');
    assert.equal(await withdraw(bench, failed(), async () => 'not-now'), 'unknown');
    assert.ok(bench.present);
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
