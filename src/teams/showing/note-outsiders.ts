import { recordOutsiders } from '../../desk/record-oddities.ts';
import type { Place } from '../../desk/request/people.ts';
import type { Request } from '../../desk/request/request.ts';
import { outsidersIn } from '../../desk/roster.ts';
import { MOST_APPROVERS } from '../../desk/times.ts';
import { TeamsError } from '../../errors.ts';
import type { Services } from '../services.ts';

/**
 * Puts on record that people from outside read a question, who have joined the approvals conversation since it was chosen. The
 * question stays: else anybody who may add a guest there could stop all approvals.
 */
export async function noteOutsiders(services: Services, request: Request, place: Place): Promise<void> {
  const { desk, messenger, config, log } = services;
  const { correlationId } = request;
  try {
    const roster = await messenger.roster(place, MOST_APPROVERS);
    const outsiders = roster.kind === 'whole' ? outsidersIn(roster.members, config.tenantId) : [];
    if (outsiders.length === 0) return;
    await recordOutsiders(desk, request, place, outsiders.length);
    log.warn({ correlationId, outsiders: outsiders.length }, 'people from outside read the approvals');
  } catch (error) {
    if (!(error instanceof TeamsError)) throw error;
    log.warn({ code: error.code, correlationId, err: error }, 'who reads the approvals could not be read');
  }
}
