import assert from 'node:assert/strict';
import { handoverSent, handoverWaits } from '../../../src/desk/handover.ts';
import type { Policy } from '../../../src/desk/policy/policy.ts';
import type { RequestStore } from '../../../src/desk/ports.ts';
import type { AuditEvent } from '../../../src/desk/request/audit-entry.ts';
import { dueDuties, owes } from '../../../src/desk/request/duties.ts';
import { type Request, targetOf } from '../../../src/desk/request/request.ts';
import { signOutEverywhere } from '../../../src/desk/sign-out.ts';
import { claimDuties, findOut, lapse, ownSession } from '../../../src/desk/sweep.ts';
import { verify, verifyOnce } from '../../../src/desk/verify.ts';
import { withMethods } from '../../../src/desk/with-methods.ts';
import { withdrawUnseen } from '../../../src/desk/withdraw-unseen.ts';
import type { CallFault, Outside, Trouble } from '../model/events.ts';
import type { Standing } from '../model/people.ts';
import { chatOf } from './deeds.ts';
import type { Scene, Step } from './spec.ts';

import { nameOf, nameOrStale } from './told.ts';

/** The card that leads to the secret reaches the requester's personal chat. */
export function handoverArrives(by = 'erik'): Step {
  return async scene =>
    nameOrStale(await handoverSent(scene.desk, (await scene.request(0, by)).id, { ...chatOf(by), cardId: '1' }));
}

/** That card could not be sent: the bot is not installed there. */
export function handoverFails(): Step {
  return async scene => {
    const request = await scene.request();
    if (request.state !== 'carried-out') return 'stale';
    return nameOf(await handoverWaits(scene.desk, request, 'not-installed'));
  };
}

/** So much time passes, and nothing looks at it. Milliseconds. */
export function passes(milliseconds: number): Step {
  return async scene => {
    scene.now += milliseconds;
    return undefined;
  };
}

/** What is due by now is done, as the two timers do it, but for what is said to people. */
export function sweeps(): Step {
  return async scene => {
    const names: string[] = [];
    for (const request of await scene.store.lapsed(scene.now, 9)) {
      const lapsed = await lapse(scene.desk, request);
      if (lapsed) names.push(nameOf(await takeUp(scene, lapsed)));
    }
    for (const request of await scene.store.due(scene.now, 9)) {
      const isDue = dueDuties(request, scene.now).length > 0;
      const claimed = isDue ? await claimDuties(scene.desk, request) : undefined;
      if (claimed) names.push(nameOf(await takeUp(scene, claimed.request)));
    }
    return names.join(', ') || 'nothing was due';
  };
}

async function takeUp({ desk }: Scene, request: Request): Promise<Request> {
  const target = targetOf(request);
  const session = target && (await ownSession(desk, request, target));
  const found = await findOut(desk, session, request);
  const signedOut = await signOutEverywhere(desk, session, found);
  const looked = await verifyOnce(desk, session, signedOut);
  const verified = looked.kind === 'ended' ? (looked.request ?? signedOut) : signedOut;
  return owes(verified, 'withdraw') ? withdrawUnseen(desk, session, verified) : verified;
}

/** Only the end of the latest request's time is looked at, as before each press. */
export function lapses(by = 'erik'): Step {
  return async scene => nameOrStale(await lapse(scene.desk, await scene.request(0, by)));
}

/** It is followed until it is known how the reset ended. */
export function verifies(): Step {
  return async scene => {
    const request = await verify(scene.desk, scene.session('erik'), await scene.request());
    if (!request) return 'stale';
    return `${nameOf(request)}, ${'verification' in request ? request.verification : 'not known'}`;
  };
}

/** The target is signed out everywhere, if that was wanted. */
export function signsOut(): Step {
  return async scene => {
    const request = await signOutEverywhere(scene.desk, scene.session('erik'), await scene.request());
    if ('signedOut' in request && request.signedOut) return request.signedOut;
    return 'signOut' in request && request.signOut ? 'wanted' : 'not wanted';
  };
}

/** A person's roles are others from now on. */
export function stands(who: string, standing: Standing): Step {
  return async ({ entra }) => {
    entra.person(who).standing = standing;
    return undefined;
  };
}

/** A person's sign-in holds no more. */
export function signInEnds(who: string): Step {
  return async ({ entra }) => {
    entra.signedIn.delete(who);
    return undefined;
  };
}

/** A person signs in again. */
export function signsIn(who: string): Step {
  return async ({ entra }) => {
    entra.signedIn.add(who);
    return undefined;
  };
}

/** Somebody does something to an account without the bot. */
export function outside(target: string, what: Outside): Step {
  return async ({ entra }) => {
    entra.outsideDoes({ target, what });
    return undefined;
  };
}

/** A further pass is refused while there is one, and does not take its place. */
export function refusesSecondPass(): Step {
  return async ({ entra }) => {
    entra.passCalls.secondPass = 'exists';
    return undefined;
  };
}

/** The policy says something else from now on. */
export function policyIs(changes: Partial<Policy>): Step {
  return async ({ desk }) => {
    desk.policy = { ...desk.policy, ...changes };
    return undefined;
  };
}

/** Right before or after the next use of this method of the store, others do this. */
export function atNext(method: keyof RequestStore, when: 'before' | 'after', ...steps: readonly Step[]): Step {
  return async scene => {
    const { store } = scene.desk;
    const used: unknown = Reflect.get(store, method);
    assert.ok(typeof used === 'function');
    const hooked = async (...args: unknown[]): Promise<unknown> => {
      scene.desk.store = store;
      const others = async () => {
        for (const each of steps) await each(scene);
      };
      if (when === 'before') await others();
      const result: unknown = await Reflect.apply(used, store, args);
      if (when === 'after') await others();
      return result;
    };
    scene.desk.store = withMethods<RequestStore>(store, { [method]: hooked });
    return undefined;
  };
}

/** The store fails to write this row from now on; without one it works again. */
export function storeFails(row?: AuditEvent): Step {
  return async scene => {
    scene.unwritable = row;
    return undefined;
  };
}

/** Calls that are still on their way take effect. */
export function arrivesLate(): Step {
  return async ({ entra }) => {
    entra.arriveLate();
    return undefined;
  };
}

/** A person's account is blocked. */
export function isBlocked(who: string): Step {
  return async ({ blocked }) => {
    blocked.add(who);
    return undefined;
  };
}

/** What Graph makes of the next reset calls, and what is wrong with the rest of it. */
export function graph(resets: readonly CallFault[], trouble: Trouble = 'none'): Step {
  return async ({ entra }) => {
    entra.callFaults = [...resets];
    entra.trouble = trouble;
    return undefined;
  };
}

/** Windows Server AD has taken the password, or not. */
export function operationEnds(status: 'succeeded' | 'failed'): Step {
  return async ({ entra }) => {
    entra.operations.end(status);
    return undefined;
  };
}
