import assert from 'node:assert/strict';
import fc from 'fast-check';
import { holdsPassword, isSurelyPassword } from '../../../src/desk/wording/password-like.ts';
import { anyText } from '../../support/any-text.ts';
import { runs } from '../../support/runs.ts';
import { REASONS, TICKETS } from '../support/ordinary-texts.ts';
import { typedPassword } from '../support/typed-passwords.ts';

describe('What looks like a password', () => {
  for (const text of [
    ...[
      'Hemligt!77xyz',
      'no, use Losen0rd!99',
      'her old one Vinter-2023 stopped working',
      'Losenord-2024',
      'Sommar-2024',
    ],
    ...[
      'SOMMAR-2024',
      'VINTER2023',
      'sommar24',
      'losenord_1',
      'Sommar.2024',
      'Sommar/2024',
      '2024-Sommar',
      '2024Sommar',
    ],
    ...['hunter2', 'P@ssw0rd', 'Qwerty123', 'ABC123', 'Welcome1', 'qWxZpLmK', '1234!@#$', 'November2024', 'Sup-2024'],
    ...[
      'T4kx-7pfn-c93d-vh5j',
      't4kx7pfnc93dvh5j',
      'T4kx 7pfn c93d vh5j',
      '\uFF344kx\u20117pfn\u2011c93d\u2011vh5j',
      'T4kx-7pfn',
    ],
    ...[
      'Som\u200bmar-2024',
      'ticket:Sommar2024',
      'INC-Hemligt77',
      'https://it.contoso.com/t/Hemligt77',
      'https://a:b@contoso.com/',
    ],
    ...[
      'https://it.contoso.com/?q=Hemligt!77',
      'https://it.contoso.com/?password=hemligt',
      'https://it.contoso.com/Sommar-2024',
      'ärende Sommar-2024',
      'correct-horse-7-battery',
      'P4ssword',
      's0mmaren',
      'Sweden2024',
      'Apple123',
      'Admin2024',
      'vår-2024',
      '24-sommar',
      '24%Sommar',
      '2024.Kaffe',
      'T 4 k x - 7 p f n - c 9 3 d - v h 5 j',
      'T4kx | 7pfn | c93d | vh5j',
      'Sommar 2024!',
      'her old one “Sommar 2024!” stopped',
    ],
  ]) {
    it(`is found in ${JSON.stringify(text)}`, () => assert.equal(holdsPassword(text), true));
  }

  it('is found in whatever stands around it (property)', () => {
    const around = fc.constantFrom(
      (text: string) => text,
      (text: string) => `no, use ${text} please`,
      (text: string) => `hennes gamla ${text} fungerar inte`,
      (text: string) => `(${text})`,
      (text: string) => `"${text}", she said.`,
      (text: string) => `INC0012345 ${text}`,
    );
    fc.assert(
      fc.property(typedPassword, around, (password, put) => assert.ok(holdsPassword(put(password)), put(password))),
      { numRuns: runs(4_000), seed: 5 },
    );
  });

  it(`is in none of ${TICKETS.length + REASONS.length} tickets and reasons as people write them`, () => {
    assert.ok(new Set([...TICKETS, ...REASONS]).size >= 500);
    assert.deepEqual([...TICKETS, ...REASONS].filter(holdsPassword), []);
  });

  it('is no plain word and no number: they can’t be told from any other', () => {
    for (const text of ['Sommar', 'hemligt', '4711', '1234567890', '', ' ', '!!!', '😀']) {
      assert.equal(holdsPassword(text), false, text);
    }
  });

  it('is surely one where even a name could not be written like that', () => {
    for (const text of ['Sommar-2024', 'Vinter2023', 'T4kx-7pfn-c93d-vh5j', 'SOMMAR-2024']) {
      assert.equal(isSurelyPassword(text), true, text);
    }
    for (const text of ['annsve01', 'Anna', 'SUP-2024', 'INC0012345', 'o.svensson2', 'DESKTOP-7G2H4K1']) {
      assert.equal(isSurelyPassword(text), false, text);
    }
  });

  it('is looked for in any text without an error, and in time that grows with its length (property)', () => {
    const text = fc.oneof(anyText({ maxLength: 200 }), fc.string({ maxLength: 200 }));
    fc.assert(
      fc.property(text, one => assert.equal(typeof holdsPassword(one), 'boolean')),
      { numRuns: runs(2_000), seed: 5 },
    );
  });
});
