import assert from 'node:assert/strict';
import { type Chat, textOf } from '../../../support/chat.ts';
import { oneWorldWithErik } from '../../../support/scene.ts';
import { ANNA, audit, becomes } from '../../../support/story.ts';
import type { Client, World } from '../../../support/world.ts';

/** Teams' code, and what the outcome of a reset and the answer to a question say of it, in both languages. */
const SAID: readonly [status: number, code: string, en: RegExp, sv: RegExp, title: RegExp, titel: RegExp][] = [
  [
    403,
    'BotNotInConversationRoster',
    /has to install the app first/,
    /först måste installera appen/,
    /Install the app Nyckel for yourself/,
    /Installera appen Nyckel för dig själv/,
  ],
  [
    403,
    'ConversationBlockedByUser',
    /has blocked Nyckel in Teams: unblock it/,
    /har blockerat Nyckel i Teams: ta bort blockeringen/,
    /you have blocked Nyckel\. Unblock it/,
    /du har blockerat Nyckel\. Ta bort blockeringen/,
  ],
  [
    403,
    'MessageWritesBlocked',
    /has blocked Nyckel in Teams or taken the app away/,
    /har blockerat Nyckel i Teams eller tagit bort appen/,
    /blocked Nyckel or taken the app away/,
    /blockerat Nyckel eller tagit bort appen/,
  ],
  [
    403,
    'BotDisabledByAdmin',
    /an administrator of Teams has disabled Nyckel/,
    /en Teams-administratör har stängt av Nyckel/,
    /administrator of Teams has disabled Nyckel for you/,
    /Teams-administratör har stängt av Nyckel för dig/,
  ],
  [
    403,
    'BotBlockedByPolicy',
    /a policy of Teams keeps Nyckel from writing/,
    /en princip i Teams hindrar Nyckel/,
    /a policy of Teams keeps Nyckel from writing to you/,
    /en princip i Teams hindrar Nyckel från att skriva till dig/,
  ],
  [
    403,
    'NotEnoughPermissions',
    /Nyckel lacks a permission/,
    /Nyckel saknar en behörighet/,
    /Nyckel lacks a permission/,
    /Nyckel saknar en behörighet/,
  ],
  [
    403,
    'InvalidBotApiHost',
    /at another address for their chat/,
    /på en annan adress för den chatten/,
    /at another address/,
    /på en annan adress/,
  ],
  [403, 'UserNotFound', /whom Teams does not find/, /som Teams inte hittar/, /does not find your/, /inte ditt konto/],
  [403, 'SomethingNew', /does not say why/, /säger inte varför/, /without saying why/, /utan att säga varför/],
];

describe('the personal chat, where Teams keeps the bot from it', () => {
  let world: World;
  let erik: Client;
  oneWorldWithErik(scene => ({ world, erik } = scene));

  const OPENING = /^POST \/v3\/conversations$/;
  /** In a channel: the answer is private, and the personal chat can't be opened. */
  const refusing = (status: number, code: string) =>
    world.connector.faults.push({ path: OPENING, status, code, times: 1 });
  const INSTALLABLE = /Roster|Writes/;

  for (const [status, code, en, sv, whyEn, whySv] of SAID) {
    for (const [locale, outcome, why, words] of [
      ['en-US', en, whyEn, { reset: 'reset password for', history: 'history' }],
      ['sv-SE', sv, whySv, { reset: 'återställ lösenordet för', history: 'historik' }],
    ] as const) {
      it(`${code}, ${locale}: the outcome says what keeps the password, and an answer what keeps it`, async () => {
        const chat: Chat = world.chat({ ...erik, locale }, 'channel');
        refusing(status, code);
        const asked = await chat.says(`${words.reset} ${ANNA}`);
        await chat.press(asked, 'confirm');
        await becomes(world, asked, outcome);
        const card = JSON.stringify(world.connector.messages.get(asked.id));
        const led = card.includes('"https://teams.microsoft.com/l/chat/0/0?users=28:');
        assert.equal(led, INSTALLABLE.test(code), 'the link to the chat');
        assert.doesNotMatch(card, /in the private chat|i den privata chatten/);
        refusing(status, code);
        const answer = await chat.says(words.history);
        assert.match(textOf(answer), why);
        const refused = (await audit(world)).filter(row => row.event === 'not-allowed');
        assert.match(refused.at(-1)?.rule ?? '', /^teams-[a-z-]+$/);
        assert.ok(!world.log.some(line => line.includes('"level":"error"')), world.log.join(''));
      });
    }
  }

  for (const [how, fault] of [
    ['a page of a gateway under 200', { status: 200, raw: '<html>blocked</html>' }],
    ['403 of a gateway', { status: 403, raw: '<html>blocked</html>' }],
    ['500', { status: 500 }],
  ] as const) {
    it(`${how}: no cause is named, and nothing is said to be handed over`, async () => {
      const chat = world.chat(erik, 'channel');
      const asked = await chat.says(`reset password for ${ANNA}`);
      world.connector.faults.push({ path: /^POST \/v3\/conversations\/personal/, ...fault, times: 4 });
      await chat.press(asked, 'confirm');
      await becomes(world, asked, /Teams has not taken the private message yet\. Nyckel keeps trying/, 20_000);
      world.passTime(2 * 60_000);
      await world.bot.sweep();
      await becomes(world, asked, /waits for Erik Lindqvist in the private chat/);
    });
  }
});
