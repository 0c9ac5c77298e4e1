import assert from 'node:assert/strict';
import { answerProof } from '../../../src/desk/answer-proof.ts';
import { knownCaller } from '../../../src/desk/request/caller.ts';
import { NOW, sampleTarget } from '../../store/samples.ts';
import type { StoreName } from '../../support/both-stores.ts';
import { ASK, PLACE } from '../support/requests.ts';
import { TWO_DESKS, type TwoDesks } from '../support/two-desks.ts';

const TARGET = sampleTarget('anna');
const NUMBERS = { shown: [17, 42, 93], right: 42 };
const ASKED = {
  ...ASK,
  of: { id: TARGET.id, name: TARGET.displayName },
  askedAt: NOW,
  until: NOW + 180_000,
  numbers: NUMBERS,
};
const ANSWERS = 100;

for (const name of Object.keys(TWO_DESKS) as StoreName[]) {
  describe(`a hundred answers to one ask, with two desks on one store (${name})`, function () {
    this.timeout(300_000);
    let two: TwoDesks;
    beforeEach(async () => {
      two = await TWO_DESKS[name]();
    });
    afterEach(() => two.dispose());

    for (const [what, first] of [
      ['the right one before the others', [42, 17, 93]],
      ['a wrong one before the others', [17, 42, 93]],
    ] as const) {
      it(`are one try, and one proof at most: ${what}`, async () => {
        const request = await two.bench.put({ target: TARGET, caller: { proofs: [], asks: [ASKED] } });
        const pressed = Array.from({ length: ANSWERS }, (_, turn) => {
          const answer = first[turn % first.length] ?? 0;
          const command = { does: 'answer-proof', ask: ASKED.id, answer, by: ASKED.of, at: PLACE } as const;
          return answerProof(two.desks[turn % 2] ?? assert.fail(), request, command);
        });
        const answered = await Promise.all(pressed);
        assert.equal(answered.filter(({ kind }) => kind === 'done').length, 1);
        assert.equal(answered.filter(({ kind }) => kind === 'stale').length, ANSWERS - 1);
        const present = (await two.bench.present(request)) ?? assert.fail('it is gone');
        const { proofs, asks } = knownCaller(present);
        const winner = answered.findIndex(({ kind }) => kind === 'done') % first.length;
        assert.deepEqual(
          [proofs.map(({ kind }) => kind), asks.map(({ ended }) => ended)],
          first[winner] === NUMBERS.right ? [['number-match'], ['proved']] : [[], ['wrong']],
        );
        const { store } = two.bench.desk;
        assert.ok('auditTrail' in store && typeof store.auditTrail === 'function');
        const rows: { event: string }[] = await store.auditTrail(request.id);
        assert.equal(rows.filter(({ event }) => /^proof-(not-)?given$/.test(event)).length, 1);
      });
    }
  });
}
