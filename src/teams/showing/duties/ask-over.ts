import { endAsk } from '../../../desk/proof-sent.ts';
import { knownCaller } from '../../../desk/request/caller.ts';
import type { Performer } from './performer.ts';

/** Ends an ask that nobody has answered in time. */
export const endAskInTime: Performer = async ({ services, request }) => {
  const ask = knownCaller(request).asks.at(-1);
  return (ask && (await endAsk(services.desk, request, ask.id))) ?? request;
};
