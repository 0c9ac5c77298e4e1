import { withdrawUnseen } from '../../../desk/withdraw-unseen.ts';
import type { Performer } from './performer.ts';

/** Takes back what was made and nobody was given, with the requester's own session. */
export const withdrawLeft: Performer = ({ services, request, session }) =>
  withdrawUnseen(services.desk, session, request);
