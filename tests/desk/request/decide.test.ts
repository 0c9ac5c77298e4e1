import assert from 'node:assert/strict';
import { decide, decideAtOnce } from '../../../src/desk/request/decide.ts';
import { whyNotAdmitted } from '../../../src/desk/request/who-may-press.ts';
import { ASK, NOW, PLACE, requestIn, STATES } from '../support/requests.ts';
import {
  ALL_SPOTS,
  CHANNEL,
  DEEDS,
  decides,
  expectedAtOnce,
  MAY,
  madeIn,
  PEOPLE,
  PERSONS,
  SPOTS,
  STALE,
} from './decide/pressing.ts';

describe('who may press what, where, and in which state', () => {
  for (const does of DEEDS) {
    for (const person of PERSONS) {
      for (const spot of ALL_SPOTS) {
        it(`${does} by ${person}, ${spot}`, () => {
          for (const state of STATES) {
            const command = { does, by: PEOPLE[person], at: SPOTS[spot], ask: ASK.id };
            const expected = expectedAtOnce(does, state, person, spot);
            assert.deepEqual(decideAtOnce(madeIn(state), command, NOW), expected, state);
          }
        });
      }
    }
  }

  it('admits nobody else and nowhere else, whatever has become of the request', () => {
    let admitted = 0;
    for (const state of STATES) {
      for (const does of DEEDS.filter(each => !decides(each) && each !== 'give-way')) {
        for (const spot of ALL_SPOTS) {
          const { who, where } = MAY[does];
          if (who === 'target' && state === 'choosing') continue;
          const press = { at: SPOTS[spot], ask: ASK.id };
          assert.equal(whyNotAdmitted(madeIn(state), does, { by: PEOPLE.somebody, ...press }), 'not-theirs');
          const expected = where.includes(spot) ? undefined : 'elsewhere';
          assert.equal(whyNotAdmitted(madeIn(state), does, { by: PEOPLE[who], ...press }), expected, `${does} ${spot}`);
          if (!expected) admitted += 1;
        }
      }
    }
    assert.ok(admitted > 0);
  });

  it('leads to the password in the chat alone where the card that leads to it is', () => {
    const handover = { ...PLACE, conversationId: 'their chat', cardId: 'h' };
    const request = { ...requestIn('carried-out', { handover }), place: CHANNEL };
    for (const does of ['show', 'handed-over'] as const) {
      const at = (conversationId: string, personal = true) =>
        whyNotAdmitted(request, does, { by: PEOPLE.requester, at: { ...PLACE, conversationId, personal } });
      assert.equal(at('their chat'), undefined);
      assert.equal(at('another chat'), 'elsewhere');
      assert.equal(at('their chat', false), 'elsewhere');
    }
  });

  it('shows no password after its time', () => {
    const show = { does: 'show', by: PEOPLE.requester } as const;
    const request = requestIn('carried-out', { dueAt: NOW });
    assert.equal(decideAtOnce(request, show, NOW - 1), undefined);
    for (const late of [NOW, NOW + 1]) assert.deepEqual(decide(request, show, { kind: 'passed' }, late), STALE);
  });

  it('raises no alarm about a request that ended 30 days ago, and about every other one', () => {
    const raise = { does: 'raise-alarm', by: PEOPLE.target, ask: ASK.id } as const;
    const after = 30 * 24 * 3_600_000;
    let ended = 0;
    for (const state of MAY['raise-alarm'].states) {
      const request = madeIn(state);
      if (!('finishedAt' in request)) {
        assert.equal(decideAtOnce(request, raise, NOW + 2 * after), undefined, state);
        continue;
      }
      ended += 1;
      const over = { ...request, finishedAt: NOW };
      assert.equal(decideAtOnce(over, raise, NOW + after - 1), undefined, state);
      for (const late of [after, after + 1]) assert.deepEqual(decide(over, raise, undefined, NOW + late), STALE, state);
    }
    assert.equal(ended, 6);
  });
});
