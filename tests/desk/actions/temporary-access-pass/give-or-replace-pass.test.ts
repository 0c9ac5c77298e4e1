import assert from 'node:assert/strict';
import { giveOrReplacePass } from '../../../../src/desk/actions/temporary-access-pass/give-or-replace-pass.ts';
import type { CallAnswer } from '../../../../src/desk/ports.ts';
import type { Begun } from '../../../../src/desk/request/request.ts';
import { MINUTE, naming, PassBench, passRequest, TERMS } from '../../support/pass-bench.ts';

const ASKED = `asked for ${JSON.stringify(TERMS)}`;

/** What the call came to, in a word. */
async function called(bench: PassBench, request: Begun): Promise<string> {
  const answer = await giveOrReplacePass(bench.session, request);
  return answer.kind === 'rejected' ? answer.why : answer.kind;
}

function madeBy(answer: CallAnswer) {
  return answer.kind === 'accepted' ? answer.made : undefined;
}

describe('making a pass', () => {
  it('is one call, whose answer alone has the secret', async () => {
    const bench = new PassBench();
    const made = madeBy(await giveOrReplacePass(bench.session, passRequest()));
    assert.deepEqual(made, { what: bench.present?.what, secret: bench.present?.secret });
    assert.deepEqual(bench.calls, [ASKED]);
  });

  it('is with what was chosen, or else with what is usual', async () => {
    const bench = new PassBench();
    const terms = { once: false, minutes: 90, startsAt: bench.now + 60 * MINUTE };
    await giveOrReplacePass(bench.session, passRequest({ terms }));
    await giveOrReplacePass(bench.session, passRequest({ terms: undefined }));
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

  for (const reading of ['exists', 'not-possible'] as const) {
    describe(`where Graph refuses a second one (${reading})`, () => {
      function withFirst() {
        const bench = new PassBench();
        bench.entra.passCalls.secondPass = reading;
        return { bench, first: bench.make() };
      }

      it('deletes the first, which the card has named, and makes the call once more', async () => {
        const { bench, first } = withFirst();
        assert.equal(await called(bench, naming(first)), 'accepted');
        assert.deepEqual(bench.calls, [ASKED, `deleted ${first.what.id}`, ASKED]);
        assert.equal(bench.present?.by, 'correlation-1');
      });

      it('leaves one that the card has not named where it is', async () => {
        for (const request of [
          passRequest(),
          naming({ ...withFirst().first, what: { ...withFirst().first.what, id: 'x' } }),
        ]) {
          const { bench, first } = withFirst();
          assert.equal(await called(bench, request), 'exists');
          assert.deepEqual(bench.calls, [ASKED]);
          assert.equal(bench.present?.what.id, first.what.id);
        }
      });

      it('leaves one where it is whose list can’t be read', async () => {
        const { bench, first } = withFirst();
        bench.goesWrong([], 'passes-unreadable');
        assert.equal(await called(bench, naming(first)), reading);
        assert.deepEqual([bench.calls, bench.present?.what.id], [[ASKED], first.what.id]);
      });

      it('makes no further call where the first can’t be deleted', async () => {
        for (const trouble of ['withdraw-fails', 'withdraw-lost'] as const) {
          const { bench, first } = withFirst();
          bench.goesWrong([], trouble);
          assert.equal(await called(bench, naming(first)), 'exists', trouble);
          assert.equal(bench.calls.filter(call => call === ASKED).length, 1);
        }
      });

      it('makes the call once more at most', async () => {
        const { bench, first } = withFirst();
        bench.goesWrong(['none', 'not-possible']);
        assert.equal(await called(bench, naming(first)), 'not-possible');
        assert.equal(bench.calls.filter(call => call === ASKED).length, 2);
      });

      it('takes one that is over for none', async () => {
        const { bench, first } = withFirst();
        bench.now += 61 * MINUTE;
        assert.equal(await called(bench, naming(first)), 'accepted');
        assert.deepEqual(bench.calls, [ASKED]);
      });
    });
  }
});
