import assert from 'node:assert/strict';
import path from 'node:path';
import type { Request } from '../../src/desk/request/request.ts';
import type { StoredEntry } from '../../src/store/record/audit-columns.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { actions, type Chat, type ChatKind, cardOf, type InvokeAnswer, textOf } from './chat.ts';
import type { SentActivity } from './connector.ts';
import { assertNothingHappened, audit, JOHANNA, reads, resetCalls } from './story.ts';
import type { Client, World } from './world.ts';

const DOMAIN = 'fjallvind.example';
/** Reports Reader, so that the default policy wants a second person for him; a usual target here. */
export const GUSTAV = `gustav.norberg@${DOMAIN}`;
/** Guest Inviter; another target with a role. */
export const PETER = `peter.hedlund@${DOMAIN}`;
/** Password Administrator, whose role does not cover Gustav. */
export const LARS = `lars.nystrom@${DOMAIN}`;
/** Global Administrator. */
export const KARIN = `karin.holmgren@${DOMAIN}`;
/** User Administrator. */
export const MIKAEL = `mikael.sandstrom@${DOMAIN}`;
/** Helpdesk Administrator for one unit only. */
export const FRIDA = `frida.ekman@${DOMAIN}`;
/** Privileged Authentication Administrator for one unit only. */
export const BJORN = `bjorn.stromberg@${DOMAIN}`;

/** The policy that holds without a file. */
export const DEFAULT_POLICY = policy('usual');

/** A policy file of the tests, by name. */
export function policy(name: string): { POLICY_FILE: string } {
  return { POLICY_FILE: path.join(import.meta.dirname, 'policies', `${name}.json`) };
}

/** A message as its conversation now shows it. */
export function present(world: World, message: SentActivity): SentActivity {
  const found = world.connector.messages.get(message.id);
  assert.ok(found, `there is no message ${message.id}`);
  return found;
}

/** The id of the request that the buttons of a card carry; throws when it has none. */
export function requestOn(message: SentActivity): string {
  const ids = new Set(actions(cardOf(message)).flatMap(({ data }) => (data?.request ? [String(data.request)] : [])));
  assert.equal(ids.size, 1, `not one request on ${JSON.stringify(message)}`);
  return [...ids].join();
}

/** Lets a Global Administrator make a new conversation of this person's the one where requests are approved. */
export async function approvalsAt(world: World, client: Client, kind: ChatKind = 'channel'): Promise<Chat> {
  const chat = world.chat(client, kind);
  // Somebody else there could approve, or nobody may make it that conversation.
  await world.person(JOHANNA);
  const words = client.locale.startsWith('sv') ? 'godkännanden hit' : 'approvals here';
  const answer = await chat.as(await world.person(KARIN, client.locale)).says(words);
  assert.match(textOf(answer), /Approval requests come here from now on|Begäranden om godkännande kommer hit/);
  return chat;
}

/** A request that waits for a second person. */
export interface Waiting {
  /** The requester's conversation. */
  chat: Chat;
  /** The card in it. */
  card: SentActivity;
  /** Where it is decided: the same card, or the one in the approvals conversation. */
  deciding: { chat: Chat; card: SentActivity };
  request: string;
}

export interface Asking {
  kind?: ChatKind;
  /** Sign-in name of the target; Gustav where left out. */
  target?: string;
  /** What is put into the confirm card. */
  inputs?: Record<string, unknown>;
  /** The approvals conversation, for a request from a personal chat. */
  approvals?: Chat;
}

/** Asks and confirms; a second person is needed and nobody has decided yet. */
export async function waitForApproval(
  world: World,
  client: Client,
  { kind = 'channel', target = GUSTAV, inputs = {}, approvals }: Asking = {},
): Promise<Waiting> {
  const chat = world.chat(client, kind);
  const swedish = client.locale.startsWith('sv');
  const asked = await chat.says(`${swedish ? 'återställ lösenordet för' : 'reset password for'} ${target}`);
  const request = requestOn(asked);
  const before = new Set(approvals && world.connector.in(approvals.id).map(each => each.id));
  await chat.press(asked, 'confirm', inputs);
  const card = present(world, asked);
  if (!approvals) return { chat, card, deciding: { chat, card }, request };
  const question = await approvals.next(before, 'the question to the approvals conversation');
  return { chat, card, deciding: { chat: approvals, card: question }, request };
}

/** The rows about one request, oldest first. */
export async function rowsOf(world: World, request: string): Promise<StoredEntry[]> {
  return (await audit(world)).filter(row => row.requestId === request);
}

/** The names of the events about one request, oldest first. */
export async function eventsOf(world: World, request: string): Promise<string[]> {
  return (await rowsOf(world, request)).map(row => row.event);
}

/** Nobody decided: the card still has its buttons, and nothing was reset. */
export async function assertStillWaits(world: World, { deciding }: Waiting): Promise<void> {
  const verbs = actions(cardOf(present(world, deciding.card))).map(one => one.verb);
  assert.deepEqual(verbs.slice(0, 2), ['approve', 'decline']);
  await assertNothingHappened(world);
}

/** Nobody decided on this request of Erik's, nothing was reset, and its card still does what it should. */
export async function assertUnharmed(world: World, waiting: Waiting, approver: Client): Promise<void> {
  await assertStillWaits(world, waiting);
  const decided = (await eventsOf(world, waiting.request)).filter(event => !/not-allowed|approval-refused/.test(event));
  assert.deepEqual(decided, ['request-opened', 'approval-asked']);
  const answer = await waiting.deciding.chat.as(approver).press(waiting.deciding.card, 'approve');
  assert.match(reads(answer), /Erik Lindqvist reset the password of Gustav Norberg/);
  assert.equal(await resetCalls(world), 1);
}

/** A request as it is in the store. */
export async function stored(world: World, request: string): Promise<Request> {
  const store = openSqliteStore(world.storePath, { keys: world.sealKeys });
  try {
    const found = await store.get(request);
    assert.ok(found, `there is no request ${request}`);
    return found;
  } finally {
    await store.close();
  }
}

/** A card, a line of text or a sign-in: whatever was sent, nobody gets an error of the server. */
export function assertPolite(answer: InvokeAnswer, what: string): void {
  const seen = `${what}: ${JSON.stringify(answer)}`;
  assert.equal(answer.status, 200, seen);
  assert.ok([200, 401, 412].includes(answer.statusCode ?? 0), seen);
  if (answer.statusCode === 200) assert.ok(answer.value, seen);
}
