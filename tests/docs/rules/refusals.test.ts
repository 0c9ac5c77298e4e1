import assert from 'node:assert/strict';
import type { ActionKind } from '../../../src/action-kinds.ts';
import en from '../../../src/locales/en/texts.json' with { type: 'json' };
import { code, everyRow, PAGE, table } from '../../support/rules-page.ts';

describe('docs/rules.md: refusals', () => {
  const TEXTS = new Map<string, string>(Object.entries(en));
  const rules = new Set(Object.keys(en).flatMap(key => /^(?:[a-z-]+\.)?refusal\.(.+)\.title$/.exec(key)?.[1] ?? []));
  /** Of each action in its own words where it has such. */
  const titleOf = (rule: string, action: ActionKind) =>
    TEXTS.get(`${action}.refusal.${rule}.title`) ?? TEXTS.get(`refusal.${rule}.title`);
  const listed = table('Refusals').map(row => ({ rule: code(row.Rule)[0] ?? '', row }));

  it('lists every refusal with the title of its card for each action, and no other', () => {
    assert.ok(rules.size > 70);
    assert.deepEqual(listed.map(({ rule }) => rule).sort(), [...rules].sort());
    for (const { rule, row } of listed) {
      const [title, ofPass] = [titleOf(rule, 'reset-password'), titleOf(rule, 'temporary-access-pass')];
      assert.equal(row.Title, title, rule);
      assert.equal(row['Title for a pass'], ofPass === title ? 'the same' : ofPass, rule);
    }
  });

  it('explains every refusal somewhere else on the page, and names none that does not exist', () => {
    const rest = PAGE.slice(0, PAGE.indexOf('\n## Refusals\n'));
    const named = new Set(code(rest).filter(span => span.includes('-')));
    for (const span of named) assert.ok(rules.has(span), `${span} is no refusal`);
    const unexplained = [...rules].filter(rule => rule !== 'busy' && !named.has(rule ?? ''));
    assert.deepEqual(unexplained, ['mention-not-a-person']);
    assert.ok(code(rest).includes('busy'));
  });

  it('leaves no cell empty, and names the source of what it says of Microsoft', () => {
    const rows = everyRow();
    for (const row of rows) for (const [column, cell] of Object.entries(row)) assert.notEqual(cell, '', column);
    const sources = rows.flatMap(row => row.Source ?? []);
    assert.ok(sources.length > 50);
    for (const source of sources) assert.match(source, /^Microsoft |^the same|^our (rule|reading)/);
  });
});
