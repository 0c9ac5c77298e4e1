import assert from 'node:assert/strict';
import { type AskEndedHow, askEndedCard } from '../../src/cards/ask-ended-card.ts';
import type { AskedCode } from '../../src/cards/proof-view.ts';
import { LOCALES, type Locale } from '../../src/locales/locale.ts';
import { actionsOf, elementsOf, plainTexts } from './support/reading.ts';

const VIEW = {
  action: 'reset-password',
  request: 'r1',
  ask: 'a1',
  requesterName: 'Karin Ek',
  targetName: 'Anna Svensson',
  targetUpn: 'anna.svensson@contoso.com',
} as const;

type View = Parameters<typeof askEndedCard>[0];

function ended(kind: AskedCode, how: AskEndedHow, view: Partial<View> = {}, locale: Locale = 'en') {
  return askEndedCard({ ...VIEW, kind, how, ...view }, { locale });
}

const titleOf = (card: ReturnType<typeof ended>) => elementsOf(card, 'TextBlock')[0]?.text;

/** What is said first, and over it. */
const ROWS: readonly [AskedCode, AskEndedHow, title: string, en: string, sv: string][] = [
  [
    'number-match',
    'proved',
    'Thank you',
    'Karin Ek sees that it is you who calls.',
    'Karin Ek ser att det är du som ringer.',
  ],
  [
    'number-match',
    'wrong',
    'That was not the number',
    'It has shown nothing, and Karin Ek sees that it was another one.',
    'Det har inte visat något, och Karin Ek ser att det var ett annat.',
  ],
  [
    'number-match',
    'over',
    "This can't be answered any more",
    'Karin Ek asked whether you are calling, and there was no answer in time.',
    'Karin Ek frågade om det är du som ringer, och inget svar kom i tid.',
  ],
  [
    'number-match',
    'stopped',
    'This is over',
    'Karin Ek does not wait for your answer any more.',
    'Karin Ek väntar inte längre på ditt svar.',
  ],
  [
    'number-match',
    'alarm',
    'You have raised the alarm',
    'You said that you did not call Karin Ek.',
    'Du har sagt att du inte har ringt Karin Ek.',
  ],
  [
    'number-match',
    'told',
    'The alarm has been raised',
    'Somebody else has raised the alarm already about what Karin Ek asks for.',
    'Någon annan har redan slagit larm om det som Karin Ek begär.',
  ],
  [
    'manager',
    'proved',
    'Thank you',
    'Karin Ek sees that you said it is Anna Svensson.',
    'Karin Ek ser att du sade att det är Anna Svensson.',
  ],
  [
    'manager',
    'cannot-tell',
    'Thank you',
    "Karin Ek sees that you can't tell whether it is Anna Svensson.",
    'Karin Ek ser att du inte vet om det är Anna Svensson.',
  ],
  [
    'manager',
    'over',
    "This can't be answered any more",
    'Karin Ek asked whether it is Anna Svensson who calls, and there was no answer in time.',
    'Karin Ek frågade om det är Anna Svensson som ringer, och inget svar kom i tid.',
  ],
  [
    'manager',
    'stopped',
    'This is over',
    'Karin Ek does not wait for your answer about Anna Svensson any more.',
    'Karin Ek väntar inte längre på ditt svar om Anna Svensson.',
  ],
  [
    'manager',
    'alarm',
    'You have raised the alarm',
    'You said that what Karin Ek asks for Anna Svensson is not right.',
    'Du har sagt att det som Karin Ek begär för Anna Svensson inte stämmer.',
  ],
  [
    'manager',
    'told',
    'The alarm has been raised',
    'Somebody else has raised the alarm already about what Karin Ek asks for Anna Svensson.',
    'Någon annan har redan slagit larm om det som Karin Ek begär för Anna Svensson.',
  ],
];

describe('The card of whoever was asked, once that has ended', () => {
  for (const [kind, how, title, english, swedish] of ROWS) {
    it(`says so: ${kind}, ${how}`, () => {
      assert.equal(titleOf(ended(kind, how)), title);
      assert.equal(plainTexts(ended(kind, how))[0], english);
      assert.equal(plainTexts(ended(kind, how, {}, 'sv'))[0], swedish);
    });

    const isAlarmed = how === 'alarm' || how === 'told';
    it(`${isAlarmed ? 'has no button left' : 'can still raise the alarm, and nothing else'}: ${kind}, ${how}`, () => {
      const said = actionsOf(ended(kind, how)).map(({ verb, title: button, data }) => [verb, button, data]);
      const button = kind === 'manager' ? 'Stop it' : 'I did not call';
      assert.deepEqual(said, isAlarmed ? [] : [['raise-alarm', button, { request: 'r1', ask: 'a1' }]]);
      const text = plainTexts(ended(kind, how)).join(' ');
      if (isAlarmed) assert.match(text, /Talk to them yourself too, on a number that you already know\./);
      else assert.match(text, /press the button: your helpdesk is told at once\.$/);
    });
  }

  it('says after an alarm how far it had come, of the action that it was, and nothing of that before', () => {
    const reached = (how: View['reached'], action: View['action'] = 'reset-password') =>
      plainTexts(ended('number-match', 'alarm', { reached: how, action }))[1] ?? '';
    assert.match(reached('nothing'), /^Nothing was changed/);
    assert.match(reached('unknown'), /^It is not known yet/);
    assert.match(reached('erased'), /was not handed over\.$/);
    assert.match(reached('shown'), /may have it\.$/);
    assert.match(reached('handed-over'), /may have it\.$/);
    assert.equal(reached('nothing', 'temporary-access-pass'), 'No pass was made for you.');
    for (const [kind, how] of ROWS) {
      assert.doesNotMatch(plainTexts(ended(kind, how)).join(), /changed|reset|pass/i, `${kind} ${how}`);
    }
  });

  it('speaks to the person of their own account, and to the manager of theirs', () => {
    const reached = ['nothing', 'unknown', 'erased', 'shown', 'handed-over'] as const;
    for (const locale of LOCALES) {
      for (const how of ['alarm', 'told'] as const) {
        for (const action of ['reset-password', 'temporary-access-pass'] as const) {
          for (const each of reached) {
            const texts = (kind: AskedCode) => plainTexts(ended(kind, how, { reached: each, action }, locale));
            const own = texts('number-match').join(' ');
            assert.doesNotMatch(own, /Anna|they|them who/, own);
            assert.match(texts('number-match')[1] ?? '', locale === 'en' ? /\byou/i : /\bd(ig|u|itt)\b/i);
            assert.match(texts('manager')[2] ?? '', /Anna Svensson/);
          }
        }
      }
    }
  });

  it('names the account to a manager, who may have several people of that name', () => {
    for (const [kind, how] of ROWS) {
      assert.equal(plainTexts(ended(kind, how)).includes(VIEW.targetUpn), kind === 'manager');
    }
  });

  it('shows no name as anything but itself', () => {
    const names = { requesterName: 'https://evil.example/x', targetName: 'www.evil.example' };
    for (const [kind, how] of ROWS) {
      assert.doesNotMatch(plainTexts(ended(kind, how, names)).join(), /https:\/\/|www\.evil/);
    }
  });
});
