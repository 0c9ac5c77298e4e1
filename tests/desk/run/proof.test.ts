import { proofSchema } from '../../../src/desk/policy/proof-rules.ts';
import * as always from '../../../src/desk/policy/rules/always.ts';
import * as never from '../../../src/desk/policy/rules/never.ts';
import { answersAsk, asksProof } from '../support/caller-deeds.ts';
import { approves, asks, confirms, handsOver, runs } from '../support/deeds.ts';
import { atNext, passes, policyIs } from '../support/happenings.ts';
import { givenUnder, SOMEBODY_ELSE, type Step, WORD } from '../support/spec.ts';

const MINUTE = 60_000;
const SAID = { word: 'voice' } as const;
const BY_TWO = policyIs({ approval: [always.rule()] });
const CARRIED_OUT = {
  said: 'carried out',
  record: ['reset-started by erik', 'reset-accepted by erik'],
  calls: ['erik for anna'],
};

function lacking(rule: 'proof-missing' | 'proof-word-missing') {
  return { said: `not allowed: ${rule}`, record: [`not-allowed (${rule}) by erik`] };
}

function wanting(...rules: readonly object[]): Step {
  return policyIs({ proof: proofSchema.parse(rules).map(({ rule }) => rule) });
}

describe('Run, where the policy wants to know who calls', () => {
  const vouched = [asks('anna'), asksProof('manager'), answersAsk('yes'), confirms(), approves('ulla')];

  it('takes the count of those who begin at the same moment: the second one is one more', () => {
    const many = { when: 'requester-resets', moreThan: 1, atLeast: 2 };
    const said = [
      BY_TWO,
      asks('anna'),
      confirms(SAID),
      approves('ulla'),
      asks('nils'),
      confirms(SAID),
      approves('ulla'),
    ];
    return givenUnder(
      WORD,
      ...said,
      wanting({ when: 'always', atLeast: 1 }, many),
      atNext('replace', 'before', runs({ back: 1 })),
    )
      .when(runs())
      .thenSee({
        ...lacking('proof-missing'),
        record: ['reset-started by erik', 'reset-accepted by erik', 'not-allowed (proof-missing) by erik'],
        calls: ['erik for anna'],
      });
  });

  it('takes what was shown before it was approved, for ten minutes', async () => {
    await givenUnder(SOMEBODY_ELSE, BY_TWO, ...vouched, passes(10 * MINUTE - 1))
      .when(runs())
      .thenSee(CARRIED_OUT);
    await givenUnder(SOMEBODY_ELSE, BY_TWO, ...vouched, passes(10 * MINUTE))
      .when(runs())
      .thenSee(lacking('proof-missing'));
  });

  it('refuses nobody on record where it begins with the approval, and something is still to be shown', async () => {
    const late = [BY_TWO, ...vouched.slice(0, -1), passes(10 * MINUTE), approves('ulla')];
    await givenUnder(SOMEBODY_ELSE, ...late)
      .when(runs({ unpressed: true }))
      .thenSee({ said: 'not allowed: proof-missing' });
    await givenUnder(WORD, BY_TWO, asks('anna'), confirms(SAID), passes(10 * MINUTE), approves('ulla'))
      .when(runs({ unpressed: true }))
      .thenSee({ said: 'not allowed: proof-word-missing' });
  });

  it('takes what is shown anew once that is dead', async () => {
    const late = [BY_TWO, ...vouched, passes(11 * MINUTE)];
    await givenUnder(SOMEBODY_ELSE, ...late, asksProof(), answersAsk('right'))
      .when(runs())
      .thenSee(CARRIED_OUT);
    await givenUnder(SOMEBODY_ELSE, ...late, asksProof())
      .when(runs(SAID))
      .thenSee(lacking('proof-missing'));
  });

  it('takes the word anew where that is enough, and the one of before for ten minutes', async () => {
    const said = [BY_TWO, asks('anna'), confirms(SAID), approves('ulla')];
    await givenUnder(WORD, ...said, passes(10 * MINUTE - 1))
      .when(runs())
      .thenSee(CARRIED_OUT);
    await givenUnder(WORD, ...said, passes(10 * MINUTE))
      .when(runs())
      .thenSee(lacking('proof-word-missing'));
    await givenUnder(WORD, ...said, passes(10 * MINUTE))
      .when(runs({ word: 'in-person' }))
      .thenSee(CARRIED_OUT);
  });

  it('takes a second person for what was missing when they were asked, and for what has come to be wanted since', async () => {
    const stoodIn = [asks('anna'), confirms({ withoutProof: true }), approves('ulla')];
    await givenUnder(SOMEBODY_ELSE, ...stoodIn, passes(20 * MINUTE))
      .when(runs())
      .thenSee(CARRIED_OUT);
    await givenUnder(WORD, ...stoodIn, wanting({ when: 'always', atLeast: 2 }))
      .when(runs())
      .thenSee(CARRIED_OUT);
  });

  it('takes no second person who was asked for something else', () =>
    givenUnder(WORD, BY_TWO, asks('anna'), confirms(SAID), approves('ulla'), wanting({ when: 'always', atLeast: 2 }))
      .when(runs(SAID))
      .thenSee(lacking('proof-missing')));

  it('takes no second person once the policy lets none stand in', () =>
    givenUnder(
      SOMEBODY_ELSE,
      asks('anna'),
      confirms({ withoutProof: true }),
      approves('ulla'),
      policyIs({ proofMissing: 'refuse' }),
    )
      .when(runs())
      .thenSee(lacking('proof-missing')));

  it('looks at what is wanted by then', () => {
    const many = wanting({ when: 'always', atLeast: 1 }, { when: 'requester-resets', moreThan: 1, atLeast: 2 });
    const meanwhile = [policyIs({ approval: [never.rule()] }), asks('nils'), confirms(SAID), handsOver()];
    return givenUnder(WORD, many, BY_TWO, asks('anna'), confirms(SAID), approves('ulla'), ...meanwhile)
      .when(runs({ ...SAID, back: 1 }))
      .thenSee(lacking('proof-missing'));
  });

  it('looks who manages the person by then', () => {
    const changed: Step = async ({ entra }) => {
      entra.person('anna').manager = 'gunnar';
      return undefined;
    };
    return givenUnder(SOMEBODY_ELSE, BY_TWO, ...vouched, changed)
      .when(runs())
      .thenSee(lacking('proof-missing'));
  });
});
