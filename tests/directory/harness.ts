import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import tls from 'node:tls';
import type { DirectorySession } from '../../src/desk/ports.ts';
import { createDirectory, type DirectoryOptions } from '../../src/directory/directory.ts';
import type { GraphCallRecord } from '../../src/directory/graph-calls.ts';
import { PERMISSIONS } from '../../src/directory/permissions.ts';
import { DirectoryError, type DirectoryTrouble } from '../../src/errors.ts';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import type { CallRecord } from '../../src/sandbox/types.ts';
import { atTheEnd } from '../support/at-the-end.ts';
import { call } from '../support/call.ts';

/** People of the sample tenant, by what they show. */
export const PEOPLE = {
  erikHelpdesk: 'c24b8a8e-2d2f-4426-ac7b-d453e7b6ed9b',
  johannaAuthentication: 'f9215479-c9c7-431a-a197-9a23e09a875e',
  annaMember: 'dc288b5b-a6d9-46db-a8df-3c2c3c4be048',
  karinGlobal: 'fc25d32b-8332-4dbe-a81b-46e298cbf9ac',
  fatimaThroughGroup: 'f306544f-5672-421c-a200-f31bec0d16ee',
  miaGuest: 'c8c6bfaf-831c-492e-a99f-9252ae2c5863',
  fridaStockholmHelpdesk: 'ad005239-4047-4a85-a292-bfbebdef5885',
  nilsExecutiveAuthentication: '737a38a0-7e82-4e52-a6d5-0f275347afd6',
  danielCustomRole: '79624063-1d51-45d2-a5c3-32b2d8bf098c',
  hannaRoleGroupMember: '1427efd6-e97c-4d51-a2a8-bd5de6c851be',
  robertRoleGroupOwner: 'f205c31c-2983-4582-a61f-d200c9259a73',
  catherineRestricted: 'd02dbdbe-7e94-489e-aa6d-de867d271925',
  larsPassword: 'dc2b2b34-5eee-49cc-ac58-ed86e44fd63a',
  dorisDeleted: 'db1484bb-fefb-4a0b-a9c6-3ddbd2c762da',
} as const;

/** Administrative units and groups of the sample tenant. */
export const STOCKHOLM = { id: 'a3683506-1636-4977-a683-1e2aa402cda3', restricted: false };
export const EXECUTIVE = { id: 'adcd1c53-2b1a-40e2-a60d-ef0ad0a655dc', restricted: true };
export const REVIEWERS_GROUP = '2462d7dd-83d3-424b-accc-8eafb3ab80e8';
export const SERVICE_DESK_GROUP = '72f9f9a4-5e6c-47e0-ad8c-c646aa4a0112';

export const CORRELATION_ID = 'b0a7c1de-3c7e-4f0a-9a51-0d9f3a3c2f11';

const ALL_SCOPES = PERMISSIONS.broad.map(permission => permission.scope);

/** The directory against a sandbox, over real HTTPS. */
export interface Harness {
  /** A session of this person, with the declared permissions or with these; `requesterId`: who the channel says they are. */
  as(
    objectId: string,
    options?: Partial<DirectoryOptions>,
    scopes?: readonly string[],
    requesterId?: string,
  ): Promise<DirectorySession>;
  /** What the directory told about its calls since the last reset. */
  told: GraphCallRecord[];
  /** The milliseconds that the directory waited before it tried again, since the last reset: here they take no time. */
  waited: number[];
  /** Calls that arrived at Graph since the last reset. */
  calls(): Promise<CallRecord[]>;
  /** Calls the control surface and returns the body of its answer. */
  control<T>(method: string, path: string, body?: unknown): Promise<T>;
  fault(fault: Record<string, unknown>): Promise<void>;
  /** Everything as in the sample. */
  reset(): Promise<void>;
  /** Leaves everything as in the sample to the next one. */
  stop(): Promise<void>;
}

let shared: Promise<RunningSandbox> | undefined;

/** One for all suites of a run, because its keys take long to make, and so does the list of whom to trust. */
function sharedSandbox(): Promise<RunningSandbox> {
  shared ??= startSandbox({ botEndpoint: 'http://127.0.0.1:9/api/messages' }).then(sandbox => {
    // Other suites of the same process trust authorities of their own.
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), sandbox.certificatePem]);
    atTheEnd(() => sandbox.stop());
    return sandbox;
  });
  return shared;
}

/** Made once for each person and what they may: they are good for longer than all suites take, but where a test moves the clock. */
const tokens = new Map<string, string>();

export async function startHarness(): Promise<Harness> {
  const sandbox = await sharedSandbox();
  const endpoint = sandbox.environment.GRAPH_ENDPOINT ?? '';
  const told: GraphCallRecord[] = [];
  const waited: number[] = [];
  const pause = async (milliseconds: number) => {
    waited.push(milliseconds);
  };
  let clockMoved = false;
  async function control<T>(method: string, path: string, body?: unknown): Promise<T> {
    if (path === 'clock') clockMoved = true;
    const content = body === undefined ? undefined : JSON.stringify(body);
    const type = { 'content-type': 'application/json' };
    const { status, text } = await call(method, `${sandbox.controlUrl}/${path}`, type, content);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
    return JSON.parse(text === '' ? 'null' : text);
  }
  async function tokenFor(objectId: string, scopes: readonly string[]): Promise<string> {
    const key = JSON.stringify([objectId, scopes]);
    const made = clockMoved ? undefined : tokens.get(key);
    if (made !== undefined) return made;
    const { token } = await control<{ token: string }>('POST', 'tokens', { kind: 'graph', objectId, scopes });
    if (!clockMoved) tokens.set(key, token);
    return token;
  }
  async function calls(): Promise<CallRecord[]> {
    return (await control<{ calls: CallRecord[] }>('GET', 'calls?service=graph')).calls;
  }
  async function reset(): Promise<void> {
    // A call that we gave up may still be under way there, and would spill into the next test. It is read before ours is, for both
    // are read in this process; one that a fault delays is forgotten with the reset, and is never among the calls.
    for (let tries = 0; tries < 5 && told.length > 0 && (await calls()).length < told.length; tries++) await delay(20);
    told.length = 0;
    waited.length = 0;
    await control('POST', 'reset');
    clockMoved = false;
  }
  return {
    async as(objectId, options = {}, scopes = ALL_SCOPES, requesterId = objectId) {
      const token = await tokenFor(objectId, scopes);
      const onCall = (call: GraphCallRecord) => told.push(call);
      return createDirectory({ endpoint, onCall, pause, ...options }).as(token, CORRELATION_ID, requesterId);
    },
    told,
    waited,
    calls,
    control,
    fault: async fault => {
      await control('POST', 'faults', { service: 'graph', ...fault });
    },
    reset,
    stop: reset,
  };
}

/** Asserts that the promise is rejected with this trouble. */
export async function assertTrouble(trouble: DirectoryTrouble, promise: Promise<unknown>): Promise<void> {
  await assert.rejects(promise, (error: unknown) => {
    assert.ok(error instanceof DirectoryError, String(error));
    assert.equal(error.trouble, trouble);
    return true;
  });
}
