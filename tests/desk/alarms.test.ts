import { proofSchema } from '../../src/desk/policy/proof-rules.ts';
import * as always from '../../src/desk/policy/rules/always.ts';
import { answersAsk, asksProof, raisesAlarm } from './support/caller-deeds.ts';
import { approves, asks, confirms, retries, runs, shows } from './support/deeds.ts';
import { atNext, graph, passes, policyIs } from './support/happenings.ts';
import { givenUnder, SOMEBODY_ELSE, type Step, WORD } from './support/spec.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const SAID = { word: 'voice' } as const;

/** Johanna asks for Anna, who is asked whether she calls. */
const ANNA_ASKED = [asks('anna', { by: 'johanna' }), asksProof('number-match', { of: 'johanna' })];
const ANNA_DENIES = raisesAlarm({ of: 'johanna' });
const ALARM: readonly Step[] = [...ANNA_ASKED, ANNA_DENIES];
/** Erik asks for her too, and her manager says that it is her. */
const VOUCHED: readonly Step[] = [asks('anna'), asksProof('manager'), answersAsk('yes')];
const LACKING = { said: 'not allowed: proof-missing', record: ['not-allowed (proof-missing) by erik'] };
const BEGUN = ['reset-started by erik', 'reset-accepted by erik'];
const CARRIED_OUT = { said: 'carried out', record: BEGUN, calls: ['erik for anna'] };
const SHOWN = { said: 'the password in force', record: ['password-shown by erik'], sealed: true };
const KEPT_BACK = {
  said: 'not allowed: alarm-in-force',
  record: ['not-allowed (alarm-in-force) by erik'],
  sealed: true,
};
const BY_TWO = policyIs({ approval: [always.rule()] });

/** What has to be shown from now on. */
function wanting(...rules: readonly object[]): Step {
  return policyIs({ proof: proofSchema.parse(rules).map(({ rule }) => rule) });
}

describe('an alarm about a target: what is wanted then', () => {
  it('is more than the word of whoever asks', () =>
    givenUnder(WORD, ...ALARM, asks('anna'))
      .when(confirms(SAID))
      .thenSee(LACKING));

  it('is nothing more for anybody else', () =>
    givenUnder(WORD, ...ALARM, asks('nils'))
      .when(confirms(SAID))
      .thenSee({ ...CARRIED_OUT, calls: ['erik for nils'] }));

  it('is shown by somebody else than those who have raised one', async () => {
    await givenUnder(WORD, ...ALARM, ...VOUCHED)
      .when(confirms())
      .thenSee(CARRIED_OUT);
    await givenUnder(WORD, ...ANNA_ASKED, asks('anna'), asksProof(), answersAsk('right'), ANNA_DENIES)
      .when(confirms())
      .thenSee(LACKING);
    await givenUnder(WORD, ...ALARM, asks('anna'))
      .when(asksProof())
      .thenSee({ said: 'stale' });
    await givenUnder(WORD, ...ALARM, asks('anna'), asksProof('manager'), raisesAlarm(), asks('anna'))
      .when(asksProof('manager'))
      .thenSee({ said: 'stale' });
  });

  it('comes beside what the policy wants, and makes that no less', async () => {
    const numbers = wanting({ when: 'always', atLeast: 2, of: ['number-match'] });
    await givenUnder(WORD, ...ALARM, numbers, ...VOUCHED)
      .when(confirms())
      .thenSee(LACKING);
    await givenUnder(WORD, ...ALARM, numbers, ...VOUCHED, asksProof(), answersAsk('right'))
      .when(confirms())
      .thenSee(CARRIED_OUT);
    await givenUnder(WORD, ...ALARM, ...VOUCHED, wanting({ when: 'always', atLeast: 3 }))
      .when(confirms())
      .thenSee(LACKING);
  });

  it('lasts a day, and not a moment longer', async () => {
    // To ask takes a moment.
    await givenUnder(WORD, ...ALARM, passes(DAY - 2), asks('anna'))
      .when(confirms(SAID))
      .thenSee(LACKING);
    await givenUnder(WORD, ...ALARM, passes(DAY - 1), asks('anna'))
      .when(confirms(SAID))
      .thenSee(CARRIED_OUT);
  });

  it('may be stood in for by a second person who is told of it, even where nobody stands in for what the policy wants', async () => {
    const told = [...ALARM, policyIs({ proofMissing: 'refuse' }), asks('anna')];
    await givenUnder(WORD, ...told, confirms({ ...SAID, withoutProof: true }), approves('ulla'))
      .when(runs())
      .thenSee(CARRIED_OUT);
    await givenUnder(WORD, ...told)
      .when(confirms({ withoutProof: true }))
      .thenSee(LACKING);
  });

  it('is not stood in for by one who was asked before it', async () => {
    await givenUnder(WORD, ...ANNA_ASKED, BY_TWO, asks('anna'), confirms(SAID), approves('ulla'), ANNA_DENIES)
      .when(runs(SAID))
      .thenSee(LACKING);
    const stoodIn = [asks('anna'), confirms({ withoutProof: true }), approves('ulla')];
    await givenUnder(SOMEBODY_ELSE, ...ANNA_ASKED, ...stoodIn, ANNA_DENIES)
      .when(runs())
      .thenSee(LACKING);
  });

  it('is told first to a second person, also where the policy wants as much, and from its first moment on', async () => {
    const told = [confirms({ withoutProof: true }), approves('ulla')];
    await givenUnder(SOMEBODY_ELSE, ...ANNA_ASKED, asks('anna'), ANNA_DENIES, ...told)
      .when(runs())
      .thenSee(CARRIED_OUT);
  });
});

describe('an alarm about a target: what had begun for it', () => {
  const waiting = [...ANNA_ASKED, asks('anna'), confirms(SAID)];

  it('is not shown where a word was all that there was', () =>
    givenUnder(WORD, ...waiting, ANNA_DENIES)
      .when(shows())
      .thenSee(KEPT_BACK));

  it('is shown where somebody else had shown it when it began, but not where that was who raised the alarm', async () => {
    const late = [passes(9 * MINUTE), confirms(SAID), passes(5 * MINUTE), ANNA_DENIES];
    await givenUnder(WORD, ...ANNA_ASKED, ...VOUCHED, ...late)
      .when(shows())
      .thenSee(SHOWN);
    await givenUnder(WORD, ...ANNA_ASKED, asks('anna'), asksProof(), answersAsk('right'), confirms(), ANNA_DENIES)
      .when(shows())
      .thenSee(KEPT_BACK);
  });

  it('is not shown where what somebody else had shown was dead when it began', () =>
    givenUnder(
      WORD,
      ...ANNA_ASKED,
      BY_TWO,
      ...VOUCHED,
      confirms(),
      approves('ulla'),
      passes(11 * MINUTE),
      runs(SAID),
      ANNA_DENIES,
    )
      .when(shows())
      .thenSee(KEPT_BACK));

  it('is not shown by a second person who was told of an earlier one, while the later one was not kept yet', () => {
    const asked = atNext('replaceSetting', 'before', confirms({ withoutProof: true }));
    const second = [asks('anna', { by: 'johanna' }), asksProof('manager', { of: 'johanna' })];
    return givenUnder(WORD, ...ALARM, asks('anna'), ...second, asked, raisesAlarm({ of: 'johanna' }), approves('ulla'))
      .when(runs())
      .thenSee(LACKING);
  });

  it('is shown where a second person was told of that alarm, and not where they were told of an earlier one', async () => {
    const asked = [...ALARM, asks('anna', { by: 'ulla' }), asksProof('manager', { of: 'ulla' })];
    const told = [...asked, asks('anna'), confirms({ withoutProof: true }), approves('johanna'), runs()];
    await givenUnder(WORD, ...told)
      .when(shows())
      .thenSee(SHOWN);
    await givenUnder(WORD, ...told, passes(1), raisesAlarm({ of: 'ulla' }))
      .when(shows())
      .thenSee(KEPT_BACK);
  });

  it('is not shown where a second person stood in for something else', () =>
    givenUnder(
      SOMEBODY_ELSE,
      ...ANNA_ASKED,
      asks('anna'),
      confirms({ withoutProof: true }),
      approves('ulla'),
      runs(),
      ANNA_DENIES,
    )
      .when(shows())
      .thenSee(KEPT_BACK));

  it('is not called for once more where a word was all that there was', async () => {
    const lost = [...ANNA_ASKED, graph(['lost-before']), asks('anna'), confirms(SAID)];
    await givenUnder(WORD, ...lost, ANNA_DENIES)
      .when(retries())
      .thenSee(KEPT_BACK);
    await givenUnder(WORD, ...lost)
      .when(retries())
      .thenSee({ said: 'carried out', record: BEGUN, calls: ['erik for anna'] });
  });
});
