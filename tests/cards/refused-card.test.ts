import assert from 'node:assert/strict';
import { refusedCard } from '../../src/cards/refused-card.ts';
import type { RefusalRule } from '../../src/desk/request.ts';
import en from '../../src/locales/en.json' with { type: 'json' };
import { actionsOf, plainTexts } from './support/reading.ts';
import { REFUSAL_VALUES, refusalRules } from './support/samples.ts';

const CONTEXT = { locale: 'en' } as const;
const urls = (rule: RefusalRule, portal?: string) =>
  actionsOf(refusedCard({ rule, values: REFUSAL_VALUES[rule] }, { ...CONTEXT, portal })).map(({ url }) => url);

describe('The refused card', () => {
  it('has a text for every rule', () => {
    const rules = Object.keys(en).map(key => /^refusal\.(.+)\.title$/.exec(key)?.[1]);
    assert.deepEqual(rules.filter(rule => rule !== undefined).sort(), refusalRules().sort());
  });

  for (const rule of refusalRules().filter(name => Object.keys(REFUSAL_VALUES[name]).length > 0)) {
    it(`${rule}: shows its values, and throws when they are missing`, () => {
      const [text] = plainTexts(refusedCard({ rule, values: REFUSAL_VALUES[rule] }, CONTEXT));
      for (const value of Object.values(REFUSAL_VALUES[rule])) {
        assert.ok(text?.replaceAll('\u200b', '').includes(value), value);
      }
      assert.throws(() => refusedCard({ rule, values: {} }, CONTEXT), RangeError);
    });
  }

  it('names the six roles that would do', () => {
    const [text] = plainTexts(refusedCard({ rule: 'requester-has-no-role', values: {} }, CONTEXT));
    for (const role of ['Password', 'Helpdesk', 'Authentication', 'User', 'Privileged Authentication', 'Global']) {
      assert.match(text ?? '', new RegExp(`\\b${role}\\b`));
    }
    assert.match(text ?? '', /eligible for one in PIM, activate it/);
  });

  it('leads on where there is a way', () => {
    const roles = 'https://entra.microsoft.com/#view/Microsoft_Azure_PIMCommon/ActivationMenuBlade/~/aadmigratedroles';
    assert.deepEqual(urls('requester-has-no-role'), [roles, 'https://aka.ms/sspr']);
    assert.deepEqual(urls('own-account'), ['https://aka.ms/sspr']);
    assert.deepEqual(urls('requester-role-does-not-cover'), [roles]);
    assert.deepEqual(urls('busy'), []);
  });

  it('leads to the portal of the cloud', () => {
    const [roles] = urls('requester-has-no-role', 'entra.microsoft.us');
    assert.match(String(roles), /^https:\/\/entra\.microsoft\.us\/#view\//);
  });
});
