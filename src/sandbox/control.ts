import { z } from 'zod';
import type { CallLog } from './call-log.ts';
import type { ResettableClock } from './clock.ts';
import { auditRoutes } from './control-audits.ts';
import { directoryRoutes } from './control-directory.ts';
import { controlRoute, pathPart, readBody } from './control-routes.ts';
import type { DeviceSignIns } from './device-sign-ins.ts';
import { type DoorTokenOptions, doorTokenRequest, mintToken } from './door-tokens.ts';
import { type Faults, faultSchema } from './faults.ts';
import type { Files } from './files.ts';
import type { OperationControl } from './graph/operations.ts';
import { BadRequest, type Route, type SandboxRequest } from './http.ts';
import type { People } from './people.ts';
import { SIGN_IN_STATES, type SignIns } from './sign-ins.ts';
import type { Tenant } from './tenant/model.ts';

export interface ControlOptions {
  tenant: Tenant;
  clock: ResettableClock;
  operations: OperationControl;
  people: People;
  signIns: SignIns;
  devices: DeviceSignIns;
  faults: Faults;
  files: Files;
  log: CallLog;
  door: DoorTokenOptions;
  /** Name of the OAuth connection that a sign-in is about when none is given. */
  connection: string;
  bot: { endpoint: string };
}

const signInChange = z.strictObject({
  connection: z.string().optional(),
  state: z.enum(SIGN_IN_STATES).optional(),
  account: z.string().optional(),
  scopes: z.array(z.string()).optional(),
  lifetimeSeconds: z.number().positive().optional(),
  renew: z.boolean().optional(),
});
const signInDefault = z.strictObject({
  default: z.enum(SIGN_IN_STATES).optional(),
  scopes: z.array(z.string()).optional(),
});
const behaviour = z
  .strictObject({
    outcome: z.enum(['succeeded', 'failed']),
    statusDetail: z.string(),
    runningPolls: z.int().nonnegative(),
    retryAfterSeconds: z.number(),
    pollNeedsReaderRole: z.boolean(),
    emptyBody: z.boolean(),
  })
  .partial();

/** The control surface for tests, JSON over HTTP under /_control; CONTROL.md lists it. */
export function controlRoutes(options: ControlOptions): readonly Route[] {
  return [
    controlRoute('POST', 'reset', () => resetAll(options)),
    controlRoute('PUT', 'bot', request => {
      options.bot.endpoint = readBody(z.strictObject({ endpoint: z.url() }), request).endpoint;
    }),
    ...clockRoutes(options),
    ...directoryRoutes(options.tenant),
    ...auditRoutes(options.tenant, options.devices),
    ...signInRoutes(options),
    ...faultRoutes(options.faults),
    controlRoute('GET', 'files', () => ({ files: options.files.saved() })),
    ...logRoutes(options.log),
    ...operationRoutes(options.operations),
    controlRoute('POST', 'tokens', async request => ({
      token: await mintToken(readBody(doorTokenRequest, request), options.door),
    })),
  ];
}

function resetAll(options: ControlOptions): void {
  const { tenant, clock, operations, people, signIns, devices, faults, files, log } = options;
  tenant.reset();
  clock.reset();
  operations.reset();
  people.reset();
  signIns.reset();
  devices.reset();
  faults.reset();
  files.reset();
  log.clear();
}

function clockRoutes({ clock }: ControlOptions): readonly Route[] {
  const advance = z.strictObject({ advanceMs: z.number().nonnegative() });
  return [
    controlRoute('GET', 'clock', () => ({ now: clock.now() })),
    controlRoute('POST', 'clock', request => {
      clock.advance(readBody(advance, request).advanceMs);
      return { now: clock.now() };
    }),
  ];
}

function signInRoutes({ people, signIns, connection }: ControlOptions): readonly Route[] {
  return [
    controlRoute('GET', 'people', () => people.entries()),
    controlRoute('PUT', 'people', request => {
      const added = readBody(z.record(z.string(), z.string()), request);
      for (const [channelUserId, objectId] of Object.entries(added)) people.set(channelUserId, objectId);
      return people.entries();
    }),
    controlRoute('GET', 'sign-ins', () => ({ signIns: signIns.list() })),
    controlRoute('PUT', 'sign-ins', request => {
      const { default: state, scopes } = readBody(signInDefault, request);
      signIns.setDefault({ ...(state && { state }), ...(scopes && { scopes }) });
    }),
    controlRoute('PUT', 'sign-ins/:user', request => {
      const { connection: named, ...change } = readBody(signInChange, request);
      const user = pathPart(request, 'user');
      const changed = signIns.change(user, named ?? connection, change);
      if (!changed) throw new BadRequest(`Nobody is known as "${user}": PUT /_control/people first.`, 404);
      return changed;
    }),
  ];
}

function faultRoutes(faults: Faults): readonly Route[] {
  return [
    controlRoute('GET', 'faults', () => ({ faults: faults.list() })),
    controlRoute('POST', 'faults', request => ({ id: faults.add(readBody(faultSchema, request)) })),
    controlRoute('DELETE', 'faults', () => faults.clear()),
    controlRoute('POST', 'late-calls', async () => ({ arrived: await faults.arriveLate() })),
    controlRoute('DELETE', 'faults/:id', request => {
      const id = pathPart(request, 'id');
      if (!faults.remove(id)) throw new BadRequest(`There is no fault ${id}.`, 404);
    }),
  ];
}

function logRoutes(log: CallLog): readonly Route[] {
  return [
    controlRoute('GET', 'calls', request => {
      const service = request.query.get('service');
      const calls = log.since(numberOf(request, 'since'));
      return { calls: service ? calls.filter(call => call.service === service) : calls };
    }),
    controlRoute('DELETE', 'calls', () => log.clear()),
  ];
}

function numberOf(request: SandboxRequest, name: string): number {
  const value = Number(request.query.get(name) ?? 0);
  if (!Number.isFinite(value)) throw new BadRequest(`${name} must be a number.`);
  return value;
}

function operationRoutes(operations: OperationControl): readonly Route[] {
  return [
    controlRoute('PUT', 'operations', request => operations.configure(readBody(behaviour, request))),
    controlRoute('POST', 'operations/next', request => operations.configureNext(readBody(behaviour, request))),
    controlRoute('DELETE', 'operations', () => operations.reset()),
  ];
}
