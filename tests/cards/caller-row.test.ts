import assert from 'node:assert/strict';
import { callerRow } from '../../src/cards/caller-row.ts';
import type { ShownProof } from '../../src/cards/proof-view.ts';
import { LOCALES } from '../../src/locales/locale.ts';

const AT = new Date('2026-03-12T13:32:00Z');
const KINDS: readonly ShownProof['kind'][] = ['called-back', 'in-person', 'voice', 'number-match', 'manager'];

function row(kind: ShownProof['kind'], locale: 'en' | 'sv' = 'en', by = 'Karin Ek'): string {
  const [, lines] = callerRow([{ kind, by, at: AT }], { locale, timeZone: 'Europe/Stockholm' });
  return lines
    .flat()
    .map(({ text }) => text)
    .join('')
    .replaceAll('\u202f', ' ');
}

describe('The row about who called', () => {
  it('says what has shown it, whose word it was, and when', () => {
    assert.deepEqual(
      KINDS.map(kind => row(kind)),
      [
        'Called back on the number on file, says Karin Ek, 2:32 PM',
        'Seen in person, says Karin Ek, 2:32 PM',
        'Known by voice, says Karin Ek, 2:32 PM',
        'Number match in Teams by Karin Ek, 2:32 PM',
        'Manager Karin Ek vouched, 2:32 PM',
      ],
    );
    assert.equal(row('called-back', 'sv'), 'Återuppringd på registrerat nummer, enligt Karin Ek, 14:32');
  });

  it('tells each kind from the others in every language', () => {
    for (const locale of LOCALES) assert.equal(new Set(KINDS.map(kind => row(kind, locale))).size, KINDS.length);
  });

  it('has no value where nothing has shown it', () => {
    for (const none of [undefined, []]) assert.deepEqual(callerRow(none, { locale: 'en' })[1], []);
  });

  it('shows no name as anything but itself', () => {
    assert.doesNotMatch(row('manager', 'en', 'https://evil.example/x'), /https:\/\//);
  });
});
