import { z } from 'zod';
import type { Json } from './edge-fixture.ts';

const ERROR = z.object({ error: z.object({ code: z.string().optional(), message: z.string() }) });
const BATCH = z.object({
  responses: z.array(
    z.object({ id: z.string(), status: z.number(), headers: z.record(z.string(), z.string()).optional() }),
  ),
});
const KEYS = z.object({ keys: z.array(z.looseObject({ kid: z.string(), endorsements: z.array(z.string()) })) });
const CLOCK = z.object({ now: z.number() });
const USERS = z.object({ users: z.array(z.unknown()) });
const SIGN_INS = z.object({ signIns: z.array(z.object({ channelUserId: z.string(), state: z.string() })) });
const FAULTS = z.object({ faults: z.array(z.object({ id: z.unknown() })) });
const CALLS = z.object({
  calls: z.array(
    z.object({
      n: z.number(),
      method: z.string(),
      path: z.string(),
      status: z.number(),
      startedAt: z.number(),
      endedAt: z.number(),
      clientRequestId: z.string().optional(),
      caller: z.string().optional(),
      batch: z.array(z.object({ url: z.string(), status: z.number() })).optional(),
    }),
  ),
});

// Each throws a ZodError where the answer has another shape.

/** The error envelope of Graph, the token service and the channel. */
export const errorIn = ({ body }: Json) => ERROR.parse(body).error;

/** Responses to the items of a batch. */
export const responsesIn = ({ body }: Json) => BATCH.parse(body).responses;

/** Published signing keys, with every property that is published. */
export const keysIn = ({ body }: Json) => KEYS.parse(body).keys;

/** Time of the sandbox in milliseconds since the epoch. */
export const nowIn = ({ body }: Json) => CLOCK.parse(body).now;

/** Users as the control surface lists them. */
export const usersIn = ({ body }: Json) => USERS.parse(body).users;

/** How each person is signed in. */
export const signInsIn = ({ body }: Json) => SIGN_INS.parse(body).signIns;

/** Faults that are still to come. */
export const faultsIn = ({ body }: Json) => FAULTS.parse(body).faults;

/** Calls that were logged, oldest first. */
export const callsIn = ({ body }: Json) => CALLS.parse(body).calls;
