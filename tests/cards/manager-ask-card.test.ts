import assert from 'node:assert/strict';
import { managerAskCard } from '../../src/cards/manager-ask-card.ts';
import type { Locale } from '../../src/locales/locale.ts';
import { actionsOf, plainTexts } from './support/reading.ts';

const VIEW = {
  action: 'reset-password',
  request: 'r1',
  ask: 'a1',
  requesterName: 'Karin Ek',
  targetName: 'Anna Svensson',
  targetUpn: 'anna.svensson@contoso.com',
  askedAt: new Date('2026-03-12T13:20:00Z'),
  until: new Date('2026-03-12T13:35:00Z'),
} as const;

function ask(view: Partial<Parameters<typeof managerAskCard>[0]> = {}, locale: Locale = 'en') {
  return managerAskCard({ ...VIEW, ...view }, { locale, timeZone: 'Europe/Stockholm' });
}

describe('The card that asks the manager', () => {
  it('says who asks, for whom, for what and when, and how to find out', () => {
    assert.deepEqual(plainTexts(ask()), [
      'Karin Ek of the helpdesk was asked at 2:20 PM to reset the password of Anna Svensson, and wants to know whether it is them:',
      'Anna Svensson',
      'anna.svensson@contoso.com',
      'Call Anna Svensson now on a number that you already know, or see them; do not use a number from this conversation. Answer by 2:35 PM.',
    ]);
    const [what, , , how] = plainTexts(ask({ action: 'temporary-access-pass' }, 'sv'));
    assert.match(what ?? '', /fick kl\. 14:20 en begäran om ett tillfälligt åtkomstpass, som man loggar in som Anna/);
    assert.match(how ?? '', /^Ring eller träffa Anna Svensson nu: på ett nummer som du redan känner till/);
  });

  it('has three answers, which carry the ask and nothing that was read', () => {
    assert.deepEqual(
      actionsOf(ask()).map(({ verb, title, data, style }) => [verb, title, data, style]),
      [
        ['answer-proof', 'It is Anna Svensson', { request: 'r1', ask: 'a1', answer: 'yes' }, 'positive'],
        ['answer-proof', "I can't tell", { request: 'r1', ask: 'a1', answer: 'cannot-tell' }, undefined],
        ['raise-alarm', 'Stop it', { request: 'r1', ask: 'a1' }, undefined],
      ],
    );
    assert.deepEqual(
      actionsOf(ask({}, 'sv')).map(({ title }) => title),
      ['Det är Anna Svensson', 'Jag vet inte', 'Stoppa det'],
    );
  });

  it('shows no name as anything but itself, and has its buttons whatever it is', () => {
    const hostile = ask({ targetName: '\u200b', requesterName: 'https://evil.example/x', targetUpn: 'evil.com' });
    assert.doesNotMatch(plainTexts(hostile).join(), /https:\/\//);
    for (const { title } of actionsOf(hostile)) assert.match(String(title), /\p{L}/u);
  });
});
