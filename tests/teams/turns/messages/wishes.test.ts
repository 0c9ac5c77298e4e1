import assert from 'node:assert/strict';
import { actions, type Chat, cardOf, textOf } from '../../../support/chat.ts';
import { oneWorldWithErik } from '../../../support/scene.ts';
import type { World } from '../../../support/world.ts';

/** Wishes as people write them, by row and kind in the list of what people write; all are for Anna Svensson. */
const WISHES: readonly (readonly [row: string, message: string])[] = [
  ['87, K7: plain', 'can you do a reset for Anna Svensson'],
  ['87, K7: plain', "I'd like to reset the password of Anna Svensson"],
  ['87, K7: plain', "I'm trying to reset the password for Anna Svensson"],
  ['87, K7: plain', 'reset password for Anna Svensson and send it to me'],
  ['87, K7: plain', 'jag vill beställa nytt lösenord till Anna Svensson'],
  ['87, K7: a list', '1. reset password for Anna Svensson'],
  ['88, K7: a pronoun for who is named', "Anna Svensson can't sign in, reset her password please"],
  ['88, K7: a pronoun for who is named', 'Anna Svensson kan inte logga in, återställ hennes lösenord'],
  ['88, K7: a pronoun for who is named', "Anna Svensson can't sign in, new password please"],
  ['89, K7: a form', 'Ticket: Password reset\nUser: Anna Svensson\nPriority: High'],
  ['89, K7: a form', 'Request: password reset\nUser: Anna Svensson'],
  ['89, K7: a form', 'Ärende: Nytt lösenord\nAnvändare: Anna Svensson'],
  ['89, K7: a name on a line of its own', 'Password reset please:\nAnna Svensson'],
  ['89, K7: a mail', 'RE: FW: Password reset for Anna Svensson\n\nSent from my phone'],
  ['37, K7: line ends lost', 'reset password for Anna Svensson Sent from my iPhone'],
  ['37, K7: line ends lost', 'återställ lösenordet för Anna Svensson Skickat från min iPhone'],
  ['86, K8: misspelt', 'reset pasword for Anna Svensson'],
  ['86, K8: misspelt', 'resett password fro Anna Svensson'],
  ['86, K8: misspelt', 'reset pssword 4 Anna Svensson'],
  ['86, K8: misspelt', 'återställ lösnordet för Anna Svensson'],
  ['86, K8: written as one', 'resetpassword for Anna Svensson'],
  ['70, K7: Outlook’s address line', 'reset password for Svensson, Anna <anna.svensson@fjallvind.example>'],
  ['70, K7: Outlook’s address line', 'återställ lösenordet för Svensson, Anna <anna.svensson@fjallvind.example>'],
  ['70, K7: Outlook’s address line', 'reset password for "Anna Svensson" <anna.svensson@fjallvind.example>'],
  ['71, K3: an address is no password', 'reset password for user with email anna.svensson@fjallvind.example'],
  ['71, K3: an address is no password', 'reset password for the user whose email is anna.svensson@fjallvind.example'],
];

/** Names that are words as well, by row and kind: all of them are looked for, whoever there is. */
const NAMES: readonly (readonly [row: string, message: string, name: string])[] = [
  ['47, K2: a first name that is a pronoun', 'reset password for Bennett, Hans', 'Bennett Hans'],
  ['48, K2: a first name that is a pronoun', 'reset password for Bennett, Mina', 'Bennett Mina'],
  ...['Tack', 'Just', 'Fort', 'Nu', 'Has', 'De'].map(
    word => ['49, K2: a surname that is a word', `reset password for Olivia ${word}`, `Olivia ${word}`] as const,
  ),
  ...['Nya', 'Van', 'Till'].map(
    word => ['50, K2: a first name that is a word', `${word} Bennett needs a new password`, `${word} Bennett`] as const,
  ),
  ...['Inga', 'Said', 'Sina', 'Alla', 'Om', 'He'].map(
    word => ['54, K5: a first name that is a word', `reset password for ${word} Bennett`, `${word} Bennett`] as const,
  ),
  ...['Block', 'List', 'Link'].map(
    word => ['54, K5: a surname that is a word', `reset password for Olivia ${word}`, `Olivia ${word}`] as const,
  ),
  ['55, K5: a particle', 'reset password for Olivia van Dam', 'Olivia van Dam'],
  ['56, K5: a first name that is “mine”', 'reset password for Mina', 'Mina'],
];

describe('Wishes', () => {
  let world: World;
  let chat: Chat;
  oneWorldWithErik(scene => {
    ({ world } = scene);
    chat = world.chat(scene.erik);
  });

  for (const [row, message] of WISHES) {
    it(`row ${row}: ${JSON.stringify(message)} puts up the confirm card`, async () => {
      const card = cardOf(await chat.says(message));
      assert.match(textOf(card), /^(?:Reset password\?|Återställa lösenordet\?)\n[\s\S]*Anna Svensson\nanna\.svensson/);
      assert.doesNotMatch(textOf(card), /A password was written/);
      assert.ok(actions(card).some(({ verb }) => verb === 'confirm'));
    });
  }

  for (const [row, message, name] of NAMES) {
    it(`row ${row}: ${JSON.stringify(message)} confirms nobody who is called otherwise`, async () => {
      const card = cardOf(await chat.says(message));
      assert.ok(textOf(card).includes(name), textOf(card));
      assert.ok(!actions(card).some(({ verb }) => verb === 'confirm'), textOf(card));
    });
  }

  for (const message of [
    'Bitte setze das Passwort für Anna Svensson zurück',
    'réinitialiser le mot de passe de Anna',
    'привет',
  ]) {
    it(`in a language that is not spoken here get a short help in all that are: ${message}`, async () => {
      const said = textOf(await chat.says(message));
      assert.match(said, /I did not understand that[\s\S]*reset password for Anna Svensson/);
      assert.match(said, /Det där förstod jag inte[\s\S]*återställ lösenordet för Anna Svensson/);
      assert.deepEqual(await world.graphCalls(), []);
    });
  }
});
