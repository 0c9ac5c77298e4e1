import { ACTION_KINDS } from '../action-kinds.ts';
import { alarmAbout, allInForce } from './alarms.ts';
import type { Desk, Turn } from './desk.ts';
import { asSignedIn, identify } from './judging/identify.ts';
import { judge, type Parties, refusal } from './judging/judge.ts';
import type { DirectorySession } from './ports.ts';
import { type Actor, kept, samePerson } from './request/actor.ts';
import type { Place } from './request/people.ts';
import type { Refusal } from './request/refusal.ts';
import type { AlarmAbout, RaisedAlarm } from './settings.ts';
import { rowOfTurn } from './turn-row.ts';

/** Which alarm is to end, and where that was pressed. */
interface Ending {
  targetId: string;
  /** The id of the alarm: a card of an earlier one ends no later one. */
  alarm: string;
  place: Place;
}

/** What came of it. */
type AlarmEnded = { kind: 'ended'; target: string } | { kind: 'refused'; refusal: Refusal };

/**
 * A lead says that an alarm was a mistake: somebody whose role covers the target for something that can be done here, and whose
 * request it was not.
 * @throws DirectoryError
 */
export async function endAlarm(
  desk: Desk,
  session: DirectorySession,
  turn: Turn,
  { targetId, alarm: id, place }: Ending,
): Promise<AlarmEnded> {
  const alarm = await alarmAbout(desk, targetId);
  if (!alarm || alarm.id !== id) return refused(refusal('alarm-over'));
  const { requester, target } = await session.examine(targetId);
  const who = identify(desk.policy.adminAccounts, turn.asker.id, requester);
  const signed = { ...turn, asker: asSignedIn(turn.asker, requester, who) };
  const about = { ...rowOfTurn(desk, signed, place), targetId, targetName: alarm.target.name };
  const now = desk.now();
  const why =
    ('rule' in who ? undefined : ownAlarm(who, allInForce(alarm, now))) ??
    (await notCovered(desk, session, { who, requester, target }));
  if (why) {
    await desk.store.record({ ...about, event: 'not-allowed', rule: why.rule, detail: 'alarm-ended' });
    return refused(why);
  }
  const row = { ...about, event: 'alarm-ended' as const };
  const ended = await desk.store.replaceSetting(
    `alarm:${targetId}`,
    { before: alarm, after: endedBy(alarm, { by: kept(signed.asker), at: now }) },
    row,
  );
  return ended ? { kind: 'ended', target: alarm.target.name } : refused(refusal('alarm-over'));
}

/** Why they may do nothing here to the target: whoever may do one of the actions, may say so. */
async function notCovered(
  desk: Desk,
  session: DirectorySession,
  parties: Omit<Parties, 'action'>,
): Promise<Refusal | undefined> {
  const judged = await Promise.all(ACTION_KINDS.map(action => judge(session, desk.policy, { ...parties, action })));
  const [first, ...others] = judged.map(each => each.refusal);
  return first && others.every(Boolean) ? first : undefined;
}

/** Nobody says of their own request that it was a mistake to stop it. */
function ownAlarm(who: Actor, alarms: readonly RaisedAlarm[]): Refusal | undefined {
  const found = alarms.map(({ requester }) => samePerson(who, requester));
  if (found.includes('same')) return refusal('alarm-own');
  return found.includes('unknown') ? refusal('person-unknown') : undefined;
}

/** The alarm, and those before it that are in force with it. */
function endedBy(alarm: AlarmAbout, ended: NonNullable<RaisedAlarm['ended']>): AlarmAbout {
  const before = alarm.before?.map(each => ({ ...each, ended: each.ended ?? ended }));
  return { ...alarm, ended, ...(before && { before }) };
}

function refused(why: Refusal): AlarmEnded {
  return { kind: 'refused', refusal: why };
}
