import type { IsUnclaimed } from './actions/action.ts';
import { type Desk, settle } from './desk.ts';
import type { CarriedOut, Done, Failed, Request, Running, Unknown } from './request/request.ts';
import { isSameCall } from './request/same-call.ts';
import { MOST_HISTORY_ROWS } from './times.ts';

/** A request for which something was made in the directory, or may have been. */
type Begun = Running | Unknown | CarriedOut | Done | Failed;

/**
 * Tells whether what was found in the directory may be taken back on this request's account. It is asked after that was read: what
 * others make later has another id, and what they made before is in the store by now, or their call is still under way.
 */
export function unclaimed(desk: Desk, request: Begun): IsUnclaimed {
  return async id => {
    const about = await desk.store.history({ targetId: request.target.id }, MOST_HISTORY_ROWS);
    const isFree = about.every(other => {
      if (other.id !== request.id) return !mayBeOf(other, id);
      return isAsItWas(other, request) && !hasMade(other, id);
    });
    return isFree && givesUp(desk, request);
  };
}

/** From here on no answer to the call is taken that comes yet: a process that stood still would hand over what is gone. */
async function givesUp(desk: Desk, request: Begun): Promise<boolean> {
  if (request.state !== 'running' && request.state !== 'unknown') return true;
  const given = await settle(desk, request.id, { type: 'given-up' }, present => isSameCall(present, request));
  return given !== undefined;
}

function mayBeOf(other: Request, id: string): boolean {
  return other.state === 'running' || hasMade(other, id);
}

function hasMade(request: Request, id: string): boolean {
  return 'made' in request && request.made?.id === id;
}

/** No other call has been made for it since. */
function isAsItWas(present: Request, before: Begun): boolean {
  const isOpen = before.state === 'running' || before.state === 'unknown';
  return isOpen ? isSameCall(present, before) : present.state === before.state;
}
