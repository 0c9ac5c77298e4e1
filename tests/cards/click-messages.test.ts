import assert from 'node:assert/strict';
import { clickMessage, notAskedMessage, notYoursMessage } from '../../src/cards/click-messages.ts';

describe('Answers to a click', () => {
  it('say whose card it is, without a link', () => {
    assert.equal(notYoursMessage({ requesterName: 'Karin Ek' }, { locale: 'en' }), 'Only Karin Ek can use this card.');
    const hostile = notYoursMessage({ requesterName: 'evil.com\nme@evil.com' }, { locale: 'sv' });
    assert.equal(hostile, 'Bara evil.\u200bcom me\u200b@\u200bevil.\u200bcom kan använda det här kortet.');
  });

  it('say who is asked, without a link', () => {
    assert.equal(notAskedMessage({ askedName: 'Anna Ek' }, { locale: 'en' }), 'Only Anna Ek can answer this.');
    const hostile = notAskedMessage({ askedName: 'evil.com' }, { locale: 'sv' });
    assert.equal(hostile, 'Bara evil.\u200bcom kan svara på det här.');
  });

  it('differ from each other', () => {
    const answers = ['askOver', 'alreadyDone', 'notUnderstoodAction', 'declineNeedsReason'] as const;
    assert.equal(new Set(answers.map(answer => clickMessage(answer, { locale: 'sv' }))).size, answers.length);
  });
});
