import assert from 'node:assert/strict';
import { mayTakeOver } from '../../../src/desk/request/may-take-over.ts';
import { requestIn, WANTED } from '../support/requests.ts';

const GUNNAR = { accounts: ['g'] };

describe('who may take a held target over', () => {
  for (const state of ['running', 'unknown', 'carried-out'] as const) {
    for (const [mine, theirs, may] of [
      ['everybody', 'some', true],
      ['everybody', 'everybody', false],
      ['some', 'some', false],
      ['some', 'everybody', false],
    ] as const) {
      it(`${state}: a role that reaches ${mine} from one that reaches ${theirs}: ${may ? 'yes' : 'no'}`, () => {
        assert.equal(mayTakeOver({ actor: GUNNAR, reach: mine }, requestIn(state, { reach: theirs })), may);
      });
    }

    it(`${state}: nobody from themselves`, () => {
      const holder = requestIn(state, { reach: 'some' });
      assert.equal(mayTakeOver({ actor: { accounts: [WANTED.requester.id] }, reach: 'everybody' }, holder), false);
    });
  }
});
