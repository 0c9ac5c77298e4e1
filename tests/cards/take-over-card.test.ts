import assert from 'node:assert/strict';
import { takeOverCard } from '../../src/cards/take-over-card.ts';
import { actionsOf, plainTexts } from './support/reading.ts';

const VIEW = {
  action: 'reset-password',
  request: 'r1',
  requesterName: 'Karin Holmgren',
  targetName: 'Anna Svensson',
  targetUpn: 'anna.svensson@contoso.com',
  holderName: 'Erik Lindqvist',
  holderAction: 'reset-password',
  since: new Date('2026-03-12T13:35:00Z'),
  expiresAt: new Date('2026-03-12T13:47:00Z'),
} as const;
const CONTEXTS = { en: { locale: 'en', timeZone: 'UTC' }, sv: { locale: 'sv', timeZone: 'UTC' } } as const;

function read(state: 'running' | 'unknown' | 'carried-out', language: keyof typeof CONTEXTS): string {
  return plainTexts(takeOverCard({ ...VIEW, state }, CONTEXTS[language])).join('\n');
}

describe('The offer to take an account over', () => {
  it('says who holds it, since when, what is lost, and what stays in force', () => {
    const text = read('carried-out', 'en');
    assert.match(text, /Microsoft Entra ID has accepted a reset of the password of Anna Svensson by Erik Lindqvist/);
    assert.match(text, /held the account since 1:35 PM/);
    assert.match(text, /is erased from here, whether it was read or not/);
    assert.match(text, /stays in force until the next reset/);
    assert.match(text, /Expires at 1:47 PM/);
    assert.match(read('carried-out', 'sv'), /har hållit kontot sedan kl. 13:35[\s\S]*gäller till nästa återställning/);
  });

  it('says of each state no more than is known', () => {
    assert.doesNotMatch(read('unknown', 'en'), /has reset/);
    assert.match(
      read('unknown', 'en'),
      /may have been changed or not, and that call may still arrive, even after you are done/,
    );
    assert.doesNotMatch(read('running', 'en'), /has reset/);
    assert.match(read('running', 'en'), /is being called at this moment[\s\S]*as soon as the call is over/);
  });

  it('says what the other request does, whatever is asked for', () => {
    for (const action of ['reset-password', 'temporary-access-pass'] as const) {
      const view = { ...VIEW, action, holderAction: 'temporary-access-pass', state: 'carried-out' } as const;
      const text = plainTexts(takeOverCard(view, CONTEXTS.en)).join('\n');
      assert.match(text, /Erik Lindqvist has had a Temporary Access Pass made for Anna Svensson/);
      assert.match(text, /A pass that was made there is deleted in Microsoft Entra ID as soon as/);
      assert.doesNotMatch(text, /password/);
    }
  });

  it('has two buttons, which carry the request of the reader and nothing else', () => {
    const actions = actionsOf(takeOverCard({ ...VIEW, state: 'carried-out' }, CONTEXTS.en));
    assert.deepEqual(
      actions.map(({ verb, data }) => [verb, data]),
      [
        ['take-over', { request: 'r1' }],
        ['cancel', { request: 'r1' }],
      ],
    );
  });
});
