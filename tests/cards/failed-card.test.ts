import assert from 'node:assert/strict';
import { failedCard } from '../../src/cards/failed-card.ts';
import { markdownTexts, plainTexts } from './support/reading.ts';

const CONTEXT = { locale: 'en', timeZone: 'Europe/Stockholm' } as const;

describe('The failed card', () => {
  const failed = (rule: 'graph-denied' | 'answer-lost') =>
    markdownTexts(
      failedCard({ action: 'reset-password', targetName: 'Anna', rule, values: { target: 'Anna' } }, CONTEXT),
    );

  it('says that the password was not reset, but only if that is known', () => {
    assert.ok(failed('graph-denied').includes('The password was not reset'));
    assert.ok(!failed('answer-lost').includes('The password was not reset'));
  });

  it('does not say that no pass was made where a lost call may have made one', () => {
    const view = { action: 'temporary-access-pass', targetName: 'Anna', rule: 'busy', values: {} } as const;
    const titles = (maybeMade: boolean) => markdownTexts(failedCard({ ...view, maybeMade }, CONTEXT));
    assert.ok(titles(false).includes('No pass was made'));
    assert.ok(titles(true).includes('It is not known whether a pass was made'));
    const lines = plainTexts(failedCard({ ...view, maybeMade: true }, CONTEXT));
    assert.ok(lines.some(line => line.startsWith('If one was made, it has not been deleted yet')));
    assert.ok(!lines.some(line => line.includes('This was not done')));
  });
});
