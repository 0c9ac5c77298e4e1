import { answersAsk, askArrives, askFails, asksProof, looksAtAsk } from './support/caller-deeds.ts';
import { asks, cancels } from './support/deeds.ts';
import { passes } from './support/happenings.ts';
import { givenUnder, SOMEBODY_ELSE } from './support/spec.ts';

const MINUTE = 60_000;
const ASKED = [asks('anna'), asksProof()];
const STALE = { said: 'stale' };
const NOT_ASKED = { said: 'open, anna: not-installed', record: ['proof-not-asked by erik'] };

describe('the card of whoever is asked', () => {
  it('is in their chat, and it is known how they read, also after the request has ended', async () => {
    const said = 'card asked in chat-anna, read in sv';
    await givenUnder(SOMEBODY_ELSE, ...ASKED)
      .when(askArrives())
      .thenSee({ said });
    await givenUnder(SOMEBODY_ELSE, ...ASKED, cancels())
      .when(askArrives())
      .thenSee({ said });
  });

  it('can not be sent: nobody was asked, nobody answers, and it can be asked once more', async () => {
    await givenUnder(SOMEBODY_ELSE, ...ASKED)
      .when(askFails())
      .thenSee(NOT_ASKED);
    await givenUnder(SOMEBODY_ELSE, ...ASKED, askFails())
      .when(answersAsk('right'))
      .thenSee(STALE);
    await givenUnder(SOMEBODY_ELSE, ...ASKED, askFails())
      .when(asksProof())
      .thenSee({ said: 'open, anna: is asked', record: ['proof-asked by erik'] });
  });

  it('that could not be sent says nothing of what was answered, or is over', async () => {
    for (const then of [answersAsk('right'), answersAsk('wrong'), askFails(), cancels()])
      await givenUnder(SOMEBODY_ELSE, ...ASKED, then)
        .when(askFails())
        .thenSee(STALE);
  });
});

describe('the time of an ask', () => {
  it('ends it, and not a moment before', async () => {
    await givenUnder(SOMEBODY_ELSE, ...ASKED, passes(3 * MINUTE - 1))
      .when(looksAtAsk())
      .thenSee(STALE);
    await givenUnder(SOMEBODY_ELSE, ...ASKED, passes(3 * MINUTE))
      .when(looksAtAsk())
      .thenSee({ said: 'open, anna: over', record: ['proof-not-given by nyckel'] });
  });

  it('ends none that was answered, has ended, or was never made', async () => {
    for (const then of [answersAsk('right'), answersAsk('wrong'), askFails()])
      await givenUnder(SOMEBODY_ELSE, ...ASKED, then, passes(3 * MINUTE))
        .when(looksAtAsk())
        .thenSee(STALE);
    await givenUnder(SOMEBODY_ELSE, ...ASKED, passes(3 * MINUTE), looksAtAsk())
      .when(looksAtAsk())
      .thenSee(STALE);
    await givenUnder(SOMEBODY_ELSE, ...ASKED, passes(3 * MINUTE))
      .when(looksAtAsk('another'))
      .thenSee(STALE);
  });
});
