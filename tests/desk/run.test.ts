import { approves, asks, cancels, confirms, retries, runs, shows } from './support/deeds.ts';
import { graph, passes, signInEnds, stands, sweeps } from './support/happenings.ts';
import { given } from './support/spec.ts';

const MINUTE = 60_000;
const APPROVED = [asks('rolf'), confirms(), approves('gunnar')];
const LOST = [asks('anna'), graph(['lost-before']), confirms()];

describe('running what was approved, in the desk alone', () => {
  it('resets with the requester’s own session', () =>
    given(...APPROVED)
      .when(runs())
      .thenSee({
        said: 'carried out',
        record: ['reset-started by erik', 'reset-accepted by erik'],
        calls: ['erik for rolf'],
        sealed: true,
      }));

  it('happens once', () =>
    given(...APPROVED, runs())
      .when(runs())
      .thenSee({ said: 'stale' }));

  for (const [what, changed, rule] of [
    ['the requester has lost the role', stands('erik', 'none'), 'requester-roles-changed'],
    ['the approver has lost the role', stands('gunnar', 'none'), 'approver-role-ended'],
    ['the approver’s role no longer covers the target', stands('gunnar', 'readers'), 'approver-role-ended'],
    ['the target holds another role', stands('rolf', 'helpdesk'), 'target-roles-changed'],
  ] as const) {
    it(`ends the request where ${what}`, () =>
      given(...APPROVED, changed)
        .when(runs())
        .thenSee({ said: `refused: ${rule}`, record: [`request-refused (${rule}) by erik`], sealed: false }));
  }

  it('is nothing before somebody has approved', () =>
    given(asks('rolf'), confirms()).when(runs()).thenSee({ said: 'stale' }));

  it('comes too late for what was cancelled, or has waited for half an hour', async () => {
    await given(...APPROVED, cancels())
      .when(runs())
      .thenSee({ said: 'stale' });
    await given(...APPROVED, passes(30 * MINUTE), sweeps())
      .when(runs())
      .thenSee({ said: 'stale' });
  });

  it('waits for no request whose password’s time is over, though nobody has ended it yet', async () => {
    const both = [...APPROVED, ...APPROVED];
    await given(...both, runs(), passes(15 * MINUTE - 1))
      .when(runs({ back: 1 }))
      .thenSee({
        said: 'refused: target-already-open',
        record: ['request-refused (target-already-open) by erik'],
        sealed: true,
      });
    await given(...both, runs(), passes(15 * MINUTE))
      .when(runs({ back: 1 }))
      .thenSee({
        said: 'carried out',
        record: ['password-erased by nyckel', 'reset-started by erik', 'reset-accepted by erik'],
        calls: ['erik for rolf'],
      });
  });

  it('changes nothing while Graph is down, nor with a sign-in that no longer holds', async () => {
    await given(...APPROVED, graph([], 'examine-down'))
      .when(runs())
      .thenSee({ said: 'fails: unavailable' });
    await given(...APPROVED, signInEnds('erik'))
      .when(runs())
      .thenSee({ said: 'fails: sign-in-again' });
  });
});

describe('trying again after a lost answer, in the desk alone', () => {
  it('calls once more, and what is shown then is the password in force', async () => {
    await given(...LOST)
      .when(retries())
      .thenSee({
        said: 'carried out',
        record: ['reset-started by erik', 'reset-accepted by erik'],
        calls: ['erik for anna'],
        sealed: true,
      });
    await given(...LOST, retries())
      .when(shows())
      .thenSee({ said: 'the password in force', record: ['password-shown by erik'] });
  });

  it('calls nobody where the first call has arrived', () =>
    given(asks('anna'), graph(['lost-after'], 'change-unreadable'), confirms(), graph([]))
      .when(retries())
      .thenSee({ said: 'carried out', record: ['reset-accepted by erik'], sealed: true }));

  it('stays unknown where that answer is lost too, and keeps the password', () =>
    given(...LOST, graph(['lost-before']))
      .when(retries())
      .thenSee({
        said: 'unknown',
        record: ['reset-started by erik', 'reset-unknown by erik'],
        calls: ['erik for anna'],
        sealed: true,
      }));

  for (const [what, changed, rule] of [
    ['the requester has lost the role', stands('erik', 'none'), 'requester-roles-changed'],
    ['the target has become an administrator', stands('anna', 'global'), 'requester-role-does-not-cover'],
  ] as const) {
    it(`is refused where ${what}, and the password that may be in force is kept`, () =>
      given(...LOST, changed)
        .when(retries())
        .thenSee({ said: `not allowed: ${rule}`, record: [`not-allowed (${rule}) by erik`], sealed: true }));
  }

  it('is nothing where the answer was not lost', () =>
    given(asks('anna'), confirms()).when(retries()).thenSee({ said: 'stale' }));

  it('comes too late for a password that was erased', () =>
    given(...LOST, passes(16 * MINUTE), sweeps())
      .when(retries())
      .thenSee({ said: 'stale', sealed: false }));

  it('changes nothing while Graph is down', () =>
    given(...LOST, graph([], 'examine-down'))
      .when(retries())
      .thenSee({ said: 'fails: unavailable', sealed: true }));
});
