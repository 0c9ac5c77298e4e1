import assert from 'node:assert/strict';
import fc from 'fast-check';
import { languageOf } from '../../../src/teams/words/language-of.ts';
import { anyText } from '../../support/any-text.ts';

describe('the language of a message', () => {
  for (const [text, language] of [
    ['reset password for Anna Svensson', 'en'],
    ['please unlock my account', 'en'],
    ['Hans Åström needs a new password', 'en'],
    ['RESET PASSWORD FOR ÅSA ÖHMAN', 'en'],
    ['återställ lösenordet för Anna Svensson', 'sv'],
    ['ATERSTALL LOSENORDET för Olivia', 'sv'],
    ['kan du återställa Olivia Bennetts password', 'sv'],
    ['Anna har glömt sitt lösenord', 'sv'],
    ['hej, jag kommer inte in', 'sv'],
    ['tilbakestill passordet til Anna', 'sv'],
    ['kan du nulstille adgangskoden for Anna', 'sv'],
    ['jeg har glemt passordet mitt', 'sv'],
    ['<p>återställ</p>&nbsp;lösenordet', 'sv'],
  ] as const) {
    it(`${text}: ${language}`, () => assert.equal(languageOf(text), language));
  }

  for (const text of [
    '',
    '?',
    'Anna Svensson',
    'anna.svensson@contoso.com',
    '🔑',
    '\uE0000\uE001',
    'INC0012345',
    '田中',
  ]) {
    it(`"${text}": not clear`, () => assert.equal(languageOf(text), undefined));
  }

  it('is found in any text, and soon in a long one', () => {
    fc.assert(
      fc.property(anyText(), text => {
        assert.ok([undefined, 'en', 'sv'].includes(languageOf(text)));
      }),
    );
    assert.equal(languageOf('återställ '.repeat(10_000)), 'sv');
  });
});
