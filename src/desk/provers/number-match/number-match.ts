import { refusal } from '../../judging/judge.ts';
import { HOUR, MOST_NUMBER_ASKS, NUMBER_LIFETIME } from '../../times.ts';
import type { Prover } from '../prover.ts';

/** Numbers of two digits. */
const [LOWEST, COUNT] = [10, 90];
const SHOWN = 3;

/**
 * The caller presses, in their own Teams, the number that is read out to them. It shows that whoever calls has a session of the
 * target at hand; signed out everywhere, nobody should have one.
 */
export const numberMatch: Prover = {
  lifetime: NUMBER_LIFETIME,
  limit: { atMost: MOST_NUMBER_ASKS, within: HOUR },
  async whom({ target: { account }, signedOutAt, now }) {
    const about = { target: account.displayName };
    if (account.accountEnabled === false) return refusal('proof-blocked', about);
    if (isSpoilt(signedOutAt, now)) return refusal('proof-signed-out', about);
    return { id: account.id, name: account.displayName };
  },
  begin(random) {
    const shown = new Set<number>();
    while (shown.size < SHOWN) shown.add(LOWEST + random(COUNT));
    const numbers = [...shown];
    return { numbers: { shown: numbers, right: numbers[random(SHOWN)] ?? LOWEST } };
  },
  judge: ({ numbers }, answer) => {
    if (typeof answer !== 'number' || !numbers?.shown.includes(answer)) return undefined;
    return answer === numbers.right ? 'proved' : 'wrong';
  },
  readAgain: false,
  isSpoilt,
};

/** A token that was given before may be taken for an hour still. */
function isSpoilt(signedOutAt: number | undefined, now: number): boolean {
  return signedOutAt !== undefined && now - signedOutAt < HOUR;
}
