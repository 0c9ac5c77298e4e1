import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ACTION_KINDS } from '../../src/action-kinds.ts';
import en from '../../src/locales/en/texts.json' with { type: 'json' };
import { LANGUAGES, LOCALES } from '../../src/locales/locale.ts';
import sv from '../../src/locales/sv/texts.json' with { type: 'json' };
import { keyFor, localeOf, text, textParts } from '../../src/locales/text.ts';
import type { TextKey } from '../../src/locales/text-key.ts';
import { runs } from '../support/runs.ts';

const KEYS = Object.keys(en) as TextKey[];
const OTHERS = LOCALES.filter(locale => locale !== 'en');
const placeholders = (value: string) => [...value.matchAll(/\{(\w+)\}/g)].map(match => match[1]).sort();

describe('The texts in every language', () => {
  for (const locale of OTHERS) {
    it(`have the same keys in the same order, ${locale}`, () => {
      assert.deepEqual(Object.keys(LANGUAGES[locale].texts), Object.keys(en));
    });
  }

  for (const key of KEYS) {
    it(`${key}: same placeholders, nothing empty, no Markdown, no stray braces`, () => {
      for (const locale of LOCALES) {
        const value = LANGUAGES[locale].texts[key];
        assert.deepEqual(placeholders(value), placeholders(en[key]), locale);
        assert.notEqual(value.trim(), '');
        assert.equal(value, value.trim());
        assert.doesNotMatch(value, /[*_[\]<>`~#]|^[-+] |^\d+\. /);
        assert.doesNotMatch(value.replace(/\{\w+\}/g, ''), /[{}$]/);
      }
    });
  }

  /** They may answer a press after the reset was called, and know nothing of what became of the password. */
  const AFTER_THE_CALL = KEYS.filter(key =>
    /^(?:reset-password\.)?refusal\.(?:requester|target|sign-in|busy|answer-not|search)[\w-]*\.(?:text|outage)$/.test(
      key,
    ),
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
    for (const [key, value] of LOCALES.flatMap(locale => Object.entries(LANGUAGES[locale].texts))) {
      assert.ok(sentences(value.replaceAll('kl. ', '')).length <= 2, `${key}: ${value}`);
    }
  });

  it('have titles without placeholders, since titles are drawn as Markdown', () => {
    for (const key of KEYS.filter(name => /\.title\b/.test(name))) {
      assert.deepEqual(placeholders(en[key]), [], key);
    }
  });

  /** What they say of a reset or a password is of Nyckel as a whole, of what it needs, or of Microsoft's own pages. */
  const OF_THE_WHOLE =
    /^(?:about|help|notUnderstood|reply|example|signIn|signedOut)\.|^refusal\.approvals-|^fact\.passwordChanged$|^message\.looksLikePassword$|^proofBecause\.changed-lately/;
  /** What counts together, and what one action alone is refused for. */
  const OF_BOTH = /^asked\.which\.|^(?:because|refusal)\.(?:limit-|requester-resets|target-already-open)/;
  const OF_ONE = /^refusal\.(?:pass-|password-|writeback-|target-federated|target-synced)/;

  it('have the action in their key where they say what is done', () => {
    const says = (key: TextKey) =>
      /password|reset|\bpass(es)?\b/i.test(en[key]) || /lösenord|återställ|nollställ|\bpass(et)?\b/i.test(sv[key]);
    const others = [OF_THE_WHOLE, OF_BOTH, OF_ONE];
    const common = KEYS.filter(key => !ACTION_KINDS.some(kind => key.startsWith(`${kind}.`)));
    assert.deepEqual(
      common.filter(key => says(key) && !others.some(pattern => pattern.test(key))),
      [],
    );
    assert.ok(common.length < KEYS.length);
    for (const pattern of others) assert.ok(KEYS.some(key => pattern.test(key)));
  });

  it('are of an action that there is, and said for each action or for all together', () => {
    for (const key of KEYS.filter(name => /^[a-z]+-/.test(name))) {
      const kind = ACTION_KINDS.find(name => key.startsWith(`${name}.`));
      assert.ok(kind, key);
      assert.ok(!Object.hasOwn(en, key.slice(kind.length + 1)), key);
    }
  });

  it('take a pass for no password, and a password for no pass', () => {
    const of = (kind: string) => KEYS.filter(key => key.startsWith(`${kind}.`));
    for (const key of of('temporary-access-pass')) {
      assert.doesNotMatch(en[key], /temporary password|password (?:was|is being) reset/i, key);
      assert.doesNotMatch(sv[key], /tillfälliga? lösenord|återställ(?!a lösenord\b)/i, key);
    }
    for (const key of of('reset-password')) {
      assert.doesNotMatch(`${en[key]} ${sv[key]}`, /\bpass(?:es|et)?\b(?! it on)|åtkomstpass/i, key);
    }
  });

  it('are translated', () => {
    const same = KEYS.filter(key => en[key] === sv[key]);
    assert.deepEqual(same, ['confirm.ticketPlaceholder']);
    for (const locale of OTHERS) {
      // A word may be the same in two languages: "Status".
      const left = KEYS.filter(key => en[key] === LANGUAGES[locale].texts[key]);
      assert.ok(left.length < KEYS.length / 20, `${locale}: ${left.join()}`);
    }
  });
});

describe('text', () => {
  it('puts in strings and numbers', () => {
    assert.equal(text('en', 'pick.text', { count: 3, query: 'Ek' }), '3 accounts match Ek.');
    assert.equal(text('sv', 'pick.text', { count: 0, query: 'Ek' }), '0 konton stämmer med Ek.');
  });

  it('throws when a value is missing', () => {
    assert.throws(() => text('en', 'pick.text', { count: 3 }), /pick\.text needs a value for \{query\}/);
    assert.throws(() => text('sv', 'reset-password.working.text'), RangeError);
  });

  it('takes no value from the prototype', () => {
    const values: Record<string, string> = Object.create({ target: 'inherited' });
    assert.throws(() => text('en', 'reset-password.working.text', values), RangeError);
  });

  it('puts a value in as it is, whatever it looks like', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('{by}', '{target}', '$&', '$1', '{{x}}')), value => {
        const parts = textParts('en', 'reset-password.cancelled.text', { by: value, target: value });
        assert.deepEqual(
          parts.filter(part => 'value' in part),
          [
            { placeholder: 'by', value },
            { placeholder: 'target', value },
          ],
        );
        const whole = text('en', 'reset-password.cancelled.text', { by: value, target: value });
        assert.equal(whole, `${value} cancelled. The password of ${value} was not changed.`);
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('keyFor', () => {
  it("takes an action's own words where it has such", () => {
    assert.equal(keyFor('reset-password', 'confirm.title'), 'reset-password.confirm.title');
    assert.equal(keyFor('reset-password', 'refusal.own-account.text'), 'reset-password.refusal.own-account.text');
  });

  it('takes the common ones elsewhere', () => {
    assert.equal(keyFor('reset-password', 'refusal.busy.title'), 'refusal.busy.title');
    assert.equal(keyFor('reset-password', 'history.state.open'), 'history.state.open');
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

  for (const tag of [undefined, '', 'zxx-NO', 'svx', 'english', '-sv', 'toString', '\u0000']) {
    it(`falls back for ${JSON.stringify(tag)}`, () => {
      assert.equal(localeOf(tag, 'sv'), 'sv');
      assert.equal(localeOf(tag, 'en'), 'en');
    });
  }
});
