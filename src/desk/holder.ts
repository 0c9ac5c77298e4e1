import type { Desk } from './desk.ts';
import { type Holding, isHolding } from './request/holding.ts';
import { hasLapsed } from './request/request.ts';
import { lapse } from './sweep.ts';

/**
 * The request that holds this target, so that no other one may begin with it. One whose time is over holds nothing any more: where
 * nobody has ended it yet, it is ended here.
 */
export async function holderOf(desk: Desk, targetId: string): Promise<Holding | undefined> {
  for (;;) {
    const holder = await desk.store.busyWith(targetId);
    if (!holder || !isHolding(holder)) return undefined;
    if (!hasLapsed(holder, desk.now())) return holder;
    await lapse(desk, holder);
  }
}
