import type { Manager } from '../../src/desk/judging/people-as-read.ts';
import type { DirectorySession } from '../../src/desk/ports.ts';
import { DirectoryError } from '../../src/errors.ts';
import { answersAsk, askArrives, asksProof } from './support/caller-deeds.ts';
import { approves, asks, cancels, confirms, handsOver } from './support/deeds.ts';
import { atNext, graph, passes, policyIs, signInEnds, signsOut } from './support/happenings.ts';
import { givenUnder, SOMEBODY_ELSE, type Step, WORD } from './support/spec.ts';

const MINUTE = 60_000;
const NUMBER: readonly Step[] = [asks('anna'), asksProof(), askArrives()];
const MANAGER: readonly Step[] = [asks('anna'), asksProof('manager'), askArrives()];
const PROVED = { said: 'open, anna: proved, number-match', record: ['proof-given by anna'] };
const VOUCHED = { said: 'open, maria: proved, manager', record: ['proof-given by maria'] };
const STALE = { said: 'stale' };

function denied(rule: string) {
  return { said: `not allowed: ${rule}`, record: [`not-allowed (${rule}) by maria`] };
}

/** The directory tells something else from now on to whoever is signed in. */
function directory(changes: Partial<DirectorySession>): Step {
  return async scene => {
    const { signedIn } = scene.desk;
    scene.desk.signedIn = async (...args) => {
      const session = await signedIn(...args);
      return session && { ...session, ...changes };
    };
    return undefined;
  };
}

type Examined = Awaited<ReturnType<DirectorySession['examine']>>;

/** What is read about both at the answer is this, after it was found out that the requester is still signed in. */
function atAnswer(change: (read: Examined) => Examined | Promise<never>): Step {
  return async scene => {
    const { examine } = scene.session('erik');
    return directory({
      examine: async (id, also) => (also?.action ? change(await examine(id, also)) : examine(id)),
    })(scene);
  };
}

function managedBy(who: string, changes: Partial<Manager> = {}): Step {
  const manager = { id: who, displayName: who, accountEnabled: true, userType: 'Member', ...changes };
  return directory({ managerOf: async () => manager });
}

describe('the answer of the caller, in the desk alone', () => {
  it('shows who calls where it is the number, and is spent where it is another one', async () => {
    await givenUnder(SOMEBODY_ELSE, ...NUMBER)
      .when(answersAsk('right'))
      .thenSee(PROVED);
    await givenUnder(SOMEBODY_ELSE, ...NUMBER)
      .when(answersAsk('wrong'))
      .thenSee({ said: 'open, anna: wrong', record: ['proof-not-given by anna'] });
  });

  it('shows nothing where they were signed out everywhere since they were asked', async () => {
    const asked = [asks('anna', { by: 'johanna' }), asksProof('number-match', { of: 'johanna' })];
    await givenUnder(WORD, ...asked, asks('anna'), confirms({ word: 'voice', signOut: true }), signsOut(), handsOver())
      .when(answersAsk('right', { of: 'johanna' }))
      .thenSee({ said: 'not allowed: proof-signed-out', record: ['not-allowed (proof-signed-out) by anna'] });
    await givenUnder(WORD, ...asked, asks('anna'), confirms({ word: 'voice' }), signsOut(), handsOver())
      .when(answersAsk('right', { of: 'johanna' }))
      .thenSee(PROVED);
  });

  it('is one: nothing follows what is right, or wrong', async () => {
    for (const [first, second] of [
      ['right', 'wrong'],
      ['right', 'right'],
      ['wrong', 'right'],
    ] as const)
      await givenUnder(SOMEBODY_ELSE, ...NUMBER, answersAsk(first))
        .when(answersAsk(second))
        .thenSee(STALE);
  });

  it('is none where no button of the card says that', async () => {
    for (const answer of [7, 'yes', 'cannot-tell'] as const) {
      await givenUnder(SOMEBODY_ELSE, ...NUMBER)
        .when(answersAsk(answer))
        .thenSee(STALE);
      await givenUnder(SOMEBODY_ELSE, ...NUMBER, answersAsk(answer))
        .when(answersAsk('right'))
        .thenSee(PROVED);
    }
    await givenUnder(SOMEBODY_ELSE, ...MANAGER)
      .when(answersAsk(42))
      .thenSee(STALE);
  });

  it('is theirs, in their own chat', async () => {
    for (const who of ['erik', 'johanna', 'maria'])
      await givenUnder(SOMEBODY_ELSE, ...NUMBER)
        .when(answersAsk('right', { who }))
        .thenSee({ said: 'not-theirs' });
    await givenUnder(SOMEBODY_ELSE, ...NUMBER)
      .when(answersAsk('right', { in: 'erik' }))
      .thenSee({ said: 'elsewhere' });
  });

  it('comes in time, and while the request waits for it', async () => {
    await givenUnder(SOMEBODY_ELSE, ...NUMBER, passes(3 * MINUTE - 1))
      .when(answersAsk('right'))
      .thenSee(PROVED);
    for (const then of [[passes(3 * MINUTE)], [cancels()], [confirms({ withoutProof: true })]])
      await givenUnder(SOMEBODY_ELSE, ...NUMBER, ...then)
        .when(answersAsk('right'))
        .thenSee(STALE);
  });

  it('counts for an approved request too', () =>
    givenUnder(SOMEBODY_ELSE, asks('anna'), confirms({ withoutProof: true }), approves('ulla'), asksProof())
      .when(answersAsk('right'))
      .thenSee({ ...PROVED, said: 'approved, anna: proved, number-match' }));

  it('is the first one of two at the same moment', () =>
    givenUnder(SOMEBODY_ELSE, ...NUMBER, atNext('replace', 'before', answersAsk('wrong')))
      .when(answersAsk('right'))
      .thenSee({ said: 'stale', record: ['proof-not-given by anna'] }));

  it('is no answer where somebody else is asked at that moment', () =>
    givenUnder(SOMEBODY_ELSE, ...NUMBER, atNext('replace', 'before', asksProof('manager')))
      .when(answersAsk('right'))
      .thenSee({ said: 'stale', record: ['proof-asked by erik'] }));

  it('needs no sign-in of whoever asked', () =>
    givenUnder(SOMEBODY_ELSE, ...NUMBER, signInEnds('erik'))
      .when(answersAsk('right'))
      .thenSee(PROVED));
});

describe('the answer of a manager, in the desk alone', () => {
  it('is their word, or that they can not tell', async () => {
    await givenUnder(SOMEBODY_ELSE, ...MANAGER)
      .when(answersAsk('yes'))
      .thenSee(VOUCHED);
    await givenUnder(SOMEBODY_ELSE, ...MANAGER)
      .when(answersAsk('cannot-tell'))
      .thenSee({ said: 'open, maria: cannot-tell', record: ['proof-not-given by maria'] });
  });

  it('comes within fifteen minutes', async () => {
    await givenUnder(SOMEBODY_ELSE, ...MANAGER, passes(15 * MINUTE - 1))
      .when(answersAsk('yes'))
      .thenSee(VOUCHED);
    await givenUnder(SOMEBODY_ELSE, ...MANAGER, passes(15 * MINUTE))
      .when(answersAsk('yes'))
      .thenSee(STALE);
  });

  for (const [what, then, rule] of [
    ['somebody else is the manager by now', managedBy('gunnar'), 'proof-manager-changed'],
    ['there is none', directory({ managerOf: async () => 'none' }), 'proof-no-manager'],
    ['their account is blocked', managedBy('maria', { accountEnabled: false }), 'proof-manager-unfit'],
    ['they are a guest', managedBy('maria', { userType: 'Guest' }), 'proof-manager-unfit'],
    [
      'they are the requester, with another account',
      policyIs({ adminAccounts: { pairs: [{ person: 'maria', account: 'erik' }], sharedAttribute: 'none' } }),
      'proof-manager-unfit',
    ],
  ] as const) {
    it(`shows nothing where ${what} (${rule}), and can be asked anew at once`, async () => {
      const { said, record } = denied(rule);
      await givenUnder(SOMEBODY_ELSE, ...MANAGER, then)
        .when(answersAsk('yes'))
        .thenSee({ said, record: [...record, 'proof-not-given by nyckel'] });
      await givenUnder(SOMEBODY_ELSE, ...MANAGER, then, answersAsk('yes'))
        .when(answersAsk('yes'))
        .thenSee(STALE);
      const fit = policyIs({ adminAccounts: { pairs: [], sharedAttribute: 'none' } });
      await givenUnder(SOMEBODY_ELSE, ...MANAGER, then, answersAsk('yes'), fit)
        .when(asksProof('manager'))
        .thenSee({ said: 'open, maria: is asked', record: ['proof-asked by erik'] });
    });
  }

  for (const [what, then, rule] of [
    ['that can not be read', graph([], 'manager-unreadable'), 'proof-not-checked'],
    ['the requester is not signed in', signInEnds('erik'), 'proof-asker-signed-out'],
    [
      'the requester has to act with another account',
      policyIs({ adminAccounts: { pairs: [{ person: 'erik', account: 'erik-adm' }], sharedAttribute: 'none' } }),
      'proof-asker-signed-out',
    ],
    [
      'another account is signed in by then',
      atAnswer(read => ({ ...read, requester: { ...read.requester, id: 'johanna' } })),
      'proof-not-checked',
    ],
    [
      'the directory is out of reach',
      atAnswer(() => Promise.reject(new DirectoryError('unavailable', 'Graph is down'))),
      'proof-not-checked',
    ],
  ] as const) {
    it(`shows nothing where ${what} (${rule}), and can be given again`, async () => {
      await givenUnder(SOMEBODY_ELSE, ...MANAGER, then)
        .when(answersAsk('yes'))
        .thenSee(denied(rule));
      const back: Step = async scene => {
        const { desk, entra } = scene;
        entra.signedIn.add('erik');
        entra.trouble = 'none';
        desk.signedIn = async ({ id }) => scene.session(id);
        desk.policy = { ...desk.policy, adminAccounts: { pairs: [], sharedAttribute: 'none' } };
        return undefined;
      };
      await givenUnder(SOMEBODY_ELSE, ...MANAGER, then, answersAsk('yes'), back)
        .when(answersAsk('yes'))
        .thenSee(VOUCHED);
    });
  }

  it('shows nothing where the account is gone', async () => {
    const gone = atAnswer(read => ({ ...read, target: undefined }));
    await givenUnder(SOMEBODY_ELSE, ...MANAGER, gone)
      .when(answersAsk('yes'))
      .thenSee(denied('proof-not-checked'));
  });

  it('is read again only where it would show something', () =>
    givenUnder(SOMEBODY_ELSE, ...MANAGER, managedBy('gunnar'))
      .when(answersAsk('cannot-tell'))
      .thenSee({ said: 'open, maria: cannot-tell', record: ['proof-not-given by maria'] }));

  it('hides no slip of our own', async () => {
    const slip = atAnswer(() => Promise.reject(new TypeError('a slip')));
    const answering = givenUnder(SOMEBODY_ELSE, ...MANAGER, slip)
      .when(async scene => {
        try {
          return await answersAsk('yes')(scene);
        } catch (error) {
          return String(error);
        }
      })
      .thenSee({ said: 'TypeError: a slip' });
    await answering;
  });
});
