import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { RequestState } from '../../src/desk/request/request.ts';
import { KARIN, present, requestOn, stored } from './approvals.ts';
import { action, answeredCard, type Chat, cardOf, type InvokeAnswer } from './chat.ts';
import type { Card, SentActivity } from './connector.ts';
import { stands } from './sign-in.ts';
import { ANNA } from './story.ts';
import type { Client, World } from './world.ts';

/** The path of the call that makes a pass, and of the one that lists those of somebody, for faults. */
export const PASSES = 'temporaryAccessPassMethods$';
/** The path of the read that tells what the tenant says about passes, for faults. */
export const PASS_POLICY = 'authenticationMethodConfigurations/TemporaryAccessPass$';

/** A pass that was ever made in the sandbox (src/sandbox/CONTROL.md, "Temporary Access Passes"). */
export interface SandboxPass {
  id: string;
  temporaryAccessPass: string;
  createdDateTime: string;
  startDateTime: string;
  lifetimeInMinutes: number;
  isUsableOnce: boolean;
  uses: number;
  state: string;
}

/** Every pass that was ever made for somebody, oldest first. */
export async function passesOf(world: World, userPrincipalName = ANNA): Promise<SandboxPass[]> {
  const path = `users/${encodeURIComponent(userPrincipalName)}/passes`;
  return (await world.sandbox.control<{ passes: SandboxPass[] }>('GET', path)).passes;
}

/** How each of them stands, oldest first. */
export async function statesOf(world: World, userPrincipalName = ANNA): Promise<string[]> {
  return (await passesOf(world, userPrincipalName)).map(({ state }) => state);
}

/** Whether a pass works at the sandbox's sign-in; uses it. */
export async function signInWith(world: World, pass: string, userPrincipalName = ANNA): Promise<string> {
  const attempt = { userPrincipalName, pass };
  return (await world.sandbox.control<{ result: string }>('POST', 'try-sign-in', attempt)).result;
}

/** Changes what the tenant says about passes, and what becomes of a second one. */
export async function tenantSays(world: World, temporaryAccessPass: object, more: object = {}): Promise<void> {
  await world.sandbox.control('PUT', 'tenant', { temporaryAccessPass, ...more });
}

/** Lets time go by for the bot and for the directory. */
export async function pass(world: World, milliseconds: number): Promise<void> {
  world.passTime(milliseconds);
  await world.sandbox.control('POST', 'clock', { advanceMs: milliseconds });
}

/** The values of all inputs of a card, as they stand there: what a client sends of whoever changes none. */
export function inputsOf(node: unknown): Record<string, unknown> {
  if (Array.isArray(node)) return Object.assign({}, ...node.map(inputsOf));
  if (typeof node !== 'object' || node === null) return {};
  const { type, id, value }: { type?: unknown; id?: unknown; value?: unknown } = node;
  const own = typeof type === 'string' && type.startsWith('Input.') ? { [String(id)]: value } : {};
  return Object.assign(own, ...Object.values(node).map(inputsOf));
}

/** The pass on the card that shows it; throws when there is none. */
export function passOn(card: unknown): string {
  const found = largeMonospace(card).join('');
  assert.ok(found, `there is no pass on the card: ${JSON.stringify(card)}`);
  return found;
}

function largeMonospace(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(largeMonospace);
  if (typeof node !== 'object' || node === null) return [];
  const { fontType, size, text }: { fontType?: unknown; size?: unknown; text?: unknown } = node;
  if (fontType === 'monospace' && size === 'large') return [String(text)];
  return Object.values(node).flatMap(largeMonospace);
}

/** Asks for a pass in a language: the answer is in the language of the words. */
export function passWishIn(locale: string, target: string): string {
  return locale.startsWith('sv') ? `ge ${target} ett tillfälligt åtkomstpass` : `temporary access pass for ${target}`;
}

/** Asks for a pass in this chat: the confirm card. */
export async function askForPass(world: World, chat: Chat, target = ANNA): Promise<SentActivity> {
  const asked = await chat.says(passWishIn(chat.client.locale, target));
  assert.ok(Object.hasOwn(inputsOf(cardOf(asked)), 'passMinutes'), `no confirm card: ${JSON.stringify(asked)}`);
  return present(world, asked);
}

/** Presses the button of the confirm card, with what stands in its inputs and what was changed there. */
export function confirmPass(chat: Chat, asked: SentActivity, changed: object = {}): Promise<InvokeAnswer> {
  return chat.press(asked, 'confirm', { ...inputsOf(cardOf(asked)), ...changed });
}

/** A pass that was made, and waits for its requester. */
export interface GivenPass {
  chat: Chat;
  personal: Chat;
  /** The message in the conversation, as it was when it was pressed. */
  asked: SentActivity;
  request: string;
  confirmed: InvokeAnswer;
  handover: SentActivity;
}

/** Asks and confirms; the card that leads to the pass is in the requester's personal chat. */
export async function givePass(
  world: World,
  client: Client,
  { chat = world.chat(client), target, ...changed }: { chat?: Chat; target?: string; [input: string]: unknown } = {},
): Promise<GivenPass> {
  const personal = chat.kind === 'personal' ? chat : world.chat(client);
  const before = new Set(world.connector.in(personal.id).map(({ id }) => id));
  const asked = await askForPass(world, chat, target);
  if (personal.id === chat.id) before.add(asked.id);
  const confirmed = await confirmPass(chat, asked, changed);
  answeredCard(confirmed);
  const handover = await personal.next(before, 'the card that leads to the pass');
  return { chat, personal, asked, request: requestOn(asked), confirmed, handover };
}

/** Presses Show pass: the card with the pass, and the pass. */
export async function showPass({ personal, handover }: Pick<GivenPass, 'personal' | 'handover'>) {
  const card = answeredCard(await personal.press(handover, 'show'));
  return { card, secret: passOn(card) };
}

/** Presses a button of the card that an earlier press was answered with, in the message with the handover. */
export function pressOn({ personal, handover }: GivenPass, card: Card, verb: string): Promise<InvokeAnswer> {
  return personal.pressAction(action(card, verb), handover.id);
}

/** Shows the pass and hands it over: the receipt, and the pass. */
export async function handOverPass(given: GivenPass): Promise<{ receipt: Card; secret: string }> {
  const { card, secret } = await showPass(given);
  return { receipt: answeredCard(await pressOn(given, card, 'handed-over')), secret };
}

/** Takes from a person the permission to read what the tenant says about passes, which not every tenant has consented to. */
export async function mayNotReadPassPolicy(world: World, client: Client): Promise<void> {
  const path = `sign-ins/${encodeURIComponent(client.channelUserId)}`;
  const { scopes } = await world.sandbox.control<{ scopes: string[] }>('PUT', path, {});
  assert.ok(scopes.includes('Policy.Read.AuthenticationMethod'), String(scopes));
  await stands(world, client, { scopes: scopes.filter(scope => scope !== 'Policy.Read.AuthenticationMethod') });
}

/** Another administrator makes a pass for somebody, elsewhere: the pass. */
export async function madeElsewhere(world: World, target = ANNA, terms: object = {}): Promise<string> {
  const { id: objectId } = await world.sandbox.control<{ id: string }>('GET', `users/${KARIN}`);
  const { token } = await world.sandbox.control<{ token: string }>('POST', 'tokens', { kind: 'graph', objectId });
  const path = `/v1.0/users/${target}/authentication/temporaryAccessPassMethods`;
  const answer = await fetch(`${world.sandbox.environment.GRAPH_ENDPOINT}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ lifetimeInMinutes: 60, isUsableOnce: true, ...terms }),
  });
  assert.equal(answer.status, 201);
  const { temporaryAccessPass } = (await answer.json()) as { temporaryAccessPass: string };
  return temporaryAccessPass;
}

/** The calls about passes that the bot made by themselves, as method and status. */
export async function passCalls(world: World): Promise<string[]> {
  const calls = (await world.graphCalls()).filter(({ path }) => path.includes('temporaryAccessPassMethods'));
  return calls.map(({ method, status }) => `${method} ${status}`);
}

/** Waits until a call has come that each fault was meant for. */
export async function faultTaken(world: World): Promise<void> {
  while ((await world.sandbox.control<{ faults: object[] }>('GET', 'faults')).faults.length > 0) await wait(20);
}

/** Lets the bot look for what is due until a request is in this state; throws where it does not come to that. */
export async function sweptTo(world: World, request: string, state: RequestState): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await stored(world, request)).state === state) return;
    await world.bot.sweep();
  }
  assert.fail(`the request did not become ${state}: ${JSON.stringify(await stored(world, request))}`);
}
