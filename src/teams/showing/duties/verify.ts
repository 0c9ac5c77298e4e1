import { verifyOnce } from '../../../desk/verify.ts';
import type { Performer } from './performer.ts';

/** Looks once how it ended, with the requester's own session. */
export const readOutcome: Performer = async ({ services, request, session }) => {
  const looked = await verifyOnce(services.desk, session, request);
  return looked.kind === 'ended' ? (looked.request ?? request) : request;
};
