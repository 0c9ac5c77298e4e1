import assert from 'node:assert/strict';
import {
  approves,
  asks,
  cancels,
  confirms,
  confirmsInVain,
  handsOver,
  retries,
  runs,
  shows,
  takesOver,
} from './support/deeds.ts';
import { graph, passes, signInEnds, stands, sweeps } from './support/happenings.ts';
import { given, givenUnder, TWO_AN_HOUR } from './support/spec.ts';

const MINUTE = 60_000;
const TAKEN = 'request-taken-over by gunnar';
const OPEN = 'target-already-open';
/** Erik, a Helpdesk Administrator, holds Anna; Gunnar, a Global Administrator, asks for her. */
const HELD = [asks('anna'), confirms(), asks('anna', { by: 'gunnar' })];
const LOST = [asks('anna'), graph(['lost-before'], 'change-unreadable'), confirms(), graph([])];

describe('taking a held target over', () => {
  it('ends the other request, erases its password, and asks the taker to confirm', async () => {
    const scene = await given(...HELD)
      .when(takesOver('gunnar'))
      .thenSee({ said: 'confirm, took over from erik', record: [TAKEN], sealed: false });
    const request = await scene.request();
    assert.equal(request.state === 'done' && request.ending, 'erased');
    assert.deepEqual(request.state === 'done' && request.takenOver?.by, { id: 'gunnar', name: 'gunnar' });
    const [row] = (await scene.store.auditTrail(request.id)).slice(-1);
    assert.equal(row?.detail, (await scene.request(0, 'gunnar')).id, 'for which request');
  });

  it('ends one whose answer was lost in the same way, and what became of it is not looked for any more', () =>
    given(...LOST, asks('anna', { by: 'gunnar' }), takesOver('gunnar'))
      .when(sweeps())
      .thenSee({ said: 'nothing was due', sealed: false }));

  it('is on record with whose answer was lost', () =>
    given(...LOST, asks('anna', { by: 'gunnar' }))
      .when(takesOver('gunnar'))
      .thenSee({ said: 'confirm, took over from erik', record: ['request-taken-over (answer-lost) by gunnar'] }));

  it('leaves the target to the taker, whose own reset goes on as any other', () =>
    given(...HELD, takesOver('gunnar'))
      .when(confirms({ by: 'gunnar' }))
      .thenSee({
        said: 'carried out',
        record: ['reset-started by gunnar', 'reset-accepted by gunnar'],
        calls: ['gunnar for anna'],
      }));

  it('says that a second person is needed, and is none', async () => {
    const held = [asks('rolf'), confirms(), approves('ulla'), runs(), asks('rolf', { by: 'gunnar' })];
    await given(...held)
      .when(takesOver('gunnar'))
      .thenSee({ said: 'confirm, took over from erik, target-holds-role', record: [TAKEN] });
    await given(...held, takesOver('gunnar'))
      .when(confirms({ by: 'gunnar' }))
      .thenSee({ said: 'awaiting-approval', record: ['approval-asked by gunnar'] });
  });

  for (const [what, deed] of [
    ['Show', shows()],
    ['Handed over', handsOver()],
  ] as const) {
    it(`leaves nothing to ${what}`, () =>
      given(...HELD, takesOver('gunnar'))
        .when(deed)
        .thenSee({ said: 'stale', sealed: false }));
  }

  it('leaves nothing to Try again', () =>
    given(...LOST, asks('anna', { by: 'gunnar' }), takesOver('gunnar'))
      .when(retries())
      .thenSee({ said: 'stale', sealed: false }));

  it('takes from one whose password was shown already', () =>
    given(...HELD, shows())
      .when(takesOver('gunnar'))
      .thenSee({ said: 'confirm, took over from erik', record: [TAKEN], sealed: false }));

  it('is done once for two presses: the second one gets the same card', () =>
    given(...HELD, takesOver('gunnar'))
      .when(takesOver('gunnar'))
      .thenSee({ said: 'confirm, took over from erik' }));

  it('takes from nobody who has handed it over meanwhile: the card is the confirm card', () =>
    given(...HELD, handsOver())
      .when(takesOver('gunnar'))
      .thenSee({ said: 'confirm', sealed: false }));

  it('takes from nobody whose time is over: that request ends by itself first', () =>
    given(asks('anna'), confirms(), passes(10 * MINUTE), asks('anna', { by: 'gunnar' }), passes(6 * MINUTE))
      .when(takesOver('gunnar'))
      .thenSee({ said: 'confirm', record: ['password-erased by nyckel'] }));

  it('takes from nobody else than the card says: whoever holds it by now is shown first', async () => {
    const another = [
      ...HELD,
      handsOver(),
      stands('ulla', 'user'),
      asks('anna', { by: 'ulla' }),
      confirms({ by: 'ulla' }),
    ];
    await given(...another)
      .when(takesOver('gunnar'))
      .thenSee({ said: 'held by ulla' });
    await given(...another, takesOver('gunnar'))
      .when(takesOver('gunnar'))
      .thenSee({ said: 'confirm, took over from ulla', record: [TAKEN] });
  });

  it('takes from nobody as strong who has come to hold it: the request ends', () =>
    given(...HELD, handsOver(), stands('ulla', 'global'), asks('anna', { by: 'ulla' }), confirms({ by: 'ulla' }))
      .when(takesOver('gunnar'))
      .thenSee({ said: `refused: ${OPEN}`, record: [`request-refused (${OPEN}) by gunnar`] }));

  for (const [what, changed, rule] of [
    ['the taker has lost the role', stands('gunnar', 'none'), 'requester-roles-changed'],
    ['the taker’s role reaches some alone by now', stands('gunnar', 'user'), OPEN],
    ['the target holds another role than on the card', stands('anna', 'readers'), 'target-roles-changed'],
  ] as const) {
    it(`takes from nobody where ${what}`, () =>
      given(...HELD, changed)
        .when(takesOver('gunnar'))
        .thenSee({ said: `refused: ${rule}`, record: [`request-refused (${rule}) by gunnar`], sealed: true }));
  }

  it('takes from nobody where the policy refuses the taker’s own reset by now', () =>
    givenUnder(
      TWO_AN_HOUR,
      asks('anna'),
      confirms(),
      asks('anna', { by: 'gunnar' }),
      asks('nils', { by: 'gunnar' }),
      confirms({ by: 'gunnar' }),
      asks('rolf', { by: 'gunnar' }),
      confirms({ by: 'gunnar' }),
    )
      .when(takesOver('gunnar', { back: 2 }))
      .thenSee({
        said: 'refused: limit-requester',
        record: ['request-refused (limit-requester) by gunnar'],
        sealed: true,
      }));

  it('takes from nobody while a call is under way, says so, and can be pressed again', async () => {
    const rule = 'take-over-call-running';
    const calling = [asks('anna'), confirmsInVain(), asks('anna', { by: 'gunnar' })];
    await given(...calling)
      .when(takesOver('gunnar'))
      .thenSee({ said: `not allowed: ${rule}`, record: [`not-allowed (${rule}) by gunnar`], sealed: true });
    await given(...calling, takesOver('gunnar'), passes(MINUTE))
      .when(takesOver('gunnar'))
      .thenSee({
        said: 'confirm, took over from erik',
        record: ['reset-unknown by nyckel', 'request-taken-over (answer-lost) by gunnar'],
        sealed: false,
      });
  });

  for (const [what, deed, said] of [
    ['with a sign-in that no longer holds', signInEnds('gunnar'), 'fails: sign-in-again'],
    ['while Graph is down', graph([], 'examine-down'), 'fails: unavailable'],
  ] as const) {
    it(`takes from nobody ${what}, and can be pressed again`, () =>
      given(...HELD, deed)
        .when(takesOver('gunnar'))
        .thenSee({ said, sealed: true }));
  }

  it('is nobody else’s to press, and nothing on a card that was cancelled or is over', async () => {
    await given(...HELD)
      .when(takesOver('gunnar', { pressedBy: 'ulla' }))
      .thenSee({ said: 'not-theirs', sealed: true });
    await given(asks('somebody')).when(takesOver('erik')).thenSee({ said: 'stale' });
    await given(asks('anna'), cancels()).when(takesOver('erik')).thenSee({ said: 'stale' });
    await given(...HELD, passes(10 * MINUTE), sweeps())
      .when(takesOver('gunnar'))
      .thenSee({ said: 'stale', sealed: true });
  });
});
