import assert from 'node:assert/strict';
import type { CardContext } from '../../../src/cards/card.ts';
import type { PresentPassView } from '../../../src/cards/temporary-access-pass/pass-views.ts';
import { presentFact, presentRow, presentWarnings } from '../../../src/cards/temporary-access-pass/present-pass.ts';
import type { Inlines } from '../../../src/cards/text-runs.ts';
import { SEVERAL } from '../support/passes.ts';

const CONTEXTS = {
  en: { locale: 'en', timeZone: 'Europe/Stockholm' },
  sv: { locale: 'sv', timeZone: 'Europe/Stockholm' },
} as const;
const present = (state: PresentPassView['state']): PresentPassView => ({ ...SEVERAL, state });
const read = (lines: readonly Inlines[]) => lines.map(inlines => inlines.map(({ text }) => text).join(''));
const warnings = (pass: Parameters<typeof presentWarnings>[0], context: CardContext = CONTEXTS.en) =>
  read(presentWarnings(pass, 'Anna Ek', context));

describe('A pass that somebody has already', () => {
  it('is warned of while it works or is yet to: when it was made, until when, and what happens with it', () => {
    assert.deepEqual(warnings(present('usable')), [
      'Anna Ek has a pass that works until Mar 13, 2026, 4:00 PM, made Mar 12, 2026, 2:35 PM. The new one takes its place, which may sign Anna Ek out.',
    ]);
    assert.deepEqual(warnings(present('not-yet'), CONTEXTS.sv), [
      'Anna Ek har ett pass som gäller från 13 mars 2026 08:00 till 13 mars 2026 16:00, skapat 12 mars 2026 14:35. Det nya ersätter det.',
    ]);
  });

  it('is said not to be known where it could not be read, and never that there is none', () => {
    const [said = '', ...more] = warnings('unknown');
    assert.match(said, /could not be read whether Anna Ek has a pass already/);
    assert.deepEqual(more, []);
    assert.deepEqual(warnings('none'), []);
  });

  for (const [state, said] of [
    ['used', 'Used, made Mar 12, 2026, 2:35 PM.'],
    ['expired', 'Ran out Mar 13, 2026, 4:00 PM, made Mar 12, 2026, 2:35 PM.'],
    ['disabled', 'Switched off by the policy of the organization, made Mar 12, 2026, 2:35 PM.'],
  ] as const) {
    it(`is told without a warning once it does not work any more: ${state}`, () => {
      assert.deepEqual(warnings(present(state)), []);
      const [, lines] = presentFact(present(state), CONTEXTS.en);
      assert.deepEqual(read(lines), [`${said} The new one takes its place.`]);
    });
  }

  it('is told to a second person whatever has become of it', () => {
    const states = ['usable', 'not-yet', 'used', 'expired', 'disabled'] as const;
    for (const pass of ['unknown' as const, ...states.map(present)]) {
      const [, lines] = presentRow(pass, 'Anna Ek', CONTEXTS.en);
      assert.equal(lines.length, 1, JSON.stringify(pass));
    }
    assert.deepEqual(presentRow('none', 'Anna Ek', CONTEXTS.en)[1], []);
  });
});
