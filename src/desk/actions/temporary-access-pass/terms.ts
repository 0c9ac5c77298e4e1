import type { Refusal } from '../../request/refusal.ts';
import { DAY, MINUTE, PASS_START_PAST, PASS_STARTS_WITHIN, SHORTEST_USUAL_PASS } from '../../times.ts';
import type { PassChoices, PassFindings, PassPolicy, PassTerms } from './pass.ts';

/** How long a pass may last, in minutes. */
type PassBounds = Pick<PassPolicy, 'shortest' | 'longest' | 'usual' | 'onceOnly'>;

/** What Graph takes at all, and what it is as a default, where the tenant's own bounds can't be read (Microsoft Graph, temporaryAccessPassAuthenticationMethod). */
const WHERE_UNREAD: PassBounds = { shortest: 10, longest: 43_200, usual: 60, onceOnly: false };

/** The bounds of the tenant, or the widest where they can't be read. */
function boundsOf(findings: PassFindings | undefined): PassBounds {
  return findings?.policy ?? WHERE_UNREAD;
}

/** What is chosen where nobody chooses: for one sign-in, as long as the tenant's passes usually last, but at least an hour where it may. */
export function usualTerms(findings: PassFindings | undefined): PassTerms {
  const { shortest, longest, usual } = boundsOf(findings);
  const minutes = Math.max(usual, SHORTEST_USUAL_PASS / MINUTE);
  return { once: true, minutes: Math.min(Math.max(minutes, shortest), longest) };
}

/** What the card offers. `now` is in milliseconds since the epoch. */
export function choicesOfPass(findings: PassFindings | undefined, now: number): PassChoices {
  const { shortest, longest, onceOnly } = boundsOf(findings);
  const { minutes: usual } = usualTerms(findings);
  return { shortest, longest, usual, onceOnly, startsWithin: { from: now, to: now + PASS_STARTS_WITHIN } };
}

/**
 * What a pass is called for with, or why it can't be. A start that is over by now means now: a second person may have been waited
 * for. `now` is in milliseconds since the epoch.
 */
export function settledTerms(
  chosen: PassTerms | undefined,
  findings: PassFindings | undefined,
  now: number,
): PassTerms | Refusal {
  if (!chosen) return usualTerms(findings);
  const { shortest, longest, onceOnly } = boundsOf(findings);
  const { once, minutes, startsAt } = chosen;
  if (!Number.isInteger(minutes) || minutes < shortest || minutes > longest) {
    return { rule: 'pass-lifetime', values: { from: String(shortest), to: String(longest) } };
  }
  if (onceOnly && !once) return { rule: 'pass-once-only', values: {} };
  if (startsAt === undefined) return { once, minutes };
  if (!(startsAt >= now - PASS_START_PAST && startsAt <= now + PASS_STARTS_WITHIN)) {
    return { rule: 'pass-start', values: { days: String(PASS_STARTS_WITHIN / DAY) } };
  }
  return startsAt <= now ? { once, minutes } : { once, minutes, startsAt };
}
