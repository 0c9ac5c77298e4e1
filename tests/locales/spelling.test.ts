import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LOCALES } from '../../src/locales/locale.ts';
import { spellPassword } from '../../src/locales/spelling.ts';
import { anyText } from '../support/any-text.ts';
import { runs } from '../support/runs.ts';

const PRINTABLE = Array.from({ length: 0x7f - 0x20 }, (_, i) => String.fromCharCode(0x20 + i));

describe('spellPassword', () => {
  for (const locale of LOCALES) {
    it(`names every printable ASCII character, ${locale}`, () => {
      for (const character of PRINTABLE) {
        const { spoken } = spellPassword(character, locale);
        assert.match(spoken, /^[\p{L} -]{2,}$/u, `character ${JSON.stringify(character)}`);
      }
    });

    it(`says no two characters alike, ${locale}`, () => {
      const spoken = PRINTABLE.map(character => spellPassword(character, locale).spoken.toLowerCase());
      assert.equal(new Set(spoken).size, PRINTABLE.length);
    });

    it(`gives the password back from the texts of its blocks, and one line from theirs, ${locale}`, () => {
      fc.assert(
        fc.property(anyText({ maxLength: 300 }), password => {
          const { blocks, spoken } = spellPassword(password, locale);
          assert.equal(blocks.map(block => block.text).join(''), password);
          assert.equal(blocks.map(block => block.spoken).join('; '), spoken);
        }),
        { numRuns: runs(2_000), seed: 7 },
      );
    });
  }

  it('spells in English, with capitals and hyphens said', () => {
    assert.deepEqual(spellPassword('T4kx-9d', 'en'), {
      blocks: [
        { text: 'T4kx-', spoken: 'capital Tango, four, Kilo, X-ray, hyphen' },
        { text: '9d', spoken: 'nine, Delta' },
      ],
      spoken: 'capital Tango, four, Kilo, X-ray, hyphen; nine, Delta',
    });
  });

  it('spells in Swedish, with capitals and hyphens said', () => {
    assert.equal(
      spellPassword('T4kx-9dQ', 'sv').spoken,
      'stort Tore, fyra, Kalle, Xerxes, bindestreck; nio, David, stort Qvintus',
    );
  });

  it('spells a pass without hyphens four characters at a time', () => {
    assert.deepEqual(spellPassword('3b^Q*tCS-9', 'en').blocks, [
      { text: '3b^Q', spoken: 'three, Bravo, caret, capital Quebec' },
      { text: '*tCS-', spoken: 'asterisk, Tango, capital Charlie, capital Sierra, hyphen' },
      { text: '9', spoken: 'nine' },
    ]);
    assert.equal(
      spellPassword('&B"k{~', 'sv').spoken,
      'et-tecken, stort Bertil, citattecken, Kalle; vänster klammerparentes, tilde',
    );
  });

  it('spells the whole Swedish alphabet', () => {
    assert.equal(
      spellPassword('abcdefghijklmnopqrstuvwxyzåäö', 'sv').spoken,
      'Adam, Bertil, Caesar, David; Erik, Filip, Gustav, Helge; Ivar, Johan, Kalle, Ludvig; Martin, Niklas, Olof, ' +
        'Petter; Qvintus, Rudolf, Sigurd, Tore; Urban, Viktor, Wilhelm, Xerxes; Yngve, Zäta, Åke, Ärlig; Östen',
    );
    assert.equal(spellPassword('Å', 'sv').spoken, 'stort Åke');
  });

  it('keeps every hyphen of a password with several in a row', () => {
    assert.equal(spellPassword('-a--', 'en').spoken, 'hyphen; Alfa, hyphen; hyphen');
  });

  it('names a character outside the policy by its code point and never takes it for its ASCII twin', () => {
    assert.equal(spellPassword('é', 'en').spoken, 'character U+00E9');
    assert.equal(spellPassword('\u212A', 'en').spoken, 'character U+212A');
    assert.equal(spellPassword('٣', 'sv').spoken, 'tecknet U+0663');
    assert.equal(spellPassword('😀', 'sv').spoken, 'tecknet U+1F600');
    assert.equal(spellPassword('\ud800', 'en').spoken, 'character U+D800');
  });

  it('says nothing for an empty password', () => {
    assert.deepEqual(spellPassword('', 'sv'), { blocks: [], spoken: '' });
  });
});
