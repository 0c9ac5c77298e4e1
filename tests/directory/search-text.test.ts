import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addressFilter,
  displayNameFilter,
  employeeFilter,
  nameSearch,
  queryValue,
  searchText,
} from '../../src/directory/search-text.ts';
import { anyText } from '../support/any-text.ts';
import { runs } from '../support/runs.ts';

const RUNS = { numRuns: runs(500) };
/** Any text, rich in the characters that mean something in a query. */
const hostile = fc.oneof(
  anyText(),
  fc.string({
    unit: fc.constantFrom('"', "'", '\\', '&', '#', '%', '(', ')', ':', ' ', '+', '=', '$', 'å', 'A', 'OR'),
  }),
);

describe('directory: search text', () => {
  it('makes one composed line of what was typed', () => {
    assert.equal(searchText('  Åsa\u0301 \t\r\n Öberg\u0000\u200b '), 'Åsá Öberg');
    assert.equal(searchText('A\u030Asa'), 'Åsa');
  });

  it('keeps nothing of a text without characters', () => {
    assert.equal(searchText(' \n\u0007\u200d '), '');
  });

  it('cuts what is longer than any name, and never through a character', () => {
    assert.equal(searchText('😀'.repeat(300)), '😀'.repeat(256));
  });

  it('is stable, well formed and without control characters for any text', () => {
    fc.assert(
      fc.property(hostile, raw => {
        const text = searchText(raw);
        assert.ok(text.isWellFormed());
        assert.doesNotMatch(text, /\p{Cc}/u);
        assert.equal(searchText(text), text);
      }),
      RUNS,
    );
  });
});

describe('directory: search by name', () => {
  it('looks for every word of a full name in the display name', () => {
    assert.equal(nameSearch('anna svensson'), '"displayName:anna" AND "displayName:svensson"');
  });

  it('looks for a single word in the addresses too', () => {
    assert.equal(nameSearch('anna'), '"displayName:anna" OR "mail:anna" OR "userPrincipalName:anna"');
  });

  it('escapes quotes and backslashes', () => {
    assert.equal(nameSearch('a"b \\c'), '"displayName:a\\"b" AND "displayName:\\\\c"');
  });

  it('leaves out ampersands and words without a letter or digit', () => {
    assert.equal(
      nameSearch('R&D Ek & Co - x'),
      '"displayName:R" AND "displayName:D" AND "displayName:Ek" AND "displayName:Co" AND "displayName:x"',
    );
  });

  it('searches for nothing when no word is left', () => {
    for (const text of ['', '&', '- "" \\', '***']) assert.equal(nameSearch(text), undefined, text);
  });

  it('lets no text out of its quotes', () => {
    const clauses = /^"[a-zA-Z]+:(?:[^"\\]|\\["\\])*"(?: (?:AND|OR) "[a-zA-Z]+:(?:[^"\\]|\\["\\])*")*$/;
    fc.assert(
      fc.property(hostile, raw => {
        const search = nameSearch(searchText(raw));
        if (search !== undefined) assert.match(search, clauses);
      }),
      RUNS,
    );
  });
});

describe('directory: filters', () => {
  it('doubles quotes', () => {
    assert.equal(displayNameFilter("Conor O'Brien"), "displayName eq 'Conor O''Brien'");
    assert.equal(employeeFilter("1' or '1' eq '1"), "employeeId eq '1'' or ''1'' eq ''1'");
  });

  it('looks for an address as mail, alias in both spellings, and alternate mail', () => {
    assert.equal(
      addressFilter("o'b@x.se"),
      "mail eq 'o''b@x.se' or proxyAddresses/any(x:x eq 'smtp:o''b@x.se') or " +
        "proxyAddresses/any(x:x eq 'SMTP:o''b@x.se') or otherMails/any(x:x eq 'o''b@x.se')",
    );
  });

  it('lets no text out of its string', () => {
    fc.assert(
      fc.property(hostile, raw => {
        assert.match(displayNameFilter(searchText(raw)), /^displayName eq '(?:[^']|'')*'$/);
      }),
      RUNS,
    );
  });
});

describe('directory: query values', () => {
  it('encodes all that would end a value or a query', () => {
    assert.equal(queryValue(`a&b=c#d'e"f+g%h/?`), 'a%26b%3Dc%23d%27e%22f%2Bg%25h%2F%3F');
  });

  it('comes out of a URL as it went in', () => {
    fc.assert(
      fc.property(hostile, raw => {
        const text = searchText(raw);
        const url = new URL(`https://graph.example/v1.0/users?$search=${queryValue(text)}&$top=9`);
        assert.equal(url.searchParams.get('$search'), text);
        assert.equal(url.searchParams.get('$top'), '9');
      }),
      RUNS,
    );
  });
});
