import { alarmCard, type Reached } from '../../../src/cards/alarm-card.ts';
import { callerDeniedCard } from '../../../src/cards/caller-denied-card.ts';
import type { AdaptiveCard } from '../../../src/cards/card.ts';
import { entraLinks } from '../../../src/cards/entra-links.ts';
import { namesOf, type ProofSamples } from './proof-samples.ts';

type Samples = [string, AdaptiveCard][];

export const ALARM = 'b8Vn5dTyHj2CkE4f';
const AT = new Date('2026-03-12T13:32:00Z');
const LATER = new Date('2026-03-12T13:42:00Z');
const TOMORROW = new Date('2026-03-13T13:32:00Z');

/** The cards of an alarm, for those who approve and for whoever asked. */
export function alarmSamples(samples: Omit<ProofSamples, 'person'>): Samples {
  const { context, value, request } = samples;
  const names = namesOf(samples);
  const alarm = {
    ...names,
    request,
    alarm: ALARM,
    by: names.targetName,
    as: 'number-match',
    at: AT,
    requestedAt: AT,
    until: TOMORROW,
    reached: 'nothing',
    links: entraLinks('u1'),
  } as const;
  const reached: readonly Reached[] = ['nothing', 'unknown', 'erased', 'shown', 'handed-over'];
  const acting = { by: value('Björn Ek'), as: 'manager', actingWith: value('karin.ek.adm@contoso.com') } as const;
  const ended = { by: value('Erik Lindqvist'), at: LATER };
  return [
    ...reached.flatMap(
      (how): Samples => [
        [`alarm, ${how}`, alarmCard({ ...alarm, reached: how }, context)],
        [
          `alarm, to the requester, ${how}`,
          callerDeniedCard({ ...names, by: names.targetName, as: 'number-match', reached: how }, context),
        ],
      ],
    ),
    ['alarm by the manager', alarmCard({ ...alarm, ...acting }, context)],
    ['alarm ended', alarmCard({ ...alarm, ended }, context)],
    ['alarm by the manager, ended', alarmCard({ ...alarm, ...acting, ended }, context)],
  ];
}
