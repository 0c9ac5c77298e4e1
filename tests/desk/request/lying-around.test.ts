import assert from 'node:assert/strict';
import { lastOfEach, mayLieAround } from '../../../src/desk/request/lying-around.ts';
import { type Done, STATES } from '../../../src/desk/request/request.ts';
import { requestIn } from '../support/requests.ts';

const DONE: Done = { ...requestIn('done'), ending: 'handed-over', shownAt: undefined };

describe('whether somebody may have a secret', () => {
  it('is so of what was handed over, or shown and then erased', () => {
    assert.ok(mayLieAround(DONE));
    assert.ok(mayLieAround({ ...DONE, ending: 'erased', shownAt: 1 }));
  });

  it('is not so of what nobody has seen, or what was taken back', () => {
    assert.ok(!mayLieAround({ ...DONE, ending: 'erased' }));
    assert.ok(!mayLieAround({ ...DONE, withdrawnAt: 1 }));
  });

  for (const state of STATES.filter(each => each !== 'done')) {
    it(`is not so of a request that is ${state}`, () => assert.ok(!mayLieAround(requestIn(state))));
  }

  it('holds of the last of several about the same person, of each action', () => {
    const of = (id: string, startedAt: number, changes: Partial<Done> = {}): Done => ({
      ...DONE,
      id,
      startedAt,
      ...changes,
    });
    const other = { target: { ...DONE.target, id: 'another' } };
    const all = [
      of('second', 2),
      of('first', 1),
      of('a pass', 0, { action: 'temporary-access-pass' }),
      of('of another', 0, other),
    ];
    assert.deepEqual(
      lastOfEach(all).map(({ id }) => id),
      ['second', 'a pass', 'of another'],
    );
  });
});
