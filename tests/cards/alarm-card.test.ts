import assert from 'node:assert/strict';
import { alarmCard, type Reached } from '../../src/cards/alarm-card.ts';
import { callerDeniedCard } from '../../src/cards/caller-denied-card.ts';
import { entraLinks } from '../../src/cards/entra-links.ts';
import { LOCALES, type Locale } from '../../src/locales/locale.ts';
import { actionsOf, elementsOf, plainTexts } from './support/reading.ts';

const VIEW = {
  action: 'reset-password',
  request: 'r1',
  alarm: 'x1',
  requesterName: 'Karin Ek',
  targetName: 'Anna Svensson',
  targetUpn: 'anna.svensson@contoso.com',
  by: 'Anna Svensson',
  as: 'number-match',
  at: new Date('2026-03-12T13:32:00Z'),
  requestedAt: new Date('2026-03-02T08:05:00Z'),
  until: new Date('2026-03-13T13:32:00Z'),
  reached: 'nothing',
  links: entraLinks('u1'),
} as const;
const REACHED: readonly Reached[] = ['nothing', 'unknown', 'erased', 'shown', 'handed-over'];

type View = Parameters<typeof alarmCard>[0];

function alarm(view: Partial<View> = {}, locale: Locale = 'en') {
  return alarmCard({ ...VIEW, ...view }, { locale, timeZone: 'Europe/Stockholm' });
}

const said = (view: Partial<View> = {}, locale: Locale = 'en') =>
  plainTexts(alarm(view, locale)).map(text => text.replaceAll('\u202f', ' '));

describe('The alarm, for those who approve', () => {
  it('says who said what, what holds, what to do, who had asked, and until when more is needed', () => {
    assert.deepEqual(said(), [
      'Anna Svensson answered in Teams: I did not call.',
      'anna.svensson@contoso.com',
      'Nothing was changed: the password of Anna Svensson is as it was.',
      'Talk to Anna Svensson on a number that you already know, or in person. If it was not them who called, sign them out everywhere and block sign-in: both are on their profile in Entra.',
      'Mar 12, 2026, 2:32 PM',
      'Mar 2, 2026, 9:05 AM',
      'Karin Ek',
      'Until Mar 13, 2026, 2:32 PM nothing is done for Anna Svensson here unless somebody else shows who calls, or two people agree.',
    ]);
    assert.equal(elementsOf(alarm(), 'TextBlock')[0]?.text, 'Somebody may be trying to get into this account');
    assert.equal(said({}, 'sv')[0], 'Anna Svensson svarade i Teams: jag har inte ringt.');
  });

  it('says of the manager that it was they, and names the account that was acted with', () => {
    const manager = { by: 'Björn Ek', as: 'manager', actingWith: 'karin.ek.adm@contoso.com' } as const;
    assert.equal(said(manager)[0], 'Björn Ek, the manager of Anna Svensson, answered in Teams: stop it.');
    const asked = said(manager).map(text => text.replaceAll('\u200b', ''));
    assert.ok(asked.includes('Karin Ek, acting with karin.ek.adm@contoso.com'));
    assert.equal(said(manager, 'sv')[0], 'Björn Ek, som är chef för Anna Svensson, svarade i Teams: stoppa det.');
  });

  it('leads to the account in Entra, and has one button of its own, which carries the alarm', () => {
    assert.deepEqual(
      actionsOf(alarm()).map(({ title, url, verb, data }) => [title, url ?? verb, data]),
      [
        ['Profile', VIEW.links.profile, undefined],
        ['Methods', VIEW.links.methods, undefined],
        ['It was a mistake', 'end-alarm', { request: 'r1', alarm: 'x1' }],
      ],
    );
  });

  it('says of each end no more than is so', () => {
    for (const action of ['reset-password', 'temporary-access-pass'] as const) {
      const lines = REACHED.map(reached => said({ action, reached })[2] ?? '');
      assert.equal(new Set(lines).size, REACHED.length);
      const [nothing, unknown, erased, shown, handedOver] = lines;
      assert.match(nothing ?? '', /^(Nothing was changed|No pass was made)/);
      assert.match(unknown ?? '', /^It is not known yet whether/);
      assert.match(erased ?? '', /had been (reset|made) .*already.*was not handed over\.$/);
      for (const line of [shown, handedOver]) assert.match(line ?? '', /whoever called may have it\.$/);
      for (const line of [unknown, erased, shown, handedOver]) {
        assert.doesNotMatch(line ?? '', /Nothing was changed|No pass/);
      }
    }
  });

  it('becomes what says who ended it and when, with nothing to press and nothing to do', () => {
    const ended = { by: 'Erik Lindqvist', at: new Date('2026-03-12T13:42:00Z') };
    for (const reached of REACHED) {
      const card = alarm({ ended, reached });
      assert.deepEqual(actionsOf(card), []);
      const texts = said({ ended, reached });
      assert.equal(texts[0], 'Erik Lindqvist said so (Mar 12, 2026, 2:42 PM).');
      assert.ok(texts.includes('Anna Svensson answered in Teams: I did not call.'));
      assert.doesNotMatch(texts.join(), /block sign-in|Until/);
    }
    assert.equal(elementsOf(alarm({ ended }), 'TextBlock')[0]?.text, 'This alarm was a mistake');
    assert.equal(said({ ended }, 'sv')[0], 'Det har Erik Lindqvist sagt (12 mars 2026 14:42).');
  });

  it('shows no name as anything but itself', () => {
    const hostile = { targetName: 'https://evil.example/x', by: 'www.evil.example', requesterName: '**x**' };
    assert.doesNotMatch(said({ ...hostile, as: 'manager' }).join(), /https:\/\/|www\.evil/);
  });
});

describe('The alarm, for whoever had asked', () => {
  const denied = (reached: Reached, locale: Locale = 'en', by: Pick<View, 'as' | 'by'> = VIEW) =>
    callerDeniedCard({ ...VIEW, ...by, reached }, { locale });

  it('says what was answered, how far it had come, and what to do, and has nothing to press', () => {
    assert.deepEqual(plainTexts(denied('nothing')), [
      'Anna Svensson answered in Teams: I did not call.',
      'anna.svensson@contoso.com',
      'Nothing was changed: the password of Anna Svensson is as it was.',
      'End the call, and tell your security team what was said.',
    ]);
    for (const locale of LOCALES) {
      for (const reached of REACHED) assert.deepEqual(actionsOf(denied(reached, locale)), []);
    }
  });

  it('says that nothing was changed only where that is so', () => {
    for (const reached of REACHED) {
      const text = `${plainTexts(denied(reached)).join()} ${plainTexts(denied(reached, 'sv')).join()}`;
      assert.equal(/Nothing was changed/.test(text), reached === 'nothing');
      assert.equal(/Inget har ändrats/.test(text), reached === 'nothing');
    }
  });

  it('accuses nobody in its title, and names the manager where it was they', () => {
    const card = denied('nothing', 'en', { as: 'manager', by: 'Björn Ek' });
    assert.equal(elementsOf(card, 'TextBlock')[0]?.text, 'This may be somebody else');
    assert.match(plainTexts(card)[0] ?? '', /^Björn Ek, the manager of Anna Svensson/);
  });
});
