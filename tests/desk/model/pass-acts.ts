import assert from 'node:assert/strict';
import { ACTION_KINDS } from '../../../src/action-kinds.ts';
import type { Terms } from '../../../src/desk/actions/kept.ts';
import { askInstead } from '../../../src/desk/instead.ts';
import { lookForReceipt, openReceipts, readReceipt } from '../../../src/desk/read-receipt.ts';
import { withdraw } from '../../../src/desk/withdraw.ts';
import { type Click, pressed, sessionOf } from './click.ts';
import { conclude, personalChatOf } from './concluding.ts';
import type { Act } from './events.ts';
import { askerOf } from './people.ts';
import type { BotProcess } from './process.ts';
import type { World } from './world.ts';

/** What is chosen on the confirm card now. */
export function termsOf({ terms }: Act, now: number): Terms | undefined {
  if (!terms) return undefined;
  const { startsIn, ...chosen } = terms;
  return { ...chosen, ...(startsIn !== undefined && { startsAt: now + startsIn }) };
}

/** The other action for the same person. */
export async function onInstead(click: Click): Promise<void> {
  const { world, process, request } = click;
  const action = ACTION_KINDS.find(kind => kind !== request.action) ?? assert.fail('there is one action alone');
  const command = { does: 'instead', ...pressed(click) } as const;
  const correlationId = `correlation-${world.nextId()}`;
  const session = process.desk.directory.as('token', correlationId, click.who);
  const turn = { asker: askerOf(click.who), correlationId };
  await process.run('instead', desk => askInstead({ desk, turn }, session, { request, action }, command));
}

export async function onWithdraw(click: Click): Promise<void> {
  const { world, process, request } = click;
  if (click.who === request.requester.id) world.ledger.passes.withdraws(request);
  const command = { does: 'withdraw', ...pressed(click, personalChatOf(request.requester.id)) } as const;
  const answer = await process.run('withdraw', desk => withdraw(desk, sessionOf(click), request, command));
  if (answer.kind === 'done') await conclude(world, process, sessionOf(click), answer);
}

export async function onReceipt(click: Click): Promise<void> {
  const { world, process, request } = click;
  const command = { does: 'read-receipt', ...pressed(click, personalChatOf(request.requester.id)) } as const;
  const answer = await process.run('receipt', desk => readReceipt(desk, sessionOf(click), request, command));
  if (answer.kind === 'done') await conclude(world, process, sessionOf(click), answer);
}

/** Somebody writes to the bot, and is told what is new of all that they handed over. */
export async function onReceipts(world: World, process: BotProcess, who: string): Promise<void> {
  const session = process.desk.directory.as('token', `correlation-${world.nextId()}`, who);
  for (const open of await process.run('receipts', desk => openReceipts(desk, who))) {
    const news = await process.run('receipts', desk => lookForReceipt(desk, session, open));
    if (news) await conclude(world, process, session, { kind: 'done', request: news });
  }
}
