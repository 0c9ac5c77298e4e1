import { findOut } from '../../../desk/sweep.ts';
import type { Performer } from './performer.ts';

/** Finds out whether a call whose answer was lost has arrived, with the requester's own session. */
export const findOutAboutCall: Performer = ({ services, request, session }) => findOut(services.desk, session, request);
