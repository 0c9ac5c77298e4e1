import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { ROOT, text } from './files.ts';
import { complaints } from './kusto.ts';

type Item = { name: string; content: { query?: string } };
const { items } = JSON.parse(text('infra/workbook.json')) as { items: Item[] };

/** Every query that somebody runs: of the alerts, of the workbook, and of the pages. */
const QUERIES: [name: string, query: string][] = [
  ...globSync('infra/queries/*.kql', { cwd: ROOT }).map((file): [string, string] => [file, text(file)]),
  // The workbook puts in how long a step of the time that somebody chose is.
  ...items.flatMap(({ name, content: { query } }): [string, string][] =>
    query ? [[`workbook, ${name}`, query.replaceAll('{Time:grain}', '1h')]] : [],
  ),
  ...globSync(['docs/**/*.md', 'infra/*.md', '*.md'], { cwd: ROOT }).flatMap(file =>
    [...text(file).matchAll(/^( *)```(?:kusto|kql)\n([\s\S]*?)^ *```/gm)].map(([, , query = '']): [string, string] => [
      file,
      query,
    ]),
  ),
];

const BROKEN: readonly [what: string, query: string, code: string][] = [
  ['a table that does not exist', 'customMetric | take 1', 'KS204'],
  ['a column that the table does not have', "customMetrics | where metric == 'nyckel.resets'", 'KS142'],
  [
    'a column that an earlier step took away',
    'customMetrics | summarize sum(valueSum) by name | where valueSum > 1',
    'KS142',
  ],
  ['a function that does not exist', 'customMetrics | extend x = to_string(name)', 'KS211'],
  ['a comparison of a number with a word', "customMetrics | where valueSum > 'x'", 'KS106'],
  ['a name that means something else', 'customMetrics | extend kind = name', 'KS228'],
  ['a step that does not exist', 'customMetrics | summarise count()', 'KS176'],
  ['a bracket that is not closed', 'customMetrics | summarize sum(valueSum by name', 'KS005'],
];

describe('infra: what the language service of Kusto says', () => {
  it('finds the queries of the alerts, of the workbook and of the pages', () => {
    const from = (start: string) => QUERIES.filter(([name]) => name.startsWith(start)).length;
    assert.ok(from('infra/queries/') >= 4 && from('workbook') >= 8 && from('docs/') >= 2, String(QUERIES.length));
  });

  for (const [name, query] of QUERIES) {
    it(`of ${name}: nothing`, () => assert.deepEqual(complaints(query), []));
  }

  for (const [what, query, code] of BROKEN) {
    it(`of ${what}: what is wrong`, () => {
      assert.ok(
        complaints(query).some(each => each.startsWith(`${code}: `)),
        complaints(query).join('; '),
      );
    });
  }

  it('leaves the other tests their JavaScript as it is', () => {
    assert.ok(!('Kusto' in globalThis) && !('Bridge' in globalThis));
  });
});
