import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { refusedCard } from '../../src/cards/refused-card.ts';
import type { RefusalRule } from '../../src/desk/request/refusal.ts';
import en from '../../src/locales/en/texts.json' with { type: 'json' };
import { actionsOf, plainTexts } from './support/reading.ts';
import { REFUSAL_VALUES, refusalRules } from './support/refusals.ts';

const SOURCE = path.resolve(import.meta.dirname, '../../src');

/** Words of which every refusal has one: somebody is asked, or something is to be done. */
const WAY_FORWARD = {
  en: /(?<!\p{L})(ask|press|choose|give|try|activate|write|wait|mention|somebody else has to|can (reset|start|restore|do|switch|change))(?!\p{L})/iu,
  sv: /(?<!\p{L})(be|tryck|välj|kontakta|begär|ge|försök|försöker|aktivera|aktiverar|skriv|vänta|nämn|fråga|någon annan måste|återställer du|kan (återskapa|starta|återställa|slå|ändra))(?!\p{L})/iu,
};
const CONTEXT = { locale: 'en' } as const;
const LEADING: readonly RefusalRule[] = ['requester-has-no-role', 'own-account'];
/** Where a role that is only eligible in PIM could be the way. */
const MORE_ROLES: readonly RefusalRule[] = [
  'requester-role-does-not-cover',
  'requester-roles-changed',
  'target-eligible',
  'show-without-role',
  'target-guards-roles',
  'target-outside-unit',
  'target-restricted',
  'graph-denied',
];
const urls = (rule: RefusalRule, portal?: string) =>
  actionsOf(refusedCard({ action: 'reset-password', rule, values: REFUSAL_VALUES[rule] }, { ...CONTEXT, portal })).map(
    ({ url }) => url,
  );

describe('The refused card', () => {
  it('has a text for every rule', () => {
    const rules = Object.keys(en).map(key => /^(?:reset-password\.)?refusal\.(.+)\.title$/.exec(key)?.[1]);
    assert.deepEqual(rules.filter(rule => rule !== undefined).sort(), refusalRules().sort());
  });

  it('has no text that nothing here gives: what Teams and the sign-in refuse is named after what they say', () => {
    const files = globSync('**/*.ts', { cwd: SOURCE }).filter(file => path.basename(file) !== 'refusal.ts');
    const givers = files.map(file => readFileSync(path.join(SOURCE, file), 'utf8'));
    const rules = refusalRules().filter(rule => !/^(teams|sign-in)-/.test(rule));
    assert.ok(rules.length > 50);
    assert.deepEqual(
      rules.filter(rule => !givers.some(text => text.includes(`'${rule}'`))),
      [],
    );
  });

  for (const rule of refusalRules().filter(name => Object.keys(REFUSAL_VALUES[name]).length > 0)) {
    it(`${rule}: shows its values, and throws when they are missing`, () => {
      const [text] = plainTexts(refusedCard({ action: 'reset-password', rule, values: REFUSAL_VALUES[rule] }, CONTEXT));
      for (const value of Object.values(REFUSAL_VALUES[rule])) {
        assert.ok(text?.replaceAll('\u200b', '').includes(value), value);
      }
      assert.throws(() => refusedCard({ action: 'reset-password', rule, values: {} }, CONTEXT), RangeError);
    });
  }

  it('names a person once who has raised the alarm themselves', () => {
    const of = (by: string) =>
      plainTexts(
        refusedCard({ action: 'reset-password', rule: 'alarm-in-force', values: { target: 'Anna', by } }, CONTEXT),
      )[0] ?? '';
    assert.match(of('Anna'), /^Anna raised the alarm, and/);
    assert.match(of('Björn'), /^Björn raised the alarm about Anna, and/);
  });

  it('names the six roles that would do', () => {
    const [text] = plainTexts(
      refusedCard({ action: 'reset-password', rule: 'requester-has-no-role', values: {} }, CONTEXT),
    );
    for (const role of ['Password', 'Helpdesk', 'Authentication', 'User', 'Privileged Authentication', 'Global']) {
      assert.match(text ?? '', new RegExp(`\\b${role}\\b`));
    }
    assert.match(text ?? '', /eligible for one in PIM, activate it/);
  });

  it('tells how to switch password writeback on', () => {
    const [text] = plainTexts(
      refusedCard({ action: 'reset-password', rule: 'target-synced', values: { target: 'Anna' } }, CONTEXT),
    );
    assert.match(
      text ?? '',
      /turn on password writeback in Entra Connect or Cloud Sync, and then set passwordWriteback to on/,
    );
  });

  for (const locale of ['en', 'sv'] as const) {
    it(`says in every text who can do it or what to do now, and no codes (${locale})`, () => {
      for (const rule of refusalRules()) {
        const [said = ''] = plainTexts(
          refusedCard({ action: 'reset-password', rule, values: REFUSAL_VALUES[rule] }, { locale }),
        );
        assert.match(said, locale === 'en' ? WAY_FORWARD.en : WAY_FORWARD.sv, rule);
        // Whoever is to look something up by a number is given that number.
        const { number = '', from = '', to = '' } = REFUSAL_VALUES[rule];
        const words = [number, from, to].reduce((left, value) => left.replaceAll(value, ''), said);
        assert.doesNotMatch(words, /\d{3}|_|0x|[a-z]-[a-z]+-unknown|null|undefined/, rule);
      }
    });
  }

  it('leads on where there is a way', () => {
    const roles = 'https://entra.microsoft.com/#view/Microsoft_Azure_PIMCommon/ActivationMenuBlade/~/aadmigratedroles';
    assert.deepEqual(urls('requester-has-no-role'), [roles, 'https://aka.ms/sspr']);
    assert.deepEqual(urls('own-account'), ['https://aka.ms/sspr']);
    for (const rule of MORE_ROLES) assert.deepEqual(urls(rule), [roles], rule);
    const others = refusalRules().filter(rule => !LEADING.includes(rule) && !MORE_ROLES.includes(rule));
    assert.ok(others.length > 20);
    for (const rule of others) assert.deepEqual(urls(rule), [], rule);
  });

  it('offers what can be done instead, beside a word about it', () => {
    const view = { action: 'reset-password', rule: 'target-federated', values: { target: 'Anna' } } as const;
    const instead = { action: 'temporary-access-pass', doubt: 'd1', targetName: 'Anna' } as const;
    const card = refusedCard({ ...view, instead }, CONTEXT);
    assert.deepEqual(
      actionsOf(card).map(({ verb, title, style, data }) => [verb, title, style, data]),
      [['look-up', 'Give a pass instead', 'positive', { request: 'd1' }]],
    );
    assert.match(plainTexts(card).at(-1) ?? '', /^You can give Anna a Temporary Access Pass instead\./);
    assert.deepEqual(actionsOf(refusedCard(view, CONTEXT)), []);
    assert.ok(!plainTexts(refusedCard(view, CONTEXT)).some(text => text.startsWith('You can give')));
  });

  it('names who gives passes, and that who resets may not', () => {
    const view = { action: 'temporary-access-pass', rule: 'requester-has-no-role', values: {} } as const;
    const [text = ''] = plainTexts(refusedCard(view, CONTEXT));
    const [mayGive = '', mayReset = ''] = text.split(';');
    assert.match(mayGive, /Authentication, Privileged Authentication or Global Administrator/);
    assert.doesNotMatch(mayGive, /Helpdesk|Password|User/);
    assert.match(mayReset, /Helpdesk, Password and User Administrators may reset passwords, but give no passes/);
  });

  it('sends nobody who asks for a pass to the page for passwords', () => {
    for (const rule of ['own-account', 'requester-has-no-role'] as const) {
      const links = actionsOf(refusedCard({ action: 'temporary-access-pass', rule, values: {} }, CONTEXT));
      assert.equal(links.at(-1)?.url, 'https://aka.ms/mysecurityinfo', rule);
    }
  });

  it('leads to the portal of the cloud', () => {
    const [roles] = urls('requester-has-no-role', 'entra.microsoft.us');
    assert.match(String(roles), /^https:\/\/entra\.microsoft\.us\/#view\//);
  });
});
