import type { Desk } from './desk.ts';
import { refusal } from './judging/judge.ts';
import { type Actor, samePerson } from './request/actor.ts';
import type { Question } from './request/approval.ts';
import { knownCaller } from './request/caller.ts';
import type { Denied } from './request/commands.ts';
import { type Demand, isAlive, LEVEL_OF } from './request/proof.ts';
import type { Begun } from './request/request.ts';
import type { AlarmAbout, RaisedAlarm } from './settings.ts';
import { ALARM_LIFETIME } from './times.ts';

/** What an alarm wants to be shown, whatever the policy says: as much as somebody else than the caller's word. */
const AT_LEAST = 2;

/** The alarm about a target that can be ended; undefined: there is none, it is over, or somebody has ended it. */
export async function alarmAbout(
  { store, now }: Pick<Desk, 'store' | 'now'>,
  targetId: string,
): Promise<AlarmAbout | undefined> {
  const alarm = await store.setting(`alarm:${targetId}`);
  return alarm && isInForce(alarm, now()) ? alarm : undefined;
}

/** This alarm and those before it, as far as they can be ended. */
export function allInForce(alarm: AlarmAbout, now: number): readonly RaisedAlarm[] {
  return all(alarm).filter(each => isInForce(each, now));
}

/**
 * The alarm about a target that is in force for the requests of this person, with those before it that are; undefined: there is
 * none. Nobody lets themselves off by ending it: for whoever has done that, with whichever of their accounts, it holds as before.
 */
export async function alarmFor(
  { store, now }: Pick<Desk, 'store' | 'now'>,
  targetId: string,
  requester: Actor,
): Promise<AlarmAbout | undefined> {
  const last = await store.setting(`alarm:${targetId}`);
  const [latest, ...before] = last ? all(last).filter(each => isInForce(each, now(), requester)) : [];
  return last && latest && { ...latest, id: last.id, target: last.target, before };
}

/**
 * What has to be shown of whoever calls while an alarm is in force: beside what the policy demands, something that somebody else than
 * those who have raised it does. It never makes that less. Whoever is to stand in for what is missing is told of the alarm first.
 */
export function raisedBy(alarm: AlarmAbout, { atLeast, rules }: Demand): Demand {
  const { target, by } = alarm;
  const because = { rule: 'alarm', values: { target: target.name, by: by.name } } as const;
  const raised = { because, notBy: raisersOf(alarm) };
  return atLeast < AT_LEAST ? { atLeast: AT_LEAST, rules: [raised] } : { atLeast, rules: [raised, ...rules] };
}

/**
 * Whether a second person was told of this alarm when they were asked. One that came after the question, or was kept too late for it,
 * is on none of the cards that they decide on, whatever the clocks say.
 */
export function wasToldOf({ id }: Pick<AlarmAbout, 'id'>, { alarm }: Question): boolean {
  return alarm === id;
}

/** What an alarm about its target means for a request that has begun. */
interface Alarmed {
  /** The one that is in force. */
  alarmId?: string;
  /** Why nothing goes on with it; missing: it does. */
  why?: Denied;
}

/**
 * Whether a request that has begun goes on while there is an alarm about its target, raised on another one: where what was shown of
 * its own caller holds against that, or a second person who knew of it.
 */
export async function judgeAlarm(desk: Desk, request: Begun, requester: Actor): Promise<Alarmed> {
  const { id, displayName: target } = request.target;
  const alarm = await alarmFor(desk, id, requester);
  if (!alarm) return {};
  if (holdsAgainst(alarm, request)) return { alarmId: alarm.id };
  const why = refusal('alarm-in-force', { target, by: alarm.by.name });
  return { alarmId: alarm.id, why: { kind: 'denied', refusal: why, passing: true } };
}

function holdsAgainst(alarm: AlarmAbout, request: Begun): boolean {
  const { action, target, startedAt, approval } = request;
  if (approval && wasToldOf(alarm, approval)) return true;
  const raisers = raisersOf(alarm);
  return knownCaller(request).proofs.some(
    proof =>
      LEVEL_OF[proof.kind] >= AT_LEAST &&
      isAlive(proof, { action, targetId: target.id }, startedAt) &&
      !raisers.includes(proof.by.id),
  );
}

function all(alarm: AlarmAbout): readonly RaisedAlarm[] {
  return [alarm, ...(alarm.before ?? [])];
}

function raisersOf(alarm: AlarmAbout): string[] {
  return all(alarm).map(({ by }) => by.id);
}

/** `requester`: whose requests it is about; missing: those of anybody. */
function isInForce({ at, ended }: RaisedAlarm, now: number, requester?: Actor): boolean {
  const isOver = ended !== undefined && (!requester || samePerson(requester, ended.by) === 'different');
  return !isOver && now - at < ALARM_LIFETIME;
}
