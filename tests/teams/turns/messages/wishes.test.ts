import assert from 'node:assert/strict';
import { actions, type Chat, cardOf, textOf } from '../../../support/chat.ts';
import { oneWorldWithErik } from '../../../support/scene.ts';
import type { World } from '../../../support/world.ts';

/** Wishes as people write them, by the kind of what is odd in each; all are for Anna Svensson. */
const WISHES: readonly (readonly [kind: string, message: string])[] = [
  ['K7, plain', 'can you do a reset for Anna Svensson'],
  ['K7, plain', "I'd like to reset the password of Anna Svensson"],
  ['K7, plain', 'reset password for Anna Svensson and send it to me'],
  ['K7, plain', 'jag vill beställa nytt lösenord till Anna Svensson'],
  ['K7, a pronoun for who is named', "Anna Svensson can't sign in, reset her password please"],
  ['K7, a pronoun for who is named', 'Anna Svensson kan inte logga in, återställ hennes lösenord'],
  ['K7, a list', '1. reset password for Anna Svensson'],
  ['K7, a form', 'Ticket: Password reset\nUser: Anna Svensson\nPriority: High'],
  ['K7, a form', 'Ärende: Nytt lösenord\nAnvändare: Anna Svensson'],
  ['K7, a name on a line of its own', 'Password reset please:\nAnna Svensson'],
  ['K7, a mail', 'RE: FW: Password reset for Anna Svensson\n\nSent from my phone'],
  ['K8, misspelt', 'reset pasword for Anna Svensson'],
  ['K8, misspelt', 'resett password fro Anna Svensson'],
  ['K8, misspelt', 'återställ lösnordet för Anna Svensson'],
  ['K8, written as one', 'resetpassword for Anna Svensson'],
  ['K2, the surname first', 'reset password for Svensson, Anna'],
  ['K3, an address is no password', 'reset password for user with email anna.svensson@fjallvind.example'],
];

/** Names that are words as well: all of them are looked for, whoever there is. */
const NAMES: readonly (readonly [kind: string, message: string, name: string])[] = [
  ['K2, a first name that is a pronoun', 'reset password for Bennett, Hans', 'Bennett Hans'],
  ['K2, a surname that is a thanks', 'reset password for Olivia Tack', 'Olivia Tack'],
  ['K2, a first name that is an adjective', 'Nya Bennett needs a new password', 'Nya Bennett'],
  ['K5, a first name that is a negation', 'reset password for Inga Bennett', 'Inga Bennett'],
  ['K5, a particle', 'reset password for Olivia van Dam', 'Olivia van Dam'],
];

describe('Wishes', () => {
  let world: World;
  let chat: Chat;
  oneWorldWithErik(scene => {
    ({ world } = scene);
    chat = world.chat(scene.erik);
  });

  for (const [kind, message] of WISHES) {
    it(`${kind}: ${JSON.stringify(message)} puts up the confirm card`, async () => {
      const card = cardOf(await chat.says(message));
      assert.match(textOf(card), /^(?:Reset password\?|Återställa lösenordet\?)\n[\s\S]*Anna Svensson\nanna\.svensson/);
      assert.doesNotMatch(textOf(card), /A password was written/);
      assert.ok(actions(card).some(({ verb }) => verb === 'confirm'));
    });
  }

  for (const [kind, message, name] of NAMES) {
    it(`${kind}: ${JSON.stringify(message)} confirms nobody who is called otherwise`, async () => {
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
