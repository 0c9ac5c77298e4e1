import assert from 'node:assert/strict';
import { type HistoryRow, type HistoryView, historyCard } from '../../src/cards/history-card.ts';
import type { StateInWords } from '../../src/cards/request-list.ts';
import en from '../../src/locales/en/texts.json' with { type: 'json' };
import { LOCALES } from '../../src/locales/locale.ts';
import { plainTexts } from './support/reading.ts';

const CONTEXT = { locale: 'en', timeZone: 'Europe/Stockholm' } as const;
const AT = new Date('2026-03-12T13:20:00Z');
const ROW: HistoryRow = { action: 'reset-password', at: AT, person: 'Anna Svensson', state: 'done' };
/** Fails to compile when it is not every state that has words. That every state of a request has them holds overviews.ts. */
const STATES: Readonly<Record<StateInWords, true>> = {
  choosing: true,
  open: true,
  'awaiting-approval': true,
  approved: true,
  running: true,
  unknown: true,
  'carried-out': true,
  done: true,
  erased: true,
  'unconfirmed-carried-out': true,
  'unconfirmed-done': true,
  'unconfirmed-erased': true,
  cancelled: true,
  declined: true,
  expired: true,
  refused: true,
  stopped: true,
  failed: true,
  withdrawn: true,
  unused: true,
  'use-not-known': true,
};
const stateNames = Object.keys(STATES) as (keyof typeof STATES)[];

const textsOf = (view: Partial<HistoryView>) =>
  plainTexts(historyCard({ rows: [ROW], most: 10, ...view }, CONTEXT)).map(text => text.replaceAll('\u00a0', ' '));

describe('The history', () => {
  it('says what had shown who calls, in few words', () => {
    const kinds = ['called-back', 'in-person', 'voice', 'number-match', 'manager'] as const;
    const rows = kinds.map(kind => ({ ...ROW, proofs: [{ kind, by: 'Karin Ek', at: AT }] }));
    const said = textsOf({ rows }).flatMap(text => /caller: .*/.exec(text)?.[0] ?? []);
    assert.deepEqual(said, [
      'caller: called back, says Karin Ek',
      'caller: seen in person, says Karin Ek',
      'caller: known by voice, says Karin Ek',
      'caller: number match by Karin Ek',
      'caller: vouched for by the manager, Karin Ek',
    ]);
    assert.doesNotMatch(textsOf({}).join(), /caller/);
  });

  it('says of one that an alarm has ended who had raised it, in each language', () => {
    const by = { state: 'stopped', alarm: { by: 'Anna Svensson', as: 'number-match' } } as const;
    const manager = { ...by, alarm: { by: 'Björn Ek', as: 'manager' } } as const;
    const rows = [by, manager].map(each => ({ ...ROW, ...each }));
    const texts = textsOf({ rows }).join('\n');
    assert.match(texts, /Stopped by an alarm\n.* · Anna Svensson said that they had not called\n/);
    assert.match(texts, /Stopped by an alarm\n.* · Björn Ek, the manager, said to stop it$/);
    const swedish = plainTexts(historyCard({ rows, most: 10 }, { ...CONTEXT, locale: 'sv' })).join('\n');
    assert.match(swedish, /Stoppat av ett larm\n.*Anna Svensson sade sig inte ha ringt\n/);
    assert.match(swedish, /chefen, Björn Ek, sade stopp$/);
  });

  it('says of each request for whom, how it ended, when, who decided and the ticket', () => {
    const rows: HistoryRow[] = [
      { ...ROW, approvedBy: 'Erik Ek', ticket: 'INC1' },
      { ...ROW, state: 'declined', declinedBy: 'Erik Ek' },
      { ...ROW, state: 'erased' },
    ];
    assert.deepEqual(textsOf({ rows }), [
      'Your latest requests, newest first.',
      ...['Anna Svensson', 'Reset and handed over', 'Mar 12, 2026, 2:20 PM · approved by Erik Ek · INC1'],
      ...['Anna Svensson', 'Declined', 'Mar 12, 2026, 2:20 PM · declined by Erik Ek'],
      ...['Anna Svensson', 'Reset, but the password was erased before it was handed over', 'Mar 12, 2026, 2:20 PM'],
    ]);
  });

  it('of one target says who asked', () => {
    assert.deepEqual(textsOf({ about: 'Anna Svensson', rows: [{ ...ROW, person: 'Karin Ek' }] }).slice(0, 2), [
      'The latest requests for Anna Svensson, newest first.',
      'Requested by Karin Ek',
    ]);
  });

  it('says that it is empty', () => {
    assert.deepEqual(textsOf({ rows: [] }), ['There are no requests of yours yet.']);
    assert.deepEqual(textsOf({ rows: [], about: 'Anna' }), ['There are no requests for Anna.']);
  });

  it('shows the first ten, and says when there are more', () => {
    const rows = Array.from({ length: 11 }, (_, n) => ({ ...ROW, person: `Person ${n}` }));
    const eleven = textsOf({ rows });
    assert.deepEqual([eleven.includes('Person 9'), eleven.includes('Person 10')], [true, false]);
    assert.equal(eleven.at(-1), 'Older ones are not shown.');
    assert.ok(!textsOf({ rows: rows.slice(0, 10) }).some(text => text.startsWith('Older')));
  });

  for (const locale of LOCALES) {
    it(`has words of its own for every state of a request (${locale})`, () => {
      const said = stateNames.map(
        state => plainTexts(historyCard({ rows: [{ ...ROW, state }], most: 10 }, { locale }))[2],
      );
      assert.equal(new Set(said).size, stateNames.length);
      const texts = Object.keys(en).flatMap(key => /^(?:reset-password\.)?history\.state\.(.+)$/.exec(key)?.[1] ?? []);
      assert.deepEqual(texts.sort(), [...stateNames].sort());
    });
  }
});
