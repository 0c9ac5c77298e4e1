import assert from 'node:assert/strict';
import { type ReportView, reportCard } from '../../src/cards/report-card.ts';
import { actionsOf, plainTexts } from './support/reading.ts';
import { busyWeek, quietWeek } from './support/report-samples.ts';

const CONTEXT = { locale: 'en', timeZone: 'Europe/Stockholm' } as const;
const as = (value: string) => value;

function linesOf(changes: Partial<ReportView>): string[] {
  const view = { present: busyWeek(as), past: quietWeek(), until: new Date('2026-03-16T09:30:00Z'), most: 5 };
  return plainTexts(reportCard({ ...view, ...changes }, CONTEXT)).map(text => text.replaceAll('\u00a0', ' '));
}

describe('The report', () => {
  it('says of which days it is, and has each figure beside the one before', () => {
    const lines = linesOf({});
    assert.ok(lines.includes('The last 7 days, up to Mar 16, 2026, 10:30 AM, beside the 7 before.'), lines.join('\n'));
    assert.ok(lines.includes('Message to handover: 5 minutes (before: 1 hour 1 minute)'));
    assert.ok(lines.includes('Forgot the password: 702 (before: 3)'));
    assert.ok(lines.includes("By the requester's word: 802 (before: 3)"));
  });

  it('names five rules as their cards are headed, and counts the others together', () => {
    const lines = linesOf({});
    assert.ok(lines.includes('This is your own account: 40 (before: 0)'));
    assert.ok(lines.includes('Other reasons: 12 (before: 0)'), lines.join('\n'));
    assert.ok(!lines.some(line => line.includes('a rule of before')));
  });

  it('names a rule and a reason of another version by its code', () => {
    const present = { ...quietWeek(), refusals: new Map([['a-rule', 2]]), reasons: new Map([['constructor', 1]]) };
    const lines = linesOf({ present });
    assert.ok(
      lines.includes('a-rule: 2 (before: 0)') && lines.includes('constructor: 1 (before: 0)'),
      lines.join('\n'),
    );
  });

  it('tells of nobody how much they did before, unless they are named there too', () => {
    const lines = linesOf({
      past: { ...quietWeek(), people: [{ id: 'person-1', name: 'Johanna Åkerlund', done: 9 }] },
    });
    assert.ok(lines.includes('Erik Lindqvist: 240') && lines.includes('Johanna Åkerlund: 209 (before: 9)'));
    // Five are named: what the sixth did is with what the others did.
    assert.ok(lines.includes('Others: 397'), lines.join('\n'));
    assert.ok(!lines.some(line => line.startsWith('Lars Nyström')));
  });

  it('draws no markdown from a name', () => {
    const people = [{ id: 'x', name: '[Erik](https://evil.example) **bold**', done: 7 }];
    const card = reportCard(
      { present: { ...quietWeek(), people }, past: quietWeek(), until: new Date(0), most: 5 },
      CONTEXT,
    );
    const blocks = JSON.stringify(card).match(/\{"type":"TextBlock"[^}]*\}/g) ?? [];
    assert.ok(blocks.length > 10 && blocks.every(block => !block.includes('evil')));
    assert.ok(JSON.stringify(card).includes('[Erik]'));
  });

  it('can be exported only where it says what comes back', () => {
    const view = { present: quietWeek(), past: quietWeek(), until: new Date(0), most: 5 };
    assert.deepEqual(actionsOf(reportCard(view, CONTEXT)), []);
    const [button] = actionsOf(reportCard({ ...view, report: '1' }, CONTEXT));
    assert.deepEqual([button?.verb, button?.data], ['export-report', { request: '1' }]);
  });
});
