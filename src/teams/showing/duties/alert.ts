import { approvalsConversation } from '../../../desk/approvals.ts';
import { keepAlarm } from '../../../desk/raise-alarm.ts';
import { raisedAlarm } from '../../../desk/request/caller.ts';
import { type Request, targetOf } from '../../../desk/request/request.ts';
import { dutyDone } from '../../../desk/sweep.ts';
import { cardContext } from '../../services.ts';
import { alarmAlert, withoutProofAlert } from '../alarm-views.ts';
import type { Performer } from './performer.ts';

/**
 * Tells the approvals conversation of an alarm, or that somebody approved without proof of who calls. Where there is no such
 * conversation, nobody can be told, and the log says so: what happened is on record.
 */
export const alertApprovals: Performer = async ({ services, request }) => {
  const { desk, messenger, log } = services;
  await keepAlarm(desk, request);
  const approvals = await approvalsConversation(desk);
  if (approvals) {
    const context = cardContext(services, approvals);
    const target = targetOf(request);
    const about = target && (await desk.store.setting(`alarm:${target.id}`));
    const card = alarmAlert(request, about, context) ?? withoutProofAlert(request, context);
    if (card) await messenger.send({ ...approvals.place, cardId: undefined }, card);
  } else {
    const { correlationId } = request;
    log.warn({ correlationId, duty: 'alert' }, 'nobody is alerted: there is no approvals conversation');
  }
  const isAsTold = (present: Request) => (raisedAlarm(present) === undefined) === (raisedAlarm(request) === undefined);
  return (await dutyDone(desk, request.id, 'alert', isAsTold)) ?? request;
};
