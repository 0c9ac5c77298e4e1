import assert from 'node:assert/strict';
import { becauseText } from '../../src/cards/because-text.ts';
import type { Because } from '../../src/desk/request/approval.ts';
import { LOCALES } from '../../src/locales/locale.ts';

const target = 'Anna Svensson';
const START = {
  en: 'A second administrator must approve, because ',
  sv: 'En andra administratör måste godkänna, eftersom ',
};

const ROWS: readonly [because: Because, en: string, sv: string][] = [
  [{ rule: 'always', values: {} }, 'every reset needs two people here.', 'det alltid krävs två personer här.'],
  [
    { rule: 'target-holds-role', values: { target, roles: 'Reports Reader' } },
    'Anna Svensson holds Reports Reader.',
    'Anna Svensson har Reports Reader.',
  ],
  [
    { rule: 'target-holds-role', values: { target, roles: 'Global Administrator', held: 'eligible' } },
    'Anna Svensson is eligible for Global Administrator.',
    'Anna Svensson är berättigad till Global Administrator.',
  ],
  [
    { rule: 'target-holds-role', values: { target, roles: '', held: 'eligible' } },
    'it could not be read whether Anna Svensson is eligible for an administrator role. Security Reader is one of the roles that let the person who asks read it.',
    'det inte gick att läsa om Anna Svensson är berättigad till någon administratörsroll. Security Reader är en av de roller som låter den som frågar läsa det.',
  ],
  [
    { rule: 'target-holds-role', values: { target, roles: '', held: 'eligible', outage: 'eligible' } },
    'Microsoft Entra ID gave no answer when asked whether Anna Svensson is eligible for an administrator role. This is most likely an outage: if it can wait, cancel and ask again in a few minutes.',
    'Microsoft Entra ID inte svarade på frågan om Anna Svensson är berättigad till någon administratörsroll. Det är troligast ett avbrott: om det kan vänta, avbryt och be igen om några minuter.',
  ],
  [
    { rule: 'target-holds-role', values: { target, roles: '' } },
    'it is not known whether Anna Svensson holds an administrator role.',
    'det inte går att veta om Anna Svensson har någon administratörsroll.',
  ],
  [
    { rule: 'target-holds-role', values: { target, roles: '', through: 'group' } },
    'Anna Svensson is a member or owner of a group that can hold administrator roles.',
    'Anna Svensson är medlem i eller ägare till en grupp som kan ha administratörsroller.',
  ],
  [
    { rule: 'target-in-group', values: { target, group: 'Board' } },
    'Anna Svensson is in the group Board.',
    'Anna Svensson är med i gruppen Board.',
  ],
  [
    { rule: 'target-in-group', values: { target, group: '' } },
    'Anna Svensson is in a group that the policy lists.',
    'Anna Svensson är med i en grupp som policyn räknar upp.',
  ],
  [
    { rule: 'target-in-group', values: { target, group: 'Board', known: 'no' } },
    'it is not known which groups Anna Svensson is in.',
    'det inte går att veta vilka grupper Anna Svensson är med i.',
  ],
  [
    { rule: 'target-in-group', values: { target, group: 'Board', known: 'hidden' } },
    'it is not known whether Anna Svensson is in the group Board: it hides its members, or could not be read.',
    'det inte går att veta om Anna Svensson är med i gruppen Board: den döljer sina medlemmar eller gick inte att läsa.',
  ],
  [
    { rule: 'target-in-group', values: { target, group: '', known: 'hidden' } },
    'it is not known whether Anna Svensson is in a group that the policy lists: it hides its members, or could not be read.',
    'det inte går att veta om Anna Svensson är med i en grupp som policyn räknar upp: den döljer sina medlemmar eller gick inte att läsa.',
  ],
  [
    { rule: 'requester-resets', values: { count: '5' } },
    'the number of resets and passes by the same person within an hour goes above 5.',
    'antalet återställningar och pass som samma person begär inom en timme blir större än 5.',
  ],
  [
    { rule: 'limit-requester', values: { target, count: '30', hours: '1' } },
    'the limit for resets and passes by the same person is reached: 30 in 1 h.',
    'gränsen för en och samma persons återställningar och pass är nådd: 30 på 1 h.',
  ],
  [
    { rule: 'limit-target', values: { target, count: '6', hours: '24' } },
    'the limit for resets and passes for Anna Svensson is reached: 6 in 24 h.',
    'gränsen för återställningar och pass för Anna Svensson är nådd: 6 på 24 h.',
  ],
];

describe('why a second person is needed', () => {
  for (const [because, en, sv] of ROWS) {
    it(`${because.rule} ${JSON.stringify(because.values)}: in both languages`, () => {
      assert.equal(becauseText('en', 'reset-password', because), START.en + en);
      assert.equal(becauseText('sv', 'reset-password', because), START.sv + sv);
    });
  }

  it('makes values harmless: no links, no hidden characters, no end', () => {
    const hostile = `https://evil.example/\u202e\n${'x'.repeat(500)}`;
    const said = becauseText('en', 'reset-password', {
      rule: 'target-in-group',
      values: { target: hostile, group: '{target}' },
    });
    assert.doesNotMatch(said, /https:\/\/|\u202e|\n|x{61}/);
    assert.ok(said.endsWith('… is in the group {target}.'), said);
  });

  it('stays within what a card shows of an explanation, with the longest name and many roles', () => {
    const values = { target: 'x'.repeat(256), roles: 'y'.repeat(2000) };
    for (const locale of LOCALES) {
      assert.ok(becauseText(locale, 'reset-password', { rule: 'target-holds-role', values }).length <= 400);
    }
  });

  it('shows a question mark for a name of which nothing can be seen', () => {
    const said = becauseText('en', 'reset-password', {
      rule: 'target-in-group',
      values: { target: '\u200b', group: 'Board' },
    });
    assert.equal(said, `${START.en}? is in the group Board.`);
  });

  it('throws when a value is missing', () => {
    assert.throws(() => becauseText('en', 'reset-password', { rule: 'limit-target', values: { target } }), RangeError);
  });
});
