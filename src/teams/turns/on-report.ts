import { isWhereApproved } from '../../desk/see-report.ts';
import { drawnReport } from './report.ts';
import { runErrand } from './run-errand.ts';
import type { Talk } from './talk.ts';

/**
 * The figures of the last days: in the approvals conversation for everybody there, elsewhere with the person's own sign-in.
 * @returns whether anything has begun that is not over with its answer
 */
export async function onReport(talk: Talk): Promise<boolean> {
  const { services, turn, place } = talk;
  if (!(await isWhereApproved(services.desk, place))) return runErrand(talk, { wants: 'report' });
  await services.messenger.send(place, await drawnReport(talk, turn));
  return false;
}
