import assert from 'node:assert/strict';
import { giveOrReplacePass } from '../../../../src/desk/actions/temporary-access-pass/give-or-replace-pass.ts';
import type { CallAnswer } from '../../../../src/desk/ports.ts';
import type { Begun } from '../../../../src/desk/request/request.ts';
import type { CallFault, Trouble } from '../../model/events.ts';
import { MINUTE, naming, PassBench, passRequest, TERMS } from '../../support/pass-bench.ts';

const ASKED = `asked for ${JSON.stringify(TERMS)}`;

const IN_TIME = { secret: undefined, isInTime: () => true };

/** What the call came to, in a word, and whether the pass of before was deleted for it. */
async function called(bench: PassBench, request: Begun, isInTime = IN_TIME.isInTime): Promise<string> {
  const answer = await giveOrReplacePass(bench.session, request, { ...IN_TIME, isInTime });
  const what = answer.kind === 'rejected' ? answer.why : answer.kind;
  return answer.tookAway ? `${what}, took one away` : what;
}

function madeBy(answer: CallAnswer) {
  return answer.kind === 'accepted' ? answer.made : undefined;
}

describe('making a pass', () => {
  it('is one call, whose answer alone has the secret', async () => {
    const bench = new PassBench();
    const made = madeBy(await giveOrReplacePass(bench.session, passRequest(), IN_TIME));
    assert.deepEqual(made, { what: bench.present?.what, secret: bench.present?.secret });
    assert.deepEqual(bench.calls, [ASKED]);
  });

  it('is with what was chosen, or else with what is usual', async () => {
    const bench = new PassBench();
    const terms = { once: false, minutes: 90, startsAt: bench.now + 60 * MINUTE };
    await called(bench, passRequest({ terms }));
    await called(bench, passRequest({ terms: undefined }));
    assert.deepEqual(bench.calls, [`asked for ${JSON.stringify(terms)}`, ASKED]);
  });

  for (const fault of ['denied', 'gone', 'busy', 'sign-in-again', 'weak'] as const) {
    it(`is not tried again where Graph refuses it: ${fault}`, async () => {
      const bench = new PassBench();
      const { what } = bench.make();
      bench.goesWrong([fault]);
      const expected = fault === 'weak' ? 'lifetime' : fault;
      assert.equal(await called(bench, passRequest()), expected);
      assert.deepEqual(bench.calls, [ASKED]);
      assert.equal(bench.present?.what.id, what.id, 'what was there is left where it is');
    });
  }

  for (const fault of ['lost-before', 'lost-after', 'lost-late'] as const) {
    it(`is not tried again where the answer is lost: ${fault}`, async () => {
      const bench = new PassBench();
      bench.goesWrong([fault]);
      assert.equal(await called(bench, passRequest()), 'unknown');
      assert.deepEqual(bench.calls, [ASKED]);
    });
  }

  it('is refused for whoever has no pass, and nothing is deleted', async () => {
    const bench = new PassBench();
    bench.goesWrong(['not-possible']);
    assert.equal(await called(bench, passRequest()), 'not-possible');
    assert.deepEqual(bench.calls, [ASKED]);
  });
});

describe('making a pass for somebody who has one', () => {
  it('puts it in the place of the first, where Graph does so', async () => {
    const bench = new PassBench();
    const first = bench.make();
    assert.equal(await called(bench, naming(first)), 'accepted');
    assert.deepEqual(bench.calls, [ASKED]);
    assert.deepEqual([first.gone, bench.present?.by], [true, 'correlation-1']);
  });

  it('leaves it where it is, where Graph refuses for a reason that is not known', async () => {
    const bench = new PassBench();
    bench.entra.passCalls.secondPass = 'not-possible';
    const first = bench.make();
    assert.equal(await called(bench, naming(first)), 'not-possible');
    assert.deepEqual([bench.calls, bench.present?.what.id], [[ASKED], first.what.id]);
  });
});

describe('making a pass where Graph refuses a second one', () => {
  const ONE_MORE = [ASKED, 'deleted pass-1', ASKED];

  function withFirst(trouble: Trouble = 'none', faults: readonly CallFault[] = []) {
    const bench = new PassBench();
    bench.entra.passCalls.secondPass = 'exists';
    const first = bench.make();
    bench.goesWrong(faults, trouble);
    return { bench, first };
  }

  it('deletes the first, which the card has named, and makes the call once more', async () => {
    const { bench, first } = withFirst();
    assert.equal(await called(bench, naming(first)), 'accepted, took one away');
    assert.deepEqual([bench.calls, bench.present?.by], [ONE_MORE, 'correlation-1']);
  });

  it('leaves one that the card has not named where it is', async () => {
    const another = naming(new PassBench().make());
    for (const request of [passRequest(), { ...another, target: { ...another.target, findings: {} } }]) {
      const { bench, first } = withFirst();
      assert.equal(await called(bench, request), 'exists');
      assert.deepEqual([bench.calls, bench.present?.what.id], [[ASKED], first.what.id]);
    }
  });

  it('leaves one where it is whose list can’t be read', async () => {
    const { bench, first } = withFirst('passes-unreadable');
    assert.equal(await called(bench, naming(first)), 'exists');
    assert.deepEqual([bench.calls, bench.present?.what.id], [[ASKED], first.what.id]);
  });

  it('makes no further call where the first can’t be deleted', async () => {
    for (const trouble of ['withdraw-fails', 'withdraw-lost'] as const) {
      const { bench, first } = withFirst(trouble);
      assert.equal(await called(bench, naming(first)), 'exists', trouble);
      assert.equal(bench.calls.filter(call => call === ASKED).length, 1);
    }
  });

  for (const fault of ['weak', 'denied', 'busy', 'not-possible', 'sign-in-again', 'gone'] as const) {
    it(`makes the call once more at most, and says that the first is gone (${fault})`, async () => {
      const { bench, first } = withFirst('none', ['none', fault]);
      assert.equal(await called(bench, naming(first)), 'earlier-deleted, took one away');
      assert.deepEqual([bench.calls, bench.present], [ONE_MORE, undefined]);
    });
  }

  for (const fault of ['lost-before', 'lost-after', 'lost-late'] as const) {
    it(`makes the call once more at most, also where its answer is lost (${fault})`, async () => {
      const { bench, first } = withFirst('none', ['none', fault]);
      assert.equal(await called(bench, naming(first)), 'unknown, took one away');
      assert.deepEqual(bench.calls, ONE_MORE);
    });
  }

  it('deletes nothing that there is no time left to replace, and makes no call that somebody else may look for', async () => {
    for (const [answers, said, calls] of [
      [[false], 'exists', [ASKED]],
      [[true, false], 'earlier-deleted, took one away', [ASKED, 'deleted pass-1']],
    ] as const) {
      const { bench, first } = withFirst();
      const left = [...answers];
      const isInTime = () => left.shift() ?? assert.fail('asked too often');
      assert.equal(await called(bench, naming(first), isInTime), said);
      assert.deepEqual(bench.calls, calls);
    }
  });

  it('takes one that is over for none', async () => {
    const { bench, first } = withFirst();
    bench.now += 61 * MINUTE;
    assert.equal(await called(bench, naming(first)), 'accepted');
    assert.deepEqual(bench.calls, [ASKED]);
  });
});
