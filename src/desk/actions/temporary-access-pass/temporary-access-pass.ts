import type { Begun } from '../../request/request.ts';
import { MORE_PASSES, PASS_KEPT } from '../../times.ts';
import type { Action } from '../action.ts';
import type { Findings } from '../kept.ts';
import { ROLES_THAT_GIVE_A_PASS } from './acting-roles.ts';
import { PASS_AFTERWARDS } from './afterwards.ts';
import { passIneligibility } from './eligibility.ts';
import { giveOrReplacePass } from './give-or-replace-pass.ts';
import { isOurs, undoLost } from './lost-call.ts';
import { choicesOfPass, settledTerms } from './terms.ts';
import { usesOfPasses } from './uses.ts';

/**
 * A Temporary Access Pass: a strong way to sign in that dies by itself, and with which people register their own methods. Its
 * secret is the directory's, and stands in the answer to the call alone.
 */
export const temporaryAccessPass: Action = {
  actingRoles: ROLES_THAT_GIVE_A_PASS,
  ineligible: passIneligibility,
  changed: hasAppeared,
  settle: settledTerms,
  choices: choicesOfPass,
  call: giveOrReplacePass,
  refusals: {
    denied: 'graph-denied',
    gone: 'target-gone',
    busy: 'busy',
    'not-possible': 'not-possible',
    exists: 'pass-exists',
    'earlier-deleted': 'pass-earlier-deleted',
    lifetime: 'pass-lifetime-refused',
    'not-allowed': 'pass-not-allowed',
  },
  moreSecrets: MORE_PASSES,
  mayBeInForce: [],
  again: 'look-then-replace',
  afterLost: undoLost,
  confirmed: () => 'verified',
  ending: async () => ({ kind: 'verified' }),
  handover: {
    until: (since, made, clockAhead = 0) =>
      Math.min(since + PASS_KEPT, made ? made.endsAt - clockAhead : Number.POSITIVE_INFINITY),
  },
  uses: usesOfPasses,
  afterwards: PASS_AFTERWARDS,
  record: {
    started: 'pass-started',
    notCalled: 'pass-not-called',
    unknown: 'pass-unknown',
    accepted: 'pass-made',
    verified: 'pass-verified',
    notVerifiable: 'pass-not-verifiable',
    failed: 'pass-failed',
    undone: 'pass-undone',
    shown: 'pass-shown',
    handedOver: 'pass-handed-over',
    erased: 'pass-erased',
    withdrawn: 'pass-withdrawn',
    receipt: 'pass-receipt',
  },
};

/** A live pass that the card did not name, that this one would take the place of, and that no lost call of ours has made. */
function hasAppeared(
  shown: Findings | undefined,
  present: Findings | undefined,
  begun: Begun | undefined,
): 'pass-appeared' | 'pass-unseen' | undefined {
  const [before, now] = [shown?.present, present?.present];
  if (now === undefined || now === 'none') return undefined;
  if (now.state !== 'usable' && now.state !== 'not-yet') return undefined;
  if (begun && isOurs(now, begun)) return undefined;
  if (before === undefined) return 'pass-unseen';
  return before !== 'none' && before.id === now.id ? undefined : 'pass-appeared';
}
