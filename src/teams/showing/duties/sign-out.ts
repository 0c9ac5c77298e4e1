import { signOutEverywhere } from '../../../desk/sign-out.ts';
import type { Performer } from './performer.ts';

/** Signs the target out everywhere, with the requester's own session. */
export const signOutTarget: Performer = ({ services, request, session }) =>
  signOutEverywhere(services.desk, session, request);
