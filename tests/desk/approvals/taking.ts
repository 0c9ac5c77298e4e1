import assert from 'node:assert/strict';
import { KARIN } from '../../support/approvals.ts';
import { type Chat, textOf } from '../../support/chat.ts';
import { eachWithApprover } from '../../support/scene.ts';
import { audit, OLIVIA } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

/** Two who may approve, the one with the strongest role, and somebody without any. */
export interface People {
  world: World;
  erik: Client;
  johanna: Client;
  karin: Client;
  olivia: Client;
}

/** Each test in a world of its own, with these people. */
export function eachWithPeople(begin: (people: People) => unknown, environment?: Record<string, string>): void {
  eachWithApprover(async scene => {
    const { world } = scene;
    await begin({ ...scene, karin: await world.person(KARIN), olivia: await world.person(OLIVIA) });
  }, environment);
}

/** Somebody as Teams lists them among those who are in a conversation. */
export function member(world: World, { channelUserId, objectId, name }: Client, more: object = {}) {
  const tenantId = world.sandbox.environment.BOT_TENANT_ID;
  return { id: channelUserId, aadObjectId: objectId, name, userRole: 'user', tenantId, ...more };
}

/** How often the approvals got a conversation. */
export async function moves(world: World): Promise<number> {
  return (await audit(world)).filter(row => row.event === 'approvals-set').length;
}

/** What somebody was not allowed last, as it is on record. */
export async function lastRefusal(world: World) {
  return (await audit(world)).findLast(row => row.event === 'not-allowed');
}

/** A new channel of this person's, in which Karin has the requests about members of an administrative unit approved. */
export async function unitConversation(world: World, client: Client, unit: string): Promise<Chat> {
  const chat = world.chat(client, 'channel');
  const words = client.locale.startsWith('sv') ? 'godkännanden här för' : 'approvals here for';
  const answer = await chat.as(await world.person(KARIN, client.locale)).says(`${words} ${unit}`);
  assert.match(textOf(answer), /Approval requests for one unit come here|om godkännande för en enhet kommer hit/);
  return chat;
}
