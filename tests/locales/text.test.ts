import assert from 'node:assert/strict';
import fc from 'fast-check';
import en from '../../src/locales/en.json' with { type: 'json' };
import sv from '../../src/locales/sv.json' with { type: 'json' };
import { localeOf, type TextKey, text, textParts } from '../../src/locales/text.ts';

const KEYS = Object.keys(en) as TextKey[];
const placeholders = (value: string) => [...value.matchAll(/\{(\w+)\}/g)].map(match => match[1]).sort();

describe('The texts in English and Swedish', () => {
  it('have the same keys', () => {
    assert.deepEqual(Object.keys(sv), Object.keys(en));
  });

  for (const key of KEYS) {
    it(`${key}: same placeholders, nothing empty, no Markdown, no stray braces`, () => {
      assert.deepEqual(placeholders(sv[key]), placeholders(en[key]));
      for (const value of [en[key], sv[key]]) {
        assert.notEqual(value.trim(), '');
        assert.equal(value, value.trim());
        assert.doesNotMatch(value, /[*_[\]<>`~#]|^[-+] |^\d+\. /);
        assert.doesNotMatch(value.replace(/\{\w+\}/g, ''), /[{}$]/);
      }
    });
  }

  /** They may answer a press after the reset was called, and know nothing of what became of the password. */
  const AFTER_THE_CALL = KEYS.filter(key =>
    /^refusal\.(?:requester|target|sign-in|busy|answer-not|search)[\w-]*\.(?:text|outage)$/.test(key),
  );

  for (const key of AFTER_THE_CALL) {
    it(`${key}: does not say that the password was not changed`, () => {
      const about =
        /nothing was changed|was not (?:changed|reset)|still works|inget har ändrats|har inte (?:ändrats|återställts)/i;
      for (const value of [en[key], sv[key]]) assert.doesNotMatch(value, about);
    });
  }

  it('say it in two sentences at most', () => {
    const sentences = (value: string) => value.match(/[^.?!]+[.?!]+(?=\s|$)/g) ?? [];
    for (const [key, value] of [...Object.entries(en), ...Object.entries(sv)]) {
      assert.ok(sentences(value.replaceAll('kl. ', '')).length <= 2, `${key}: ${value}`);
    }
  });

  it('have titles without placeholders, since titles are drawn as Markdown', () => {
    for (const key of KEYS.filter(name => /\.title\b/.test(name))) {
      assert.deepEqual(placeholders(en[key]), [], key);
    }
  });

  it('are translated', () => {
    const same = KEYS.filter(key => en[key] === sv[key]);
    assert.deepEqual(same, ['confirm.ticketPlaceholder']);
  });
});

describe('text', () => {
  it('puts in strings and numbers', () => {
    assert.equal(text('en', 'pick.text', { count: 3, query: 'Ek' }), '3 accounts match Ek.');
    assert.equal(text('sv', 'pick.text', { count: 0, query: 'Ek' }), '0 konton stämmer med Ek.');
  });

  it('throws when a value is missing', () => {
    assert.throws(() => text('en', 'pick.text', { count: 3 }), /pick\.text needs a value for \{query\}/);
    assert.throws(() => text('sv', 'working.text'), RangeError);
  });

  it('takes no value from the prototype', () => {
    const values: Record<string, string> = Object.create({ target: 'inherited' });
    assert.throws(() => text('en', 'working.text', values), RangeError);
  });

  it('puts a value in as it is, whatever it looks like', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('{by}', '{target}', '$&', '$1', '{{x}}')), value => {
        const parts = textParts('en', 'cancelled.text', { by: value, target: value });
        assert.deepEqual(
          parts.filter(part => 'value' in part),
          [
            { placeholder: 'by', value },
            { placeholder: 'target', value },
          ],
        );
        const whole = text('en', 'cancelled.text', { by: value, target: value });
        assert.equal(whole, `${value} cancelled. The password of ${value} was not changed.`);
      }),
      { numRuns: 300 },
    );
  });
});

describe('localeOf', () => {
  const cases: [string | undefined, 'en' | 'sv'][] = [
    ['sv', 'sv'],
    ['sv-SE', 'sv'],
    ['SV_fi', 'sv'],
    [' sv-FI ', 'sv'],
    ['en-GB', 'en'],
    ['en', 'en'],
  ];
  for (const [tag, expected] of cases) {
    it(`takes ${JSON.stringify(tag)} as ${expected}`, () => {
      assert.equal(localeOf(tag, expected === 'sv' ? 'en' : 'sv'), expected);
    });
  }

  for (const tag of [undefined, '', 'nb-NO', 'svx', 'english', '-sv', 'toString', '\u0000']) {
    it(`falls back for ${JSON.stringify(tag)}`, () => {
      assert.equal(localeOf(tag, 'sv'), 'sv');
      assert.equal(localeOf(tag, 'en'), 'en');
    });
  }
});
