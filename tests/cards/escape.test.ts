import assert from 'node:assert/strict';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { LONGEST, plainText, shownAddress, shownText } from '../../src/cards/escape.ts';
import { anyText } from '../support/any-text.ts';
import { runs } from '../support/runs.ts';

const RUNS = { numRuns: runs(500) };
// Takes for a link whatever any client may take for one: bare host names and IP addresses too.
const { linkify } = new MarkdownIt();
linkify.set({ fuzzyLink: true, fuzzyEmail: true, fuzzyIP: true });
const linksIn = (text: string) => linkify.match(text) ?? [];

describe('plainText', () => {
  const cases: [string, string, string][] = [
    ['line breaks', 'Anna\r\n\r\n- Svensson\u2028x\ty', 'Anna - Svensson x y'],
    ['a right-to-left override', 'Anna \u202egnp.exe\u202c', 'Anna gnp.exe'],
    ['bidirectional isolates and marks', '\u2066A\u2069\u200f\u200e\u061cB', 'AB'],
    ['zero-width characters', 'A\u200bn\u200cn\u200da\ufeff', 'Anna'],
    ['soft hyphens and word joiners', 'An\u00adna\u2060', 'Anna'],
    ['control characters', 'A\u0000\u0007\u001b[31mB', 'A[31mB'],
    ['tag characters', 'A\u{e0041}\u{e007f}', 'A'],
    ['letters that draw nothing', '\u3164A\u115f\u2800', 'A'],
    ['lone surrogates', 'A\ud800B\udc00', 'AB'],
    ['piles of accents', `A${'\u0301'.repeat(50)}`, 'A\u0301\u0301'],
    ['exotic and doubled spaces', ' \u00a0A \u3000 B\u2009 ', 'A B'],
  ];
  for (const [what, value, expected] of cases) {
    it(`takes out ${what}`, () => {
      assert.equal(plainText(value, 60), expected);
    });
  }

  it('keeps ordinary names whole', () => {
    for (const name of ['Åsa Öberg-Ek', "Seán O'Brien", '李小龍', 'José', 'Nguyễn Văn A', 'עמית', '*Anna*', '<b>']) {
      assert.equal(plainText(name, 60), name);
    }
  });

  it('cuts with an ellipsis and never through a character', () => {
    assert.equal(plainText('abcdef', 6), 'abcdef');
    assert.equal(plainText('abcdefg', 6), 'abcde…');
    assert.equal(plainText('😀'.repeat(9), 6), `${'😀'.repeat(5)}…`);
    assert.equal(plainText('abcd efgh', 6), 'abcd…');
  });

  it('keeps double braces apart, of which renderers make dates', () => {
    assert.doesNotMatch(plainText('{{DATE(2017-02-14T06:00:00Z, SHORT)}} {{{{', 99), /\{\{/);
  });

  it('holds for any text: one line, no hidden character but its own, not longer than asked', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 200 }), fc.integer({ min: 1, max: 80 }), (value, longest) => {
        const plain = plainText(value, longest);
        assert.doesNotMatch(plain, /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|\{\{/u);
        const visible = plain.replaceAll('\u200b', '');
        assert.doesNotMatch(visible, /\p{Cf}|\p{Default_Ignorable_Code_Point}/u);
        assert.ok(Array.from(visible).length <= longest);
      }),
      RUNS,
    );
  });
});

describe('shownText', () => {
  const links = [
    'https://evil.example/login',
    'http://10.0.0.1',
    'HTTPS://EVIL.COM',
    'www.evil.com',
    'evil.com',
    'a.b.c.evil.org/path?x=y',
    '//evil.com/x',
    'mailto:me@evil.com',
    'me@evil.com',
    'ftp://evil.com',
    '[Click](https://evil.com)',
    'see:https://localhost/x',
    'https:// evil.com',
    'me@@evil.com',
  ];
  for (const link of links) {
    it(`leaves nothing to make a link of in ${link}`, () => {
      // The test would not mean much if the linkifier saw no link before.
      if (!link.includes(' ') && !link.includes('@@')) assert.notEqual(linksIn(link).length, 0);
      assert.deepEqual(linksIn(shownText(link, 100)), []);
      assert.equal(shownText(link, 100).replaceAll('\u200b', ''), link);
    });
  }

  // As fc.webUrl() has it, which takes a second to list all characters first.
  const segment = anyText({ maxLength: 8 }).map(encodeURIComponent);
  const webUrl = fc
    .tuple(fc.constantFrom('http', 'https'), fc.domain(), fc.array(segment, { maxLength: 5 }))
    .map(([scheme, domain, segments]) => [`${scheme}://${domain}`, ...segments].join('/'));

  it('holds for text around web and mail addresses', () => {
    const parts = fc.oneof(webUrl, fc.emailAddress(), fc.domain(), fc.ipV4(), fc.string({ maxLength: 5 }));
    fc.assert(
      fc.property(
        fc.array(parts, { maxLength: 4 }),
        fc.constantFrom('', ' ', '.', '@', '/', ':'),
        (pieces, between) => {
          assert.deepEqual(linksIn(shownText(pieces.join(between), LONGEST.sentence)), []);
        },
      ),
      RUNS,
    );
  });

  it('changes nothing that can be seen in ordinary text', () => {
    assert.equal(shownText('Anna-Karin Öberg (Försäljning 3)', 60), 'Anna-Karin Öberg (Försäljning 3)');
    assert.equal(shownText('Kl. 14:35, INC0012345', 60), 'Kl. 14:35, INC0012345');
  });
});

describe('shownAddress', () => {
  for (const address of [
    'anna.svensson@contoso.com',
    "o'brien_x+y@sub.contoso.co.uk",
    'guest_fabrikam.com#EXT#@contoso.onmicrosoft.com',
    'åsa@företag.se',
  ]) {
    it(`keeps ${address} as it is, to be copied`, () => {
      assert.equal(shownAddress(address), address);
    });
  }

  for (const other of [
    'https://evil.com/@contoso.com',
    'x@evil.com www.evil.com',
    'evil.com',
    '[x](y)@evil.com',
    '<at>x</at>@evil.com',
    'a@b@evil.com',
    '@evil.com',
    'javascript:alert(1)@evil.com',
  ]) {
    it(`takes ${other} for other text`, () => {
      assert.notEqual(shownAddress(other), other);
      assert.deepEqual(linksIn(shownAddress(other)), []);
    });
  }

  it('has no hidden characters and shows the longest sign-in name whole', () => {
    assert.equal(shownAddress('anna\u200b@contoso.com\u202e'), 'anna@contoso.com');
    const longest = `${'a'.repeat(64)}@${'b'.repeat(44)}.com`;
    assert.equal(longest.length, 113);
    assert.equal(shownAddress(longest), longest);
  });
});
