import assert from 'node:assert/strict';
import fc from 'fast-check';
import { calledReads, nearItems } from '../../src/directory/name-searches.ts';
import { anyText } from '../support/any-text.ts';
import { runs } from '../support/runs.ts';

const RUNS = { numRuns: runs(500), seed: 47 };
/** Any text, rich in the characters that mean something in a query. */
const hostile = fc.oneof(
  anyText(),
  fc.string({ unit: fc.constantFrom('"', "'", '\\', '&', '#', '%', '(', ')', ':', ' ', '+', '=', '$', 'å', 'O', 'R') }),
);

const WORD = '"displayName:[\\p{L}\\p{N}\\p{M}-]+"';
const CHOICE = `\\(${WORD}(?: OR ${WORD})*\\)`;
const SEARCH = new RegExp(`^${CHOICE}(?: AND ${CHOICE})*$`, 'u');

function parameter(url: string, name: string): string {
  return new URL(url, 'https://graph.example').searchParams.get(name) ?? '';
}

describe('The reads that look for a name', () => {
  it('let no text out of the quotes of a search', () => {
    fc.assert(
      fc.property(hostile, text => {
        const helpful = calledReads(text, 'x').helpful.filter(({ id }) => id.endsWith('-beginnings'));
        for (const { url } of [...nearItems([text], 'y'), ...helpful]) assert.match(parameter(url, '$search'), SEARCH);
      }),
      RUNS,
    );
  });

  it('let no text out of the strings of a filter', () => {
    fc.assert(
      fc.property(hostile, text => {
        const { needed, helpful } = calledReads(text, 'x');
        for (const { url } of [...needed, ...helpful]) {
          const left = parameter(url, '$filter').replace(/'(?:[^']|'')*'/g, '');
          assert.match(left, /^(?:startswith|[A-Za-z]+ eq |[(),]| or | and |givenName|surname|userPrincipalName)*$/);
        }
      }),
      RUNS,
    );
  });

  it('ask for nothing where there is nothing to look for', () => {
    assert.deepEqual(calledReads(' \u0000', 'x'), { needed: [], helpful: [] });
    assert.deepEqual(nearItems(['', '. - '], 'x'), []);
  });

  it('fit into a batch with the others, and their addresses into what servers take', () => {
    const long = Array.from({ length: 8 }, (_, n) => `Daoud${n}`).join(' ');
    const { needed, helpful } = calledReads(long, 'x');
    assert.ok(needed.length + helpful.length <= 5);
    const near = nearItems([long], 'y');
    assert.ok(near.length <= 10);
    for (const { url } of [...needed, ...helpful, ...near]) assert.ok(url.length < 4_096, `${url.length}`);
  });
});
