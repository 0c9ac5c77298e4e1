import type { MayTakeBack } from './actions/action.ts';
import type { Desk } from './desk.ts';
import type { Begun, Request } from './request/request.ts';
import { MOST_HISTORY_ROWS } from './times.ts';

/**
 * Whether what has this id in the directory may be taken back for this request: not what another request about the same target
 * has made. While the call of another one is under way or lost, that is not known. To be asked after the directory was read.
 */
export async function mayTakeBack(desk: Desk, { id: own, target }: Begun, id: string): ReturnType<MayTakeBack> {
  const latest = await desk.store.history({ targetId: target.id }, MOST_HISTORY_ROWS);
  const others = latest.filter(other => other.id !== own);
  if (others.some(other => 'made' in other && other.made?.id === id)) return 'not-ours';
  return others.some(isCalling) ? 'not-now' : 'yes';
}

function isCalling({ state }: Request): boolean {
  return state === 'running' || state === 'unknown';
}
