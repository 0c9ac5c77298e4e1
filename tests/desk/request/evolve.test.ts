import assert from 'node:assert/strict';
import { nextLook } from '../../../src/desk/request/duties.ts';
import { evolve, openChoice, openFor } from '../../../src/desk/request/evolve.ts';
import { heldTarget, takenOverOf } from '../../../src/desk/request/holding.ts';
import { mayHappen } from '../../../src/desk/request/possible-events.ts';
import { approvalOf, dueAtOf, targetOf } from '../../../src/desk/request/request.ts';
import { DECLINED, EVENTS, FINAL, NOW, requestBefore, requestIn, STATES, TARGET, WANTED } from '../support/requests.ts';

import { endOf, possible, QUIET, SHOW_WITHIN, TYPES } from './evolve/leads.ts';

describe('the states of a request', () => {
  for (const state of STATES) {
    for (const type of TYPES) {
      const end = endOf(state, type);
      it(`${state} + ${type}: ${end ?? 'impossible'}`, () => {
        const before = requestBefore(state, type);
        const copy = structuredClone(before);
        const after = evolve(before, EVENTS[type], NOW + 1);
        assert.equal(after?.state, end);
        assert.equal(mayHappen(state, type), end !== undefined);
        assert.deepEqual(before, copy, 'an event changes nothing in place');
      });
    }
  }

  it('awaiting-approval + decided, where it was declined: declined', () => {
    const declined = evolve(requestIn('awaiting-approval'), { type: 'decided', decision: DECLINED }, NOW);
    assert.equal(declined?.state, 'declined');
    assert.deepEqual(declined && approvalOf(declined)?.decision, DECLINED);
  });

  it('never changes who asked, what for, whom it is about, and what joins the records', () => {
    for (const { state, type, name } of possible()) {
      const before = requestBefore(state, type);
      const after = evolve(before, EVENTS[type], NOW + 1);
      assert.ok(after, name);
      for (const field of ['id', 'version', 'action', 'correlationId', 'requester', 'query', 'createdAt'] as const) {
        assert.deepEqual(after[field], before[field], `${name}: ${field}`);
      }
      assert.deepEqual(targetOf(after), targetOf(before) ?? (type === 'picked' ? TARGET : undefined), name);
    }
  });

  it('keeps an offer to take over no longer than the card that made it', () => {
    for (const type of ['confirmed', 'approval-asked', 'cancelled', 'expired', 'refused'] as const) {
      const after = evolve(requestIn('open', { heldBy: 'h' }), EVENTS[type], NOW + 1);
      assert.ok(after && !('heldBy' in after), type);
    }
  });

  it('keeps why it offers others than those who were meant no longer than the choice', () => {
    for (const type of ['picked', 'cancelled', 'expired', 'refused'] as const) {
      const after = evolve(requestIn('choosing', { unsure: 'name' }), EVENTS[type], NOW + 1);
      assert.ok(after && !('unsure' in after), type);
    }
  });

  it('remembers who took over, and when, for good', () => {
    for (const state of ['unknown', 'carried-out'] as const) {
      const taken = evolve(requestIn(state), EVENTS['taken-over'], NOW + 1);
      assert.ok(taken && 'takenOver' in taken, state);
      assert.deepEqual(taken.takenOver, { by: { id: 'g', name: 'Gunnar' }, at: NOW + 1 });
      const { takenOver: _, ...erased } = taken;
      const { duties, ...rest } = evolve(requestIn(state), EVENTS.erased, NOW + 1) ?? assert.fail();
      assert.deepEqual({ ...erased, duties }, { ...rest, duties }, 'in all else as if it had been erased');
    }
    const done = evolve(requestIn('carried-out'), EVENTS['taken-over'], NOW + 1) ?? assert.fail();
    const undone = evolve(done, EVENTS.rejected, NOW + 2);
    assert.deepEqual(undone && takenOverOf(undone)?.by.id, 'g');
  });

  it('keeps no secret and waits for nothing in a final state', () => {
    let seen = 0;
    for (const { state, type, end, name } of possible()) {
      if (!FINAL.includes(end) || FINAL.includes(state)) continue;
      const after = evolve(requestBefore(state, type), EVENTS[type], NOW + 1);
      assert.ok(after, name);
      for (const left of ['sealed', 'candidates', 'dueAt']) assert.ok(!(left in after), `${name}: ${left}`);
      assert.equal('finishedAt' in after && after.finishedAt, NOW + 1, name);
      seen += 1;
    }
    assert.ok(seen >= 17, `${seen} ends`);
    const declined = evolve(requestIn('awaiting-approval'), { type: 'decided', decision: DECLINED }, NOW + 1);
    assert.equal(declined?.state === 'declined' && declined.finishedAt, NOW + 1);
    assert.ok(declined && !('dueAt' in declined));
  });

  it('always ends by itself, or has ended', () => {
    for (const { state, type, end, name } of possible()) {
      const after = evolve(requestBefore(state, type), EVENTS[type], NOW + 1);
      assert.ok(after, name);
      assert.equal(dueAtOf(after) === undefined, FINAL.includes(end), name);
    }
  });

  it('holds a password only while one may be in force and not handed over, and its target as long', () => {
    for (const { state, type, end, name } of possible()) {
      const after = evolve(requestBefore(state, type), EVENTS[type], NOW + 1);
      assert.ok(after, name);
      const holds = ['running', 'unknown', 'carried-out'].includes(end);
      assert.equal('sealed' in after, holds, name);
      assert.equal(heldTarget(after), holds ? TARGET.id : undefined, name);
    }
  });

  it('shows on the cards what is to be seen, counting tries from the start, and leaves them alone otherwise', () => {
    const owed = { what: 'cards', at: NOW + 1000 * SHOW_WITHIN, tries: 3 } as const;
    for (const { state, type, name } of possible()) {
      if (type === 'duty-done' || type === 'duty-failed') continue;
      const after = evolve({ ...requestBefore(state, type), duties: [owed] }, EVENTS[type], NOW + 1);
      const anew = { what: 'cards', at: NOW + 1 + SHOW_WITHIN, tries: 0 } as const;
      const cards = after?.duties.filter(({ what }) => what === 'cards');
      assert.deepEqual(cards, [QUIET.includes(type) ? owed : anew], name);
    }
  });

  it('is looked at again for as long as something is left to do', () => {
    for (const { state, type, end, name } of possible()) {
      const after = evolve(requestBefore(state, type), EVENTS[type], NOW + 1);
      assert.ok(after, name);
      assert.equal(nextLook(after) === undefined, FINAL.includes(end) && QUIET.includes(type), name);
    }
  });
});

describe('a new request', () => {
  it('waits for a choice, or for a confirmation', () => {
    const several = openChoice(WANTED, { candidates: [TARGET] }, NOW);
    assert.equal(several.state, 'choosing');
    assert.equal(targetOf(several), undefined);
    assert.deepEqual(several.candidates, [TARGET]);
    const one = openFor(WANTED, TARGET, NOW);
    assert.equal(one.state, 'open');
    assert.deepEqual(one.target, TARGET);
    for (const request of [several, one]) {
      assert.equal(request.dueAt, NOW + 600_000);
      assert.equal(nextLook(request), NOW + 600_000);
      assert.equal(request.createdAt, NOW);
      assert.ok(!('attempts' in request), 'nothing has been called for');
      assert.equal(request.version, 1);
      assert.deepEqual(request.duties, []);
    }
  });
});
