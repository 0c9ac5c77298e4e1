import { answersAsk, asksProof, raisesAlarm } from '../support/caller-deeds.ts';
import { approves, asks, confirms, retries, runs, shows } from '../support/deeds.ts';
import { atNext, graph, signInEnds } from '../support/happenings.ts';
import { asksForPass } from '../support/pass-deeds.ts';
import { givenUnder, type Scene, type Step, WORD } from '../support/spec.ts';

const SAID = { word: 'voice' } as const;
/** Erik asks for Anna, who is asked whether she calls. */
const OWN: readonly Step[] = [asks('anna'), asksProof()];
/** The same, and Johanna does, before that. */
const OTHER: readonly Step[] = [
  asks('anna', { by: 'johanna' }),
  asksProof('number-match', { of: 'johanna' }),
  asks('anna'),
];
const RAISED = ['request-refused (caller-denied) by anna', 'alarm-raised by anna'];
const FAILED = ['reset-failed (caller-denied) by erik'];

/** Right before Graph is called, or right after it has answered, somebody does this. */
function atCall(when: 'before' | 'after', ...steps: readonly Step[]): Step {
  return async (scene: Scene) => {
    const { entra } = scene;
    const real = entra.session.bind(entra);
    entra.session = (...args) => {
      const session = real(...args);
      return {
        ...session,
        resetPassword: async (...call) => {
          entra.session = real;
          if (when === 'before') for (const each of steps) await each(scene);
          const answer = await session.resetPassword(...call);
          if (when === 'after') for (const each of steps) await each(scene);
          return answer;
        },
        givePass: async (...call) => {
          entra.session = real;
          const answer = await session.givePass(...call);
          for (const each of steps) await each(scene);
          return answer;
        },
      };
    };
    return undefined;
  };
}

describe('an alarm between the claim and the call', () => {
  it('of the same request: it ends, and nothing is called for', () =>
    givenUnder(WORD, ...OWN, atNext('replace', 'after', raisesAlarm()))
      .when(confirms(SAID))
      .thenSee({
        said: 'failed: caller-denied',
        record: ['reset-started by erik', 'alarm-raised by anna', ...FAILED],
        sealed: false,
      }));

  it('of another one about the person: nothing is called for, and what is wanted then is judged again', async () => {
    const meanwhile = [...OTHER, atNext('replace', 'after', raisesAlarm({ of: 'johanna' }))];
    const record = ['reset-started by erik', ...RAISED, 'reset-not-called by erik'];
    await givenUnder(WORD, ...meanwhile)
      .when(confirms(SAID))
      .thenSee({ said: 'stale', record, sealed: false });
    await givenUnder(WORD, ...meanwhile, confirms(SAID))
      .when(confirms(SAID))
      .thenSee({ said: 'not allowed: proof-missing', record: ['not-allowed (proof-missing) by erik'] });
    await givenUnder(WORD, ...meanwhile, confirms(SAID), asksProof('manager'), answersAsk('yes'))
      .when(confirms())
      .thenSee({
        said: 'carried out',
        record: ['reset-started by erik', 'reset-accepted by erik'],
        calls: ['erik for anna'],
      });
  });

  it('of another one, for what a second person has approved: it waits for its requester again', async () => {
    const approved = [...OTHER, confirms({ withoutProof: true }), approves('ulla')];
    const scene = await givenUnder(WORD, ...approved, atNext('replace', 'after', raisesAlarm({ of: 'johanna' })))
      .when(runs())
      .thenSee({ said: 'stale', record: ['reset-started by erik', ...RAISED, 'reset-not-called by erik'] });
    if ((await scene.request()).state !== 'approved') throw new Error('it waits no more');
  });

  it('of the same request, before a lost call is repeated: it may have been done', () =>
    givenUnder(WORD, ...OWN, graph(['lost-before']), confirms(SAID), atNext('replace', 'after', raisesAlarm()))
      .when(retries())
      .thenSee({
        said: 'failed: caller-denied-late',
        record: ['reset-started by erik', 'alarm-raised by anna', 'reset-failed (caller-denied-late) by erik'],
        sealed: false,
      }));

  it('of another one, before a lost call is repeated: it waits, as it is not known whether it was done', () =>
    givenUnder(
      WORD,
      ...[...OTHER, graph(['lost-before']), confirms(SAID)],
      atNext('replace', 'after', raisesAlarm({ of: 'johanna' })),
    )
      .when(retries())
      .thenSee({
        said: 'unknown',
        record: ['reset-started by erik', ...RAISED, 'reset-unknown by erik'],
        sealed: true,
      }));
});

describe('an alarm while the directory is called', () => {
  for (const [what, faults, said, rows, calls] of [
    ['does it', [], 'done', ['reset-accepted by erik', 'password-erased by nyckel'], ['erik for anna']],
    ['refuses it', ['gone'], 'failed: not-possible', ['reset-failed (not-possible) by erik'], ['erik for anna']],
    [
      'gives no answer, and has not done it',
      ['lost-before'],
      'failed: caller-denied-late',
      ['reset-failed (caller-denied-late) by erik'],
      ['erik for anna'],
    ],
    [
      'gives no answer, and has done it',
      ['lost-after'],
      'done',
      ['reset-accepted by erik', 'password-erased by nyckel'],
      ['erik for anna'],
    ],
  ] as const) {
    for (const when of ['before', 'after'] as const) {
      it(`that ${what}: nothing of it is left to show (${when} it)`, () =>
        givenUnder(WORD, ...OWN, graph(faults), atCall(when, raisesAlarm()))
          .when(confirms(SAID))
          .thenSee({
            said,
            record: ['reset-started by erik', 'alarm-raised by anna', ...rows],
            calls,
            sealed: false,
          }));
    }
  }

  it('that wants another sign-in: it does not go on with one', () =>
    givenUnder(WORD, ...OWN, atCall('before', raisesAlarm(), signInEnds('erik')))
      .when(confirms(SAID))
      .thenSee({
        said: 'fails: sign-in-again',
        record: ['reset-started by erik', 'alarm-raised by anna', ...FAILED],
        calls: ['erik for anna'],
        sealed: false,
      }));

  it('that wants another password: it is called for no other', () =>
    givenUnder(WORD, ...OWN, graph(['weak']), atCall('after', raisesAlarm()))
      .when(confirms(SAID))
      .thenSee({
        said: 'failed: caller-denied',
        record: ['reset-started by erik', 'alarm-raised by anna', 'reset-started by erik', ...FAILED],
        calls: ['erik for anna'],
        sealed: false,
      }));

  it('for a pass: what was made is taken back, and nobody has seen it', () =>
    givenUnder(
      WORD,
      asksForPass(),
      asksProof('number-match', { of: 'johanna' }),
      atCall('after', raisesAlarm({ of: 'johanna' })),
    )
      .when(confirms({ by: 'johanna', ...SAID }))
      .thenSee({
        said: 'done',
        record: [
          'pass-started by johanna',
          'alarm-raised by anna',
          'pass-made by johanna',
          'pass-erased by nyckel',
          'pass-withdrawn by johanna',
        ],
        calls: ['pass: johanna for anna', 'deleted: pass-1'],
        sealed: false,
        by: 'johanna',
      }));

  it('of another request about the person: what was made waits, and is kept back', async () => {
    const begun = [...OTHER, atCall('before', raisesAlarm({ of: 'johanna' }))];
    await givenUnder(WORD, ...begun)
      .when(confirms(SAID))
      .thenSee({
        said: 'carried out',
        record: ['reset-started by erik', ...RAISED, 'reset-accepted by erik'],
        calls: ['erik for anna'],
        sealed: true,
      });
    await givenUnder(WORD, ...begun, confirms(SAID))
      .when(shows())
      .thenSee({ said: 'not allowed: alarm-in-force', record: ['not-allowed (alarm-in-force) by erik'], sealed: true });
  });
});
