import assert from 'node:assert/strict';
import { answeredPrivatelyCard, type OpenRow, statusCard } from '../../src/cards/status-card.ts';
import { actionsOf, markdownTexts, plainTexts } from './support/reading.ts';

const CONTEXT = { locale: 'en', timeZone: 'Europe/Stockholm' } as const;
const OPEN: OpenRow = {
  action: 'reset-password',
  person: 'Anna Svensson',
  state: 'open',
  until: new Date('2026-03-12T13:30:00Z'),
};

describe('The status', () => {
  const status = (own: OpenRow[], others: (OpenRow & { requesterName: string })[]) =>
    statusCard({ own, others, most: 5 }, CONTEXT);
  const waiting = { ...OPEN, state: 'awaiting-approval', requesterName: 'Karin Ek', ticket: 'INC1' } as const;

  it('tells own requests from those of others that wait for approval', () => {
    const card = status([OPEN, { action: 'reset-password', person: 'Björn Ek', state: 'carried-out' }], [waiting]);
    assert.deepEqual(markdownTexts(card).slice(1), ['Open requests', 'Yours', 'From others']);
    assert.deepEqual(
      plainTexts(card).map(text => text.replaceAll('\u00a0', ' ')),
      [
        ...['Anna Svensson', 'Waiting for confirmation', 'until 2:30 PM'],
        ...['Björn Ek', 'Reset, not handed over yet'],
        ...['Anna Svensson', 'Waiting for approval', 'Requested by Karin Ek · until 2:30 PM · INC1'],
      ],
    );
    assert.deepEqual(actionsOf(card), []);
  });

  it('has no heading over nothing', () => {
    assert.ok(!markdownTexts(status([OPEN], [])).includes('From others'));
    assert.ok(!markdownTexts(status([], [waiting])).includes('Yours'));
    assert.deepEqual(plainTexts(status([], [])), ['You have no open requests, and nobody waits for an approval.']);
  });

  it('shows five of each kind, and says when there are more', () => {
    const five = plainTexts(status(Array(5).fill(OPEN), Array(5).fill(waiting)));
    assert.equal(five.filter(text => text === 'Anna Svensson').length, 10);
    assert.ok(!five.includes('There are more.'));
    for (const card of [status(Array(6).fill(OPEN), []), status([], Array(6).fill(waiting))]) {
      assert.equal(plainTexts(card).filter(text => text === 'Anna Svensson').length, 5);
      assert.equal(plainTexts(card).at(-1), 'There are more.');
    }
  });
});

describe('The answer in a channel', () => {
  it('leads to the private chat where there is a link, over https alone', () => {
    const chatLink = 'https://teams.microsoft.com/l/chat/0/0';
    assert.deepEqual(
      actionsOf(answeredPrivatelyCard({ chatLink }, CONTEXT)).map(({ url }) => url),
      [chatLink],
    );
    assert.deepEqual(actionsOf(answeredPrivatelyCard({}, CONTEXT)), []);
    assert.throws(() => answeredPrivatelyCard({ chatLink: 'http://teams.microsoft.com' }, CONTEXT), TypeError);
  });
});
