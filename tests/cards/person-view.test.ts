import assert from 'node:assert/strict';
import fc from 'fast-check';
import { initialsOf } from '../../src/cards/person-view.ts';
import { anyText } from '../support/any-text.ts';
import { runs } from '../support/runs.ts';

describe('Initials', () => {
  const cases: [string, string][] = [
    ['Anna Svensson', 'AS'],
    ['anna-karin von Öberg', 'AÖ'],
    ['Cher', 'C'],
    ["  'Åsa'   (IT)  ", 'ÅI'],
    ['**Anna** [Ek](x)', 'AE'],
    ['李小龍', '李'],
    ['A\u030asa Ek', 'ÅE'],
    ['', '?'],
    ['*** ---', '?'],
    ['\u200b\u202e', '?'],
    ['123 Kassa', '1K'],
  ];
  for (const [name, expected] of cases) {
    it(`of ${JSON.stringify(name)} are ${expected}`, () => {
      assert.equal(initialsOf(name), expected);
    });
  }

  it('of any name are a few letters or digits', () => {
    fc.assert(
      fc.property(anyText(), name => {
        assert.match(initialsOf(name), /^(?:[\p{L}\p{N}\p{M}]{1,6}|\?)$/u);
      }),
      { numRuns: runs(500) },
    );
  });
});
