import assert from 'node:assert/strict';
import type { AskedProof } from '../../src/desk/request/proof.ts';
import { present, requestOn, stored } from './approvals.ts';
import { actions, type Chat, type ChatKind, cardOf, type InvokeAnswer } from './chat.ts';
import type { Card, SentActivity } from './connector.ts';
import { inputsOf, passesOf, passWishIn } from './passes.ts';
import { PASSWORD } from './reveal.ts';
import { ANNA, reads, resetCalls, wishIn } from './story.ts';
import type { Client, World } from './world.ts';

/** Anna's manager, without a role. */
export const JAMES = 'james.whitaker@fjallvind.example';

/** What is asked for. */
export type Wish = 'reset-password' | 'temporary-access-pass';

/** A request whose caller has to show who they are. */
export interface Asked {
  chat: Chat;
  asked: SentActivity;
  request: string;
}

/** Somebody was asked to show who calls. */
export interface AskedCaller extends Asked {
  /** The chat of whoever was asked, and the card in it. */
  theirs: Chat;
  card: SentActivity;
  /** The number that is read out to them. */
  number: number;
  /** What the press was answered with. */
  answer: InvokeAnswer;
}

/** Writes what is wished for Anna in a language: the confirm card. */
export async function wishFor(
  world: World,
  client: Client,
  { kind = 'personal', wish = 'reset-password', target = ANNA }: { kind?: ChatKind; wish?: Wish; target?: string } = {},
): Promise<Asked> {
  const chat = world.chat(client, kind);
  const words = wish === 'reset-password' ? wishIn(client.locale, target) : passWishIn(client.locale, target);
  const asked = present(world, await chat.says(words));
  return { chat, asked, request: requestOn(asked) };
}

/** Presses the button of the card, as it is now, that asks somebody to show who calls. */
export function pressAsk(world: World, { chat, asked }: Asked, kind: AskedProof): Promise<InvokeAnswer> {
  const button = actions(cardOf(present(world, asked))).find(({ data }) => data?.kind === kind);
  assert.ok(button, `no button asks ${kind}: ${JSON.stringify(present(world, asked))}`);
  return chat.pressAction(button, asked.id);
}

/** The same, and the card that comes to whoever is asked. */
export async function askWho(
  world: World,
  wished: Asked,
  whom: Client,
  kind: AskedProof = 'number-match',
): Promise<AskedCaller> {
  const theirs = world.chat(whom);
  const before = new Set(world.connector.in(theirs.id).map(({ id }) => id));
  const answer = await pressAsk(world, wished, kind);
  const card = await theirs.next(before, 'the card of whoever is asked');
  const number = kind === 'number-match' ? numberOn(answer.value) : 0;
  return { ...wished, theirs, card, number, answer };
}

/** The number on the requester's card that is to be read out; throws where there is none. */
export function numberOn(card: unknown): number {
  const found = largest(card);
  assert.match(found, /^\d\d$/, `no number to read out: ${JSON.stringify(card)}`);
  return Number(found);
}

function largest(node: unknown): string {
  if (Array.isArray(node)) return node.map(largest).join('');
  if (typeof node !== 'object' || node === null) return '';
  const { size, text }: { size?: unknown; text?: unknown } = node;
  return size === 'extraLarge' && typeof text === 'string' ? text : Object.values(node).map(largest).join('');
}

/** The numbers that somebody can choose from, as their card has them. */
export function numbersOn(card: Card): number[] {
  return actions(card)
    .filter(({ verb }) => verb === 'answer-proof')
    .map(({ data }) => Number(data?.answer));
}

/** Presses one answer of the card of whoever was asked. */
export function answers(
  { theirs, card, request }: Pick<AskedCaller, 'theirs' | 'card' | 'request'>,
  answer: unknown,
  from: Chat = theirs,
): Promise<InvokeAnswer> {
  const data = dataOf(card);
  return from.execute('answer-proof', { ...data, request, answer }, card.id);
}

/** Presses "I did not call", or "Stop it". */
export function raises(
  { theirs, card }: Pick<AskedCaller, 'theirs' | 'card'>,
  from: Chat = theirs,
): Promise<InvokeAnswer> {
  return from.execute('raise-alarm', dataOf(card), card.id);
}

/** What the buttons of that card carry: request and ask. */
export function dataOf(card: SentActivity): { request: string; ask: string } {
  const data = actions(cardOf(card)).find(({ verb }) => verb === 'raise-alarm')?.data;
  assert.ok(data?.request && data.ask, `no ask on ${JSON.stringify(card)}`);
  return { request: String(data.request), ask: String(data.ask) };
}

/** Asks Anna in her own chat, who presses the right number; the confirm card then says so. */
export async function matched(world: World, wished: Asked, anna: Client): Promise<AskedCaller> {
  const asked = await askWho(world, wished, anna);
  const answer = await answers(asked, asked.number);
  assert.equal(answer.type, 'application/vnd.microsoft.card.adaptive', JSON.stringify(answer));
  await confirmable(world, wished);
  return asked;
}

/** Waits until the card can be confirmed. */
export async function confirmable(world: World, { asked }: Asked): Promise<void> {
  const find = () =>
    actions(cardOf(present(world, asked))).some(({ verb, data }) => verb === 'confirm' && !data?.withoutProof) ||
    undefined;
  await world.connector.until(find, 'a card that can be confirmed');
}

/** Presses the button that begins it, with what stands on the card as it is now. */
export function confirmNow(world: World, { chat, asked }: Asked, more: object = {}): Promise<InvokeAnswer> {
  const now = present(world, asked);
  return chat.execute('confirm', { request: requestOn(now), ...inputsOf(cardOf(now)), ...more }, asked.id);
}

/** The kinds of the proofs that are kept with a request. */
export async function proofsOf(world: World, request: string): Promise<string[]> {
  return ((await stored(world, request)).caller?.proofs ?? []).map(({ kind }) => kind);
}

/** No proof is kept, nothing was called for, and the card can't be confirmed. */
export async function assertNothingShown(world: World, { request, ...wished }: Asked): Promise<void> {
  assert.deepEqual(await proofsOf(world, request), []);
  const tried = await confirmNow(world, { request, ...wished });
  assert.match(reads(tried), /It is not shown|Something has to show first/);
  assert.equal(await resetCalls(world), 0);
  assert.deepEqual(await passesOf(world), []);
}

/** Nobody was sent a password or a pass: in no message, in no answer to a click, and it stands in no log. */
export async function assertNoSecretSent(world: World, answered: readonly InvokeAnswer[] = []): Promise<void> {
  const { connector, log, processes } = world;
  const sent = JSON.stringify([
    connector.calls,
    [...connector.messages.values()],
    answered,
    log,
    processes.map(each => each.log()),
  ]);
  assert.doesNotMatch(sent, PASSWORD);
  for (const { temporaryAccessPass } of await passesOf(world)) assert.ok(!sent.includes(temporaryAccessPass));
}
