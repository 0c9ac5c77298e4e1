import type { HandoverTrouble, RefusalRule } from '../../desk/request/refusal.ts';
import { CURABLE_TROUBLES, type CurableTrouble, type TeamsError, type TeamsTrouble } from '../../errors.ts';

/** Why the handover card waits. */
export function handoverTrouble({ kind }: TeamsError): HandoverTrouble {
  return curable(kind) ?? 'later';
}

/** The refusal for somebody whose personal chat Teams does not let the bot write to; undefined: it is no such trouble. */
export function refusalOfTeams({ kind, personal }: TeamsError): Extract<RefusalRule, `teams-${string}`> | undefined {
  const named = personal ? curable(kind) : undefined;
  return named && `teams-${named}`;
}

/** What of Teams' trouble somebody can do something about. */
function curable(kind: TeamsTrouble): CurableTrouble | undefined {
  return CURABLE_TROUBLES.find(each => each === kind);
}
