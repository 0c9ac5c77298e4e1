import { z } from 'zod';
import type { Pass, PresentPass } from '../desk/actions/temporary-access-pass/pass.ts';
import { MINUTE } from '../desk/times.ts';
import { isPathSegment } from './endpoint.ts';
import { DATE_TIME } from './values.ts';

/** Without a start it begins when it is made (Microsoft Graph, temporaryAccessPassAuthenticationMethod). */
const RESOURCE = z
  .object({
    id: z.string().refine(isPathSegment),
    createdDateTime: DATE_TIME,
    startDateTime: DATE_TIME.nullish(),
    lifetimeInMinutes: z.int().positive(),
    isUsableOnce: z.boolean(),
  })
  .transform(({ id, createdDateTime, startDateTime, lifetimeInMinutes, isUsableOnce }): Pass => {
    const startsAt = Date.parse(startDateTime ?? createdDateTime);
    const endsAt = startsAt + lifetimeInMinutes * MINUTE;
    return { id, once: isUsableOnce, createdAt: Date.parse(createdDateTime), startsAt, endsAt };
  });

/** By the reason that Graph gives for it, in lower case (Microsoft Graph, methodUsabilityReason). */
const STATES: ReadonlyMap<string, PresentPass['state']> = new Map([
  ['enabledbypolicy', 'usable'],
  ['notyetvalid', 'not-yet'],
  ['onetimeused', 'used'],
  ['expired', 'expired'],
  ['disabledbypolicy', 'disabled'],
]);

const STATED = z
  .object({ methodUsabilityReason: z.string(), isUsable: z.boolean() })
  .transform(({ methodUsabilityReason, isUsable }) => {
    const state = STATES.get(methodUsabilityReason.toLowerCase());
    return state === 'usable' && !isUsable ? undefined : state;
  });

/** A pass of Graph, without its secret; undefined where it can't be made out. */
export function readPassResource(resource: unknown): Pass | undefined {
  return RESOURCE.safeParse(resource).data;
}

/** How a pass stands; undefined where that can't be made out. */
export function readPassState(resource: unknown): PresentPass['state'] | undefined {
  return STATED.safeParse(resource).data;
}
