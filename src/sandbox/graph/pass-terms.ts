import type { PassPolicy, PassTerms } from '../tenant/pass-model.ts';
import { badRequest, methodRefused } from './graph-error.ts';

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/i;
const MINUTE = 60_000;

/** What may be said of a new pass (Microsoft Graph, "Create temporaryAccessPassMethod"); all of it may be left out. */
const PROPERTIES = ['@odata.type', 'isUsableOnce', 'lifetimeInMinutes', 'startDateTime'];

function propertiesOf(body: unknown): Readonly<Record<string, unknown>> {
  if (body === undefined || body === null) throw badRequest('Empty Payload. JSON content expected.');
  if (typeof body !== 'object' || Array.isArray(body)) throw badRequest('Unable to read JSON request payload.');
  for (const name of Object.keys(body)) {
    if (!PROPERTIES.includes(name)) throw badRequest(`The property '${name}' cannot be set.`);
  }
  return { ...body };
}

function lifetimeOf(value: unknown, policy: PassPolicy): number {
  if (value === undefined || value === null) return policy.defaultLifetimeInMinutes;
  if (!Number.isInteger(value)) throw notOfType('lifetimeInMinutes', 'Edm.Int32');
  const { minimumLifetimeInMinutes: shortest, maximumLifetimeInMinutes: longest } = policy;
  const lifetime = Number(value);
  if (lifetime >= shortest && lifetime <= longest) return lifetime;
  throw methodRefused(`Invalid LifetimeInMinutes specified. The valid range between ${shortest} and ${longest}.`);
}

/** A pass for more than one sign-in is made only where the policy allows it; the text is the sandbox's own. */
function isUsableOnceOf(value: unknown, policy: PassPolicy): boolean {
  if (value === undefined || value === null) return policy.isUsableOnce;
  if (typeof value !== 'boolean') throw notOfType('isUsableOnce', 'Edm.Boolean');
  if (value || !policy.isUsableOnce) return value;
  throw methodRefused('Invalid IsUsableOnce specified. The policy allows one-time passes only.');
}

function startOf(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  const start = typeof value === 'string' && DATE_TIME.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(start)) throw notOfType('startDateTime', 'Edm.DateTimeOffset');
  return start;
}

function notOfType(property: string, type: string) {
  return badRequest(`Cannot convert the value of '${property}' to the expected type '${type}'.`);
}

/**
 * Reads what a new pass is to be, with the policy's own where nothing is said. Throws a 400 for what the policy does not allow, and
 * for a pass that would be over before it is made. `now` is in milliseconds since the epoch.
 */
export function passTermsOf(body: unknown, policy: PassPolicy, now: number): PassTerms {
  const properties = propertiesOf(body);
  const lifetimeInMinutes = lifetimeOf(properties.lifetimeInMinutes, policy);
  const isUsableOnce = isUsableOnceOf(properties.isUsableOnce, policy);
  const startsAt = startOf(properties.startDateTime);
  if (startsAt !== undefined && startsAt + lifetimeInMinutes * MINUTE <= now) {
    throw methodRefused('Invalid StartDateTime specified.');
  }
  return { startsAt, lifetimeInMinutes, isUsableOnce };
}
