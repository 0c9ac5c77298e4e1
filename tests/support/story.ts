import assert from 'node:assert/strict';
import type { StoredEntry } from '../../src/store/record/audit-columns.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { answeredCard, type Chat, type ChatKind, cardOf, type InvokeAnswer, textOf } from './chat.ts';
import type { Card, SentActivity } from './connector.ts';
import { passwordOn } from './reveal.ts';
import type { Client, World } from './world.ts';

const DOMAIN = 'fjallvind.example';
/** Helpdesk Administrator; the usual requester. */
export const ERIK = `erik.lindqvist@${DOMAIN}`;
/** Authentication Administrator, who may read how a reset ended. */
export const JOHANNA = `johanna.bergstrom@${DOMAIN}`;
/** No role; the usual target. */
export const ANNA = `anna.svensson@${DOMAIN}`;
/** No role; somebody else. */
export const OLIVIA = `olivia.bennett@${DOMAIN}`;

export const MINUTE = 60_000;
/** The path of the call that sets a password, for faults. */
export const RESET = 'resetPassword';
/** The path of the read that tells whether a lost call arrived, for faults. */
export const LAST_CHANGE = 'select=lastPasswordChangeDateTime$';

/** Asks for a reset in a language: the answer is in the language of the words. */
export function wishIn(locale: string, target: string): string {
  return locale.startsWith('sv') ? `återställ lösenordet för ${target}` : `reset password for ${target}`;
}

/** A chat in which the person asks for Anna's password, and the confirm card that the bot answers. */
export async function askForAnna(
  world: World,
  client: Client,
  kind: ChatKind = 'personal',
): Promise<{ chat: Chat; asked: SentActivity }> {
  const chat = world.chat(client, kind);
  return { chat, asked: await chat.says(`reset password for ${ANNA}`) };
}

/** Asks and confirms; the handover card is in the requester's personal chat. */
export async function resetAnna(
  world: World,
  client: Client,
  kind: ChatKind = 'personal',
): Promise<{ chat: Chat; asked: SentActivity; personal: Chat; handover: SentActivity; confirmed: InvokeAnswer }> {
  const { chat, asked } = await askForAnna(world, client, kind);
  const confirmed = await chat.press(asked, 'confirm');
  const personal = kind === 'personal' ? chat : world.chat(client);
  const handover = await personal.card('The temporary password is ready');
  return { chat, asked, personal, handover, confirmed };
}

/** Presses Show password and reads the password off the answer. */
export async function showPassword(personal: Chat, handover: SentActivity): Promise<string> {
  return passwordOn(answeredCard(await personal.press(handover, 'show')));
}

/** The password that the requester is shown there is the one that works for Anna, and that she has to change. */
export async function assertPasswordWorks(world: World, personal: Chat): Promise<void> {
  const password = await showPassword(personal, await personal.card('The temporary password is ready'));
  assert.equal(await world.trySignIn(ANNA, password), 'must-change-password');
}

/** The text of the card that a message now has. */
export function nowReads(world: World, message: SentActivity): string {
  const present = world.connector.messages.get(message.id);
  assert.ok(present, `there is no message ${message.id}`);
  return plainTextOf(cardOf(present));
}

/** Waits until the card of a message has this text. */
export function becomes(world: World, message: SentActivity, pattern: RegExp, milliseconds?: number): Promise<true> {
  const matches = () => pattern.test(nowReads(world, message)) || undefined;
  return world.connector.until(matches, `${pattern} on ${message.id}`, milliseconds);
}

/** Writes a message, and returns the text of the first that the bot then posts there. */
export async function answerTo(chat: Chat, message: string, more: Record<string, unknown> = {}): Promise<string> {
  return plainTextOf(await chat.says(message, more));
}

/** The text of the card that a click was answered with. */
export function reads(answer: InvokeAnswer): string {
  return plainTextOf(answeredCard(answer));
}

/** What a person reads, without the invisible characters that keep clients from making links. */
function plainTextOf(shown: Card | SentActivity): string {
  return textOf(shown).replaceAll('\u200b', '');
}

/** The line of text that a click was answered with; throws when it was answered with something else. */
export function lineOf(answer: InvokeAnswer): string {
  assert.equal(answer.type, 'application/vnd.microsoft.activity.message', JSON.stringify(answer));
  assert.equal(answer.statusCode, 200);
  return String(answer.value);
}

/** What the bot has put on record of what people did, oldest first. */
export async function audit(world: World): Promise<StoredEntry[]> {
  const store = openSqliteStore(world.storePath, { keys: world.sealKeys });
  try {
    return (await store.auditTrail()).filter(entry => entry.event !== 'policy-in-force');
  } finally {
    await store.close();
  }
}

/** The names of the events on record, oldest first. */
export async function events(world: World): Promise<string[]> {
  return (await audit(world)).map(entry => entry.event);
}

/** How often the bot asked Graph to set a password. */
export async function resetCalls(world: World): Promise<number> {
  return (await world.graphCalls()).filter(call => call.method === 'POST' && call.path.includes(RESET)).length;
}

/** Nobody's password was set, and nothing was handed over to anybody. */
export async function assertNothingHappened(world: World): Promise<void> {
  assert.equal(await resetCalls(world), 0);
  assert.deepEqual(
    (await events(world)).filter(event => event.startsWith('reset-')),
    [],
  );
}

/** A mention as Teams sends it: the text in the message, and the entity. */
export function mention(id: string, name: string): { text: string; entity: object } {
  const text = `<at>${name}</at>`;
  return { text, entity: { type: 'mention', text, mentioned: { id, name } } };
}

/** Makes something go wrong in the sandbox (src/sandbox/CONTROL.md, "Faults"). */
export async function fault(world: World, one: Record<string, unknown>): Promise<void> {
  await world.sandbox.control('POST', 'faults', one);
}

/** Changes an account of the directory (src/sandbox/CONTROL.md). */
export async function change(world: World, userPrincipalName: string, patch: object): Promise<void> {
  await world.sandbox.control('PATCH', `users/${encodeURIComponent(userPrincipalName)}`, patch);
}
