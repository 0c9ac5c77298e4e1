import type { Desk } from './desk.ts';
import { refusal } from './judging/judge.ts';
import type { Question } from './request/approval.ts';
import { knownCaller } from './request/caller.ts';
import type { Denied } from './request/commands.ts';
import { type Demand, isAlive, LEVEL_OF } from './request/proof.ts';
import type { Begun } from './request/request.ts';
import type { AlarmAbout, RaisedAlarm } from './settings.ts';
import { ALARM_LIFETIME } from './times.ts';

/** What an alarm wants to be shown, whatever the policy says: as much as somebody else than the caller's word. */
const AT_LEAST = 2;

/** The alarm that is in force for a target; undefined: there is none, it is over, or somebody has ended it. */
export async function alarmAbout(
  { store, now }: Pick<Desk, 'store' | 'now'>,
  targetId: string,
): Promise<AlarmAbout | undefined> {
  const alarm = await store.setting(`alarm:${targetId}`);
  return alarm && isInForce(alarm, now()) ? alarm : undefined;
}

/** This alarm and those before it, as far as they are in force. */
export function allInForce(alarm: AlarmAbout, now: number): readonly RaisedAlarm[] {
  return [alarm, ...(alarm.before ?? [])].filter(each => isInForce(each, now));
}

/**
 * What has to be shown of whoever calls while an alarm is in force: beside what the policy demands, something that somebody else than
 * those who have raised it does. It never makes that less. Whoever is to stand in for what is missing is told of the alarm first.
 */
export function raisedBy(alarm: AlarmAbout, { atLeast, rules }: Demand, now: number): Demand {
  const { target, by } = alarm;
  const because = { rule: 'alarm', values: { target: target.name, by: by.name } } as const;
  const raised = { because, notBy: raisersOf(alarm, now) };
  return atLeast < AT_LEAST ? { atLeast: AT_LEAST, rules: [raised] } : { atLeast, rules: [raised, ...rules] };
}

/**
 * Whether a second person was told of this alarm when they were asked. One that came after the question, or was kept too late for it,
 * is on none of the cards that they decide on.
 */
export function wasToldOf(alarm: RaisedAlarm, { withoutProof, askedAt }: Question): boolean {
  return withoutProof?.rule === 'alarm' && askedAt >= alarm.at;
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
export async function judgeAlarm(desk: Desk, request: Begun): Promise<Alarmed> {
  const { id, displayName: target } = request.target;
  const alarm = await alarmAbout(desk, id);
  if (!alarm) return {};
  if (holdsAgainst(alarm, request, desk.now())) return { alarmId: alarm.id };
  const why = refusal('alarm-in-force', { target, by: alarm.by.name });
  return { alarmId: alarm.id, why: { kind: 'denied', refusal: why, passing: true } };
}

function holdsAgainst(alarm: AlarmAbout, request: Begun, now: number): boolean {
  const { action, target, startedAt, approval } = request;
  if (approval && wasToldOf(alarm, approval)) return true;
  const raisers = raisersOf(alarm, now);
  return knownCaller(request).proofs.some(
    proof =>
      LEVEL_OF[proof.kind] >= AT_LEAST &&
      isAlive(proof, { action, targetId: target.id }, startedAt) &&
      !raisers.includes(proof.by.id),
  );
}

function raisersOf(alarm: AlarmAbout, now: number): string[] {
  return allInForce(alarm, now).map(({ by }) => by.id);
}

function isInForce({ at, ended }: RaisedAlarm, now: number): boolean {
  return ended === undefined && now - at < ALARM_LIFETIME;
}
