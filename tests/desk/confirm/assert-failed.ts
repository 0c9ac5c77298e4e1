import assert from 'node:assert/strict';
import { actions, type Chat, cardOf } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { events, nowReads, reads } from '../../support/story.ts';
import type { World } from '../../support/world.ts';

/** What was asked for failed for this reason: final, nothing handed over, nothing to press, and no secret kept. */
export async function assertFailed(
  { world, chat, asked }: { world: World; chat: Chat; asked: SentActivity },
  text: RegExp,
): Promise<void> {
  assert.match(nowReads(world, asked), /The password was not reset[\s\S]*Anna Svensson/);
  assert.match(nowReads(world, asked), text);
  const card = cardOf(world.connector.messages.get(asked.id) ?? asked);
  assert.deepEqual(
    actions(card).filter(one => one.verb),
    [],
  );
  assert.equal(world.connector.in(chat.id).length, 1, 'no handover card');
  assert.match(reads(await chat.press(asked, 'confirm')), /The password was not reset/);
  assert.equal((await events(world)).at(-1), 'reset-failed');
}
