import assert from 'node:assert/strict';
import { understood } from '../../../src/teams/turns/understood.ts';

const ASKED = {
  kind: 'action',
  action: 'reset-password',
  target: { by: 'mention', index: 0 },
  typedPassword: false,
  asks: true,
};
const OLIVIA = { id: '8:orgid:o', name: 'Olivia Bennett', objectId: 'o' };
const [ONE, TWO] = ['\uE0000\uE001', '\uE0001\uE001'];

describe('understood', () => {
  for (const text of ['', ' ', '&nbsp;', '<p>&nbsp;</p><br/>', '👆']) {
    it(`a forward with "${text}" is no wish: its sender is asked about, where there is one`, () => {
      assert.deepEqual(understood({ text, mentioned: [], forwards: {} }, 'en'), { kind: 'forward' });
      assert.deepEqual(understood({ text, mentioned: [OLIVIA], forwards: { sender: 0 } }, 'en'), ASKED);
    });
  }

  for (const text of ['help', ONE, 'reset password for Anna Svensson']) {
    it(`a forward with "${text}" is what the comment says`, () => {
      const alone = understood({ text, mentioned: [OLIVIA] }, 'en');
      assert.deepEqual(understood({ text, mentioned: [OLIVIA], forwards: { sender: 0 } }, 'en'), alone);
    });
  }

  it('a person in cc is no target, unless nobody else is', () => {
    const text = `cc ${ONE} reset password for ${TWO}`;
    const withoutCopied = `reset password for ${TWO}`;
    const command = understood({ text, withoutCopied, mentioned: [] }, 'en');
    assert.deepEqual('target' in command && command.target, { by: 'mention', index: 1 });
    const only = { text: `fyi ${ONE} forgot her password`, withoutCopied: 'forgot her password', mentioned: [] };
    assert.deepEqual(understood(only, 'en'), understood({ text: only.text, mentioned: [] }, 'en'));
  });
});
