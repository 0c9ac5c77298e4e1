import assert from 'node:assert/strict';
import en from '../../../src/locales/en/texts.json' with { type: 'json' };
import { code, everyRow, PAGE, table } from '../../support/rules-page.ts';

describe('docs/rules.md: refusals', () => {
  const titles = Object.entries(en).flatMap(([key, title]) => {
    const rule = /^(?:reset-password\.)?refusal\.(.+)\.title$/.exec(key)?.[1];
    return rule === undefined ? [] : [[rule, title]];
  });
  const listed = table('Refusals').map(row => [code(row.Rule)[0] ?? '', row.Title]);

  it('lists every refusal with the title of its card, and no other', () => {
    assert.ok(titles.length > 30);
    assert.deepEqual(Object.fromEntries(listed), Object.fromEntries(titles));
    assert.equal(listed.length, titles.length);
  });

  it('explains every refusal somewhere else on the page, and names none that does not exist', () => {
    const rules = new Set(listed.map(([rule]) => rule));
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
