import { notHappening } from './act.ts';
import { type Answered, doneOr, STALE } from './answers.ts';
import { advance, type Desk } from './desk.ts';
import { kept } from './request/actor.ts';
import { knownCaller, raisedAlarm } from './request/caller.ts';
import type { Command } from './request/commands.ts';
import { decide } from './request/decide.ts';
import type { EventOf } from './request/events.ts';
import type { Alarm } from './request/proof.ts';
import { type Request, targetOf, toldOf } from './request/request.ts';
import { rowAbout } from './request/row-of-event.ts';
import type { AlarmAbout, RaisedAlarm } from './settings.ts';
import { ALARM_LIFETIME } from './times.ts';

/**
 * Whoever was asked says that the person never called, or that this is not right. It ends this request wherever it is, in one write,
 * and holds for every other one about the target as soon as it is kept.
 */
export async function raiseAlarm(desk: Desk, request: Request, command: Command<'raise-alarm'>): Promise<Answered> {
  const decision = decide(request, command, undefined, desk.now());
  if (decision.kind !== 'happens') return notHappening(desk, request, command, decision);
  const { event } = decision;
  const raised = event.type === 'alarm-raised' ? await raise(desk, request, command, event) : undefined;
  if (raised) await keepAlarm(desk, raised);
  return doneOr(raised, STALE);
}

/** Whatever becomes of the request at the same moment: it is ended where it then is. undefined: it was ended so already. */
async function raise(
  desk: Desk,
  { id }: Request,
  { by, at }: Command<'raise-alarm'>,
  event: EventOf<'alarm-raised'>,
): Promise<Request | undefined> {
  for (;;) {
    const present = await desk.store.get(id);
    if (!present || raisedAlarm(present)) return undefined;
    const raised = await advance(desk, present, event, { by: kept(by), at });
    if (raised) return raised;
  }
}

/**
 * Keeps the alarm of a request for all requests about its target, with its row on record, unless that was done before. It is owed
 * until it is done: whoever tells of the alarm does it first.
 */
export async function keepAlarm(desk: Desk, request: Request): Promise<void> {
  const alarm = raisedAlarm(request);
  const target = targetOf(request);
  if (!alarm || !target) return;
  const { id, acting, employeeIds } = request.requester;
  const name = `alarm:${target.id}` as const;
  for (;;) {
    const before = await desk.store.setting(name);
    const known = earlier(before, alarm.at);
    if (known.some(({ requestId }) => requestId === request.id)) return;
    const after: AlarmAbout = {
      ...alarm,
      id: desk.newId(),
      requestId: request.id,
      target: { id: target.id, name: target.displayName },
      requester: { id, ...(acting && { acting }), ...(employeeIds && { employeeIds }) },
      ...(known.length > 0 && { before: known }),
    };
    if (await desk.store.replaceSetting(name, { before, after }, rowOfAlarm(request, alarm))) return;
  }
}

/** What is kept of the alarms of a day before this one, latest first. */
function earlier(last: AlarmAbout | undefined, now: number): RaisedAlarm[] {
  if (!last) return [];
  const { id: _id, target: _target, before = [], ...latest } = last;
  return [latest, ...before].filter(({ at }) => now - at < ALARM_LIFETIME);
}

function rowOfAlarm(request: Request, { by, as, at: now }: Alarm) {
  const ask = knownCaller(request).asks.findLast(({ kind, of }) => kind === as && of.id === by.id);
  const told = toldOf(request)?.find(each => each.as === as);
  const about = rowAbout(request, { by, at: (ask ?? told)?.place, now });
  // With which rule its request has ended stands in a row of its own.
  return { ...about, rule: undefined, event: 'alarm-raised' as const, detail: as };
}
