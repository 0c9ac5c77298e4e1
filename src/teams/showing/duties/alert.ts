import { alertedConversations } from '../../../desk/approvals-conversations.ts';
import { keepAlarm } from '../../../desk/raise-alarm.ts';
import type { AskedIn } from '../../../desk/request/approval.ts';
import { conversationOf } from '../../../desk/request/place.ts';
import { type Request, targetOf } from '../../../desk/request/request.ts';
import { alertsOfTheSame, dutyDone } from '../../../desk/sweep.ts';
import { TeamsError } from '../../../errors.ts';
import type { Services } from '../../services.ts';
import { alarmAlert, withoutProofAlert } from '../alarm-views.ts';
import { approvalsOptions } from '../drawing.ts';
import { AlertsLeftError, type Performer } from './performer.ts';

/**
 * Tells the approvals conversations of an alarm, or that somebody approved without proof of who calls: the general one, and those
 * in which such a request is approved. Where there is none, nobody can be told, and the log says so: what happened is on record.
 */
export const alertApprovals: Performer = async ({ services, request }) => {
  const { desk, log } = services;
  await keepAlarm(desk, request);
  const conversations = await alertedConversations(desk, request);
  if (conversations.length === 0) {
    const { correlationId } = request;
    log.warn({ correlationId, duty: 'alert' }, 'nobody is alerted: there is no approvals conversation');
  }
  await alertAll(services, request, conversations);
  const isAsTold = (present: Request) => alertsOfTheSame(present, request);
  return (await dutyDone(desk, request.id, 'alert', isAsTold)) ?? request;
};

/** Those that know it already are not told again. */
async function alertAll(services: Services, request: Request, conversations: readonly AskedIn[]): Promise<void> {
  const { reached = [] } = request.duties.find(({ what }) => what === 'alert') ?? {};
  const left = conversations.filter(({ place }) => !reached.includes(conversationOf(place)));
  const told = await Promise.all(left.map(each => alertIn(services, request, each)));
  const troubles = told.filter(each => each instanceof TeamsError);
  const now = told.filter(each => typeof each === 'string');
  if (troubles.length === 0) return;
  if (now.length === 0) throw troubles[0];
  throw new AlertsLeftError(request, [...reached, ...now], troubles);
}

/** The id of the conversation, or why it does not know. */
async function alertIn(services: Services, request: Request, asked: AskedIn): Promise<string | TeamsError> {
  const context = approvalsOptions(services, request, asked);
  const target = targetOf(request);
  const about = target && (await services.desk.store.setting(`alarm:${target.id}`));
  const card = alarmAlert(request, about, context) ?? withoutProofAlert(request, context);
  try {
    if (card) await services.messenger.send({ ...asked.place, cardId: undefined }, card);
    return conversationOf(asked.place);
  } catch (error) {
    if (error instanceof TeamsError) return error;
    throw error;
  }
}
