import type { RefusalRule } from '../request/refusal.ts';
import type { Circumstances } from './circumstances.ts';
import type { Limits } from './policy.ts';

/** A limit that is reached, as a refusal or as the reason for a second person. */
interface ReachedLimit {
  rule: Extract<RefusalRule, 'limit-requester' | 'limit-target'>;
  values: { target: string; count: string; hours: '1' | '24' };
}

/** The first limit that one more request would go above, or undefined when there is none. */
export function limitsReached(limits: Limits, circumstances: Circumstances): ReachedLimit | undefined {
  const { perRequester, perTarget } = limits;
  const { targetName: target, startedByRequester: byRequester, startedForTarget: forTarget } = circumstances;
  const judged = [
    { rule: 'limit-requester', hours: '1', started: byRequester.hour, limit: perRequester.hour },
    { rule: 'limit-requester', hours: '24', started: byRequester.day, limit: perRequester.day },
    { rule: 'limit-target', hours: '1', started: forTarget.hour, limit: perTarget.hour },
    { rule: 'limit-target', hours: '24', started: forTarget.day, limit: perTarget.day },
  ] as const;
  // Asked this way round, a count that is no number is never below a limit.
  const reached = judged.find(({ started, limit }) => !(started < limit));
  return reached && { rule: reached.rule, values: { target, count: String(reached.limit), hours: reached.hours } };
}
