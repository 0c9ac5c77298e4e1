import type { AdaptiveCard, CardContext } from '../../../src/cards/card.ts';
import { outcomeCard } from '../../../src/cards/outcome-card.ts';
import { takeOverCard } from '../../../src/cards/take-over-card.ts';
import { takenOverCard } from '../../../src/cards/taken-over-card.ts';
import { OUTCOME } from './resets.ts';
import type { ValueOf } from './samples.ts';

const AT = new Date('2026-03-12T13:35:00Z');

/** The cards of taking an account over, of whoever does and whoever held it. */
export function takingOverSamples(context: CardContext, value: ValueOf, request: string): [string, AdaptiveCard][] {
  const target = {
    action: 'reset-password',
    targetName: value('Anna Svensson'),
    targetUpn: value('anna.svensson@contoso.com'),
  } as const;
  const offer = {
    ...target,
    request,
    requesterName: value('Karin Holmgren'),
    holderName: value('Erik Lindqvist'),
    holderAction: target.action,
    since: AT,
    expiresAt: AT,
  };
  const taken = {
    ...target,
    requesterName: value('Erik Lindqvist'),
    takenOver: { name: value('Karin Holmgren'), at: AT },
  };
  const outcome = { ...taken, ...OUTCOME, at: AT, verification: 'verified', handover: 'taken-over' } as const;
  return [
    ['outcome taken over', outcomeCard(outcome, context)],
    ...(['carried-out', 'unknown', 'running'] as const).map((state): [string, AdaptiveCard] => [
      `take over ${state}`,
      takeOverCard({ ...offer, state }, context),
    ]),
    ...(['done', 'failed'] as const).map((state): [string, AdaptiveCard] => [
      `taken over ${state}`,
      takenOverCard({ ...taken, state }, context),
    ]),
  ];
}
