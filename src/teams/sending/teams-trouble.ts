import type { HandoverTrouble, RefusalRule } from '../../desk/request/request.ts';
import type { TeamsError, TeamsTrouble } from '../../errors.ts';

/** What of Teams' trouble somebody can do something about. */
const NAMED: Readonly<Partial<Record<TeamsTrouble, Exclude<HandoverTrouble, 'later'>>>> = {
  'not-installed': 'not-installed',
  'blocked-by-person': 'blocked-by-person',
  'blocked-or-removed': 'blocked-or-removed',
  'disabled-by-admin': 'disabled-by-admin',
  'blocked-by-policy': 'blocked-by-policy',
  'not-permitted': 'not-permitted',
  'wrong-address': 'wrong-address',
  'person-not-found': 'person-not-found',
  forbidden: 'forbidden',
};

/** Why the handover card waits. */
export function handoverTrouble({ kind }: TeamsError): HandoverTrouble {
  return NAMED[kind] ?? 'later';
}

/** The refusal for somebody whose personal chat Teams does not let the bot write to; undefined: it is no such trouble. */
export function refusalOfTeams({ kind, personal }: TeamsError): Extract<RefusalRule, `teams-${string}`> | undefined {
  const named = personal ? NAMED[kind] : undefined;
  return named && `teams-${named}`;
}
