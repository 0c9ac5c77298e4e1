import { notHappening } from './act.ts';
import { type Answered, doneOr, STALE } from './answers.ts';
import { advance, type Desk } from './desk.ts';
import { kept } from './request/actor.ts';
import type { Command } from './request/commands.ts';
import { decide } from './request/decide.ts';
import type { Alarm } from './request/proof.ts';
import { type Request, targetOf } from './request/request.ts';
import { rowAbout } from './request/row-of-event.ts';

/**
 * Whoever was asked says that the person never called, or that this is not right. It holds for every request for that target from
 * the moment that it is written, and ends this one wherever it is.
 */
export async function raiseAlarm(desk: Desk, request: Request, command: Command<'raise-alarm'>): Promise<Answered> {
  const decision = decide(request, command, undefined, desk.now());
  if (decision.kind !== 'happens') return notHappening(desk, request, command, decision);
  if (decision.event.type !== 'alarm-raised') return STALE;
  const { alarm } = decision.event;
  await remember(desk, request, command, alarm);
  for (;;) {
    const present = await desk.store.get(request.id);
    if (!present || present.caller?.alarm) return present ? doneOr(present, STALE) : STALE;
    const after = await advance(
      desk,
      present,
      { type: 'alarm-raised', alarm },
      { by: kept(command.by), at: command.at },
    );
    if (after) return doneOr(after, STALE);
  }
}

/** Keeps it for all requests about the target, in the place of one before it: the last one holds longest. */
async function remember(desk: Desk, request: Request, { by, at }: Command<'raise-alarm'>, alarm: Alarm): Promise<void> {
  const target = targetOf(request);
  if (!target) return;
  const { id, acting } = request.requester;
  const about = {
    ...alarm,
    id: desk.newId(),
    requestId: request.id,
    target: { id: target.id, name: target.displayName },
    requesterIds: [id, ...(acting ? [acting.id] : [])],
  };
  const row = {
    ...rowAbout(request, { by: kept(by), at, now: alarm.at }),
    event: 'alarm-raised' as const,
    detail: alarm.as,
  };
  await desk.store.putSetting(`alarm:${target.id}`, about, row);
}
