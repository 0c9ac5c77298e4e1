import { asks, cancels, confirms, wantsApprovalsHere } from './support/deeds.ts';
import { graph, passes, signInEnds, stands, sweeps } from './support/happenings.ts';
import { ALWAYS_TWO_PEOPLE, given, givenUnder, TWO_AN_HOUR } from './support/spec.ts';

const MINUTE = 60_000;
const RESET = ['reset-started by erik', 'reset-accepted by erik'];

describe('confirming, in the desk alone', () => {
  it('resets with the requester’s own session, and keeps the password sealed', () =>
    given(asks('anna'))
      .when(confirms())
      .thenSee({ said: 'carried out', record: RESET, calls: ['erik for anna'], sealed: true }));

  it('resets once for two presses', () =>
    given(asks('anna'), confirms()).when(confirms()).thenSee({ said: 'stale', sealed: true }));

  it('asks a second person in the channel where the target holds a role, and calls nobody', () =>
    given(asks('rolf'))
      .when(confirms())
      .thenSee({ said: 'awaiting-approval', record: ['approval-asked by erik'], sealed: false }));

  it('asks in the approvals conversation what was asked in a personal chat', () =>
    given(wantsApprovalsHere('gunnar'), asks('rolf', { personal: true }))
      .when(confirms())
      .thenSee({ said: 'awaiting-approval', record: ['approval-asked by erik'] }));

  it('asks nobody where there is no approvals conversation, and the card can be pressed again', async () => {
    const rule = 'no-approvals-conversation';
    const refused = { said: `not allowed: ${rule}`, record: [`approval-refused (${rule}) by erik`] };
    await given(asks('rolf', { personal: true }))
      .when(confirms())
      .thenSee(refused);
    await given(asks('rolf', { personal: true }), confirms(), wantsApprovalsHere('gunnar'))
      .when(confirms())
      .thenSee({ said: 'awaiting-approval', record: ['approval-asked by erik'] });
  });

  for (const [what, changed, rule] of [
    ['the requester has lost the role', stands('erik', 'none'), 'requester-roles-changed'],
    ['the requester’s role is a weaker one', stands('erik', 'readers'), 'requester-roles-changed'],
    ['the target has become an administrator', stands('anna', 'global'), 'requester-role-does-not-cover'],
    ['the target holds another role than on the card', stands('anna', 'readers'), 'target-roles-changed'],
  ] as const) {
    it(`ends the request where ${what}`, () =>
      given(asks('anna'), changed)
        .when(confirms())
        .thenSee({ said: `refused: ${rule}`, record: [`request-refused (${rule}) by erik`], sealed: false }));
  }

  it('does nothing ten minutes later', () =>
    given(asks('anna'), passes(10 * MINUTE), sweeps())
      .when(confirms())
      .thenSee({ said: 'stale' }));

  it('does nothing for a request that was cancelled', () =>
    given(asks('anna'), cancels()).when(confirms()).thenSee({ said: 'stale' }));

  it('does nothing where nobody has been picked yet', () =>
    given(asks('somebody')).when(confirms()).thenSee({ said: 'stale' }));

  it('refuses what is above the policy’s limit, and not what is at it', async () => {
    const once = [asks('anna'), asks('nils'), asks('rolf'), confirms({ back: 2 })];
    await givenUnder(TWO_AN_HOUR, ...once)
      .when(confirms({ back: 1 }))
      .thenSee({ said: 'carried out', record: RESET, calls: ['erik for nils'] });
    await givenUnder(TWO_AN_HOUR, ...once, confirms({ back: 1 }))
      .when(confirms())
      .thenSee({
        said: 'refused: limit-requester',
        record: ['request-refused (limit-requester) by erik'],
      });
  });

  it('asks a second person for everybody where the policy says always', () =>
    givenUnder(ALWAYS_TWO_PEOPLE, asks('anna'))
      .when(confirms())
      .thenSee({ said: 'awaiting-approval', record: ['approval-asked by erik'] }));

  it('changes nothing while Graph is down, nor with a sign-in that no longer holds', async () => {
    await given(asks('anna'), graph([], 'examine-down')).when(confirms()).thenSee({ said: 'fails: unavailable' });
    await given(asks('anna'), signInEnds('erik')).when(confirms()).thenSee({ said: 'fails: sign-in-again' });
  });

  it('leaves a target to the request that holds it', () =>
    given(asks('anna'), asks('anna'), confirms())
      .when(confirms({ back: 1 }))
      .thenSee({ said: 'refused: target-already-open', record: ['request-refused (target-already-open) by erik'] }));
});

describe('what Graph makes of the reset, in the desk alone', () => {
  it('tries another password where it finds one weak', () =>
    given(asks('anna'), graph(['weak']))
      .when(confirms())
      .thenSee({
        said: 'carried out',
        calls: ['erik for anna', 'erik for anna'],
        record: ['reset-started by erik', ...RESET],
        sealed: true,
      }));

  it('gives up after three, and keeps none', () =>
    given(asks('anna'), graph(['weak', 'weak', 'weak']))
      .when(confirms())
      .thenSee({
        said: 'failed: password-not-accepted',
        calls: ['erik for anna', 'erik for anna', 'erik for anna'],
        record: [...Array(3).fill('reset-started by erik'), 'reset-failed (password-not-accepted) by erik'],
        sealed: false,
      }));

  for (const [fault, rule] of [
    ['gone', 'not-possible'],
    ['not-possible', 'not-possible'],
    ['busy', 'busy'],
  ] as const) {
    it(`says that nothing was set where it answers ${fault}`, () =>
      given(asks('anna'), graph([fault]))
        .when(confirms())
        .thenSee({
          said: `failed: ${rule}`,
          calls: ['erik for anna'],
          record: ['reset-started by erik', `reset-failed (${rule}) by erik`],
          sealed: false,
        }));
  }

  it('does not know where the answer is lost, and keeps the password that may be in force', () =>
    given(asks('anna'), graph(['lost-before']))
      .when(confirms())
      .thenSee({
        said: 'unknown',
        calls: ['erik for anna'],
        record: ['reset-started by erik', 'reset-unknown by erik'],
        sealed: true,
      }));

  it('finds out at once that it has worked, where the account tells', () =>
    given(asks('anna'), graph(['lost-after']))
      .when(confirms())
      .thenSee({ said: 'carried out', calls: ['erik for anna'], record: RESET, sealed: true }));
});
