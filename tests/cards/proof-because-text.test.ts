import assert from 'node:assert/strict';
import { proofBecauseText } from '../../src/cards/proof-because-text.ts';
import type { ProofBecause } from '../../src/desk/request/proof.ts';
import en from '../../src/locales/en/texts.json' with { type: 'json' };
import { LOCALES } from '../../src/locales/locale.ts';

const target = 'Anna Svensson';

const ROWS: readonly [because: ProofBecause, en: string, sv: string][] = [
  [{ rule: 'always', values: {} }, 'that is needed for everybody', 'det krävs för alla'],
  [{ rule: 'action', values: {} }, 'that is needed for this', 'det krävs för det här'],
  [
    { rule: 'requester-resets', values: { count: '5' } },
    'the same person asks for more than 5 within an hour',
    'samma person begär fler än 5 inom en timme',
  ],
  [
    { rule: 'target-holds-role', values: { target, roles: 'Reports Reader' } },
    'Anna Svensson holds Reports Reader',
    'Anna Svensson har Reports Reader',
  ],
  [
    { rule: 'target-holds-role', values: { target, roles: 'Reports Reader', held: 'eligible' } },
    'Anna Svensson is eligible for Reports Reader',
    'Anna Svensson kan aktivera Reports Reader',
  ],
  [
    { rule: 'target-holds-role', values: { target, roles: '', held: 'eligible' } },
    'it is not known whether Anna Svensson is eligible for an administrator role',
    'det inte är känt om Anna Svensson är berättigad till en administratörsroll',
  ],
  [
    { rule: 'target-holds-role', values: { target, roles: '', held: 'eligible', outage: 'eligible' } },
    'it is not known whether Anna Svensson is eligible for an administrator role',
    'det inte är känt om Anna Svensson är berättigad till en administratörsroll',
  ],
  [
    { rule: 'target-holds-role', values: { target, roles: '', through: 'group' } },
    'Anna Svensson is in a group that can hold administrator roles',
    'Anna Svensson är med i en grupp som kan ha administratörsroller',
  ],
  [
    { rule: 'target-holds-role', values: { target, roles: '' } },
    'it is not known whether Anna Svensson holds an administrator role',
    'det inte är känt om Anna Svensson har en administratörsroll',
  ],
  [
    { rule: 'target-in-group', values: { target, group: 'Board' } },
    'Anna Svensson is in the group Board',
    'Anna Svensson är med i gruppen Board',
  ],
  [
    { rule: 'target-in-group', values: { target, group: '' } },
    'Anna Svensson is in a group that the policy lists',
    'Anna Svensson är med i en grupp som policyn anger',
  ],
  [
    { rule: 'target-in-group', values: { target, group: 'Board', known: 'no' } },
    'it is not known which groups Anna Svensson is in',
    'det inte är känt vilka grupper Anna Svensson är med i',
  ],
  [
    { rule: 'target-in-group', values: { target, group: 'Board', known: 'hidden' } },
    'it is not known whether Anna Svensson is in the group Board',
    'det inte är känt om Anna Svensson är med i gruppen Board',
  ],
  [
    { rule: 'target-in-group', values: { target, group: '', known: 'hidden' } },
    'it is not known whether Anna Svensson is in a group that the policy lists',
    'det inte är känt om Anna Svensson är med i en grupp som policyn anger',
  ],
  [
    { rule: 'account-younger-than', values: { target, count: '30' } },
    'the account of Anna Svensson is less than 30 days old',
    'kontot för Anna Svensson är yngre än 30 dagar',
  ],
  [
    { rule: 'account-younger-than', values: { target, count: '30', known: 'no' } },
    'it is not known how old the account of Anna Svensson is',
    'det inte är känt hur gammalt kontot för Anna Svensson är',
  ],
  [
    { rule: 'namesake-exists', values: { target, other: 'Ana Svenson' } },
    'Ana Svenson has a similar name',
    'Ana Svenson har ett liknande namn',
  ],
  [
    { rule: 'namesake-exists', values: { target, known: 'no' } },
    'it is not known whether somebody else has the name of Anna Svensson',
    'det inte är känt om någon annan heter som Anna Svensson',
  ],
  [
    { rule: 'changed-lately', values: { target } },
    'the password of Anna Svensson was changed within the last day',
    'lösenordet för Anna Svensson har ändrats det senaste dygnet',
  ],
  [
    { rule: 'changed-lately', values: { target, known: 'no' } },
    'it is not known when the password of Anna Svensson was last changed',
    'det inte är känt när lösenordet för Anna Svensson senast ändrades',
  ],
  [
    { rule: 'alarm', values: { target, by: 'Björn Ek' } },
    'Björn Ek raised the alarm about Anna Svensson',
    'Björn Ek har slagit larm om Anna Svensson',
  ],
  [
    { rule: 'alarm', values: { target, by: target } },
    'Anna Svensson raised the alarm',
    'Anna Svensson har slagit larm',
  ],
];

describe('why something has to be shown of a caller', () => {
  for (const [because, english, swedish] of ROWS) {
    it(`${because.rule} ${JSON.stringify(because.values)}: in both languages`, () => {
      assert.equal(proofBecauseText('en', because), `because ${english}`);
      assert.equal(proofBecauseText('sv', because), `eftersom ${swedish}`);
    });
  }

  it('has a text for each variant, and no text that nothing says', () => {
    const texts = Object.entries(en).filter(([key]) => key.startsWith('proofBecause.'));
    const lapsed = proofBecauseText('en', { rule: 'lapsed', values: {} });
    const said = new Set([...ROWS.map(([because]) => proofBecauseText('en', because)), lapsed]);
    assert.equal(said.size, texts.length);
  });

  it('makes values harmless: no links, no hidden characters, no end', () => {
    const hostile = `https://evil.example/\u202e\n${'x'.repeat(500)}`;
    const said = proofBecauseText('en', { rule: 'namesake-exists', values: { target, other: hostile } });
    assert.doesNotMatch(said, /https:\/\/|\u202e|\n|x{61}/);
    assert.ok(said.endsWith('… has a similar name'), said);
    const nested = proofBecauseText('en', { rule: 'target-in-group', values: { target, group: '{target}' } });
    assert.equal(nested, 'because Anna Svensson is in the group {target}');
  });

  it('leaves room for the words around it, with the longest name and many roles', () => {
    const values = { target: 'x'.repeat(256), roles: 'y'.repeat(2000) };
    for (const locale of LOCALES) {
      assert.ok(proofBecauseText(locale, { rule: 'target-holds-role', values }).length <= 320);
    }
  });

  it('shows a question mark for a name of which nothing can be seen', () => {
    const said = proofBecauseText('en', { rule: 'changed-lately', values: { target: '\u200b' } });
    assert.equal(said, 'because the password of ? was changed within the last day');
  });

  it('throws when a value is missing', () => {
    assert.throws(() => proofBecauseText('en', { rule: 'namesake-exists', values: { target } }), RangeError);
    assert.throws(() => proofBecauseText('en', { rule: 'changed-lately', values: {} }), RangeError);
  });
});
