import type { Desk } from './desk.ts';
import type { AlarmAbout } from './ports.ts';
import type { Demand } from './request/proof.ts';
import { ALARM_LIFETIME } from './times.ts';

/** The alarm that is in force for a target; undefined: there is none, it is over, or somebody has ended it. */
export async function alarmAbout(
  { store, now }: Pick<Desk, 'store' | 'now'>,
  targetId: string,
): Promise<AlarmAbout | undefined> {
  const alarm = await store.setting(`alarm:${targetId}`);
  return alarm && alarm.ended === undefined && now() - alarm.at < ALARM_LIFETIME ? alarm : undefined;
}

/**
 * What has to be shown of whoever calls while an alarm is in force: something that somebody else than the one who raised it does,
 * whatever the policy says. Two people can stand in for it, so that nobody is locked out.
 */
export function raisedBy({ by }: AlarmAbout, target: string): Demand {
  return { atLeast: 2, rules: [{ because: { rule: 'alarm', values: { target, by: by.name } }, notBy: by.id }] };
}
