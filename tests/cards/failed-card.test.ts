import assert from 'node:assert/strict';
import { failedCard } from '../../src/cards/failed-card.ts';
import { markdownTexts } from './support/reading.ts';

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
});
