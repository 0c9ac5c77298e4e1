import { randomInt } from 'node:crypto';
import type { DirectoryUser, PasswordRefusal } from '../tenant/model.ts';
import type { GraphResponse } from '../types.ts';
import { noteReset } from './audit-notes.ts';
import { authorityToReset, authorityToRevoke, mayReadOperation } from './authority.ts';
import { accessDenied, badRequest, notFound, requestDenied } from './graph-error.ts';
import { requireAuthority } from './require-authority.ts';
import { isSynced, obstacleToReset } from './resettable.ts';
import type { GraphCall, Route } from './route.ts';
import { targetOf } from './subject.ts';

/** Id of the password method, the same for everybody (Microsoft Graph, passwordAuthenticationMethod). */
const PASSWORD_METHOD_ID = '28c10230-6103-485e-b985-444c60001490';

/** Microsoft names no codes for these; FuzzyPolicyViolationInvalidPassword is the reason in its audit log. */
const REFUSED_PASSWORD: Record<PasswordRefusal, string> = {
  length: 'PasswordPolicyViolation',
  characters: 'PasswordPolicyViolation',
  complexity: 'PasswordPolicyViolation',
  name: 'FuzzyPolicyViolationInvalidPassword',
  banned: 'FuzzyPolicyViolationInvalidPassword',
};

function methodLocation(call: GraphCall, userId: string): string {
  return `${call.endpoint}/v1.0/users/${userId}/authentication/methods/${PASSWORD_METHOD_ID}`;
}

/** Undefined when Graph is to make the password up. */
function newPasswordOf(body: unknown): string | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body !== 'object' || Array.isArray(body)) throw badRequest('Unable to read JSON request payload.');
  for (const name of Object.keys(body)) {
    if (name !== 'newPassword')
      throw badRequest(
        `The parameter '${name}' in the request payload is not a valid parameter for the operation 'resetPassword'.`,
      );
  }
  const newPassword = 'newPassword' in body ? body.newPassword : undefined;
  if (newPassword === undefined || newPassword === null) return undefined;
  if (typeof newPassword !== 'string')
    throw badRequest("Cannot convert the value of 'newPassword' to the expected type 'Edm.String'.");
  return newPassword;
}

/** Looks like Microsoft's samples: one capital, three small letters, four digits. */
function generatePassword(): string {
  const one = (letters: string) => letters.charAt(randomInt(letters.length));
  const syllables = one('BCDFGHJKLMNPQRTVWXZ') + one('aeiou') + one('bcdfghjklmnpqrtvwxz') + one('aeiou');
  return syllables + String(randomInt(10_000)).padStart(4, '0');
}

function acceptedPassword(call: GraphCall, target: DirectoryUser, supplied: string | undefined): string {
  if (supplied === undefined) {
    for (;;) {
      const generated = generatePassword();
      if (call.tenant.refusalOfPassword(target.id, generated) === undefined) return generated;
    }
  }
  const { refusedRepeat } = call.tenant;
  if (refusedRepeat?.by === 'call' && call.tenant.isInForce(target.id, supplied)) {
    throw badRequest(refusedRepeat.message, refusedRepeat.code);
  }
  const refusal = call.tenant.refusalOfPassword(target.id, supplied);
  if (refusal === undefined) return supplied;
  throw badRequest(
    'The specified password does not comply with password complexity requirements. Please provide a different password.',
    REFUSED_PASSWORD[refusal],
  );
}

/** Why the operation fails although the call is accepted, as its statusDetail; undefined: it does not. */
function failureOf({ tenant }: GraphCall, target: DirectoryUser, password: string): string | undefined {
  if (isSynced(target) && tenant.passwordWriteback === 'off') return 'OnPremisesWritebackNotEnabled';
  const { refusedRepeat } = tenant;
  return refusedRepeat?.by === 'operation' && tenant.isInForce(target.id, password) ? refusedRepeat.message : undefined;
}

function resetPassword(call: GraphCall): GraphResponse {
  call.query.allow();
  if (call.parameters.method?.toLowerCase() !== PASSWORD_METHOD_ID)
    throw badRequest('The method is not supported for this URL.');
  const supplied = newPasswordOf(call.body);
  const target = targetOf(call);
  // Microsoft documents that it is refused, but not with which code.
  if (target.id === call.callingUser?.id) throw accessDenied();
  requireAuthority(authorityToReset(call.tenant, call.caller.objectId, target.id));
  const obstacle = obstacleToReset(call.tenant, target, supplied !== undefined);
  if (obstacle) throw badRequest(obstacle);
  const password = acceptedPassword(call, target, supplied);
  const operation = call.operations.begin(target.id, failureOf(call, target, password));
  const { outcome, retryAfterSeconds, emptyBody } = operation.behaviour;
  if (outcome === 'succeeded') call.tenant.resetPassword(target.id, password);
  noteReset(call, target, outcome);
  const location = `${call.endpoint}/v1.0/users/${target.id}/authentication/operations/${operation.id}`;
  const context = { '@odata.context': `${call.endpoint}/v1.0/$metadata#microsoft.graph.passwordResetResponse` };
  return {
    status: 202,
    headers: { Location: `${location}?aadgdc=DUB02P&aadgsu=ssprprod-a`, ...retryAfter(retryAfterSeconds) },
    body: emptyBody ? undefined : supplied === undefined ? { ...context, newPassword: password } : {},
  };
}

function retryAfter(seconds: number | undefined): Record<string, string> {
  return seconds === undefined ? {} : { 'Retry-After': String(seconds) };
}

function readOperation(call: GraphCall): GraphResponse {
  call.query.allow();
  const target = targetOf(call);
  const operation = call.operations.find(call.parameters.operation ?? '', target.id);
  const guarded = operation?.behaviour.pollNeedsReaderRole ?? true;
  const own = target.id === call.caller.objectId;
  if (guarded && !own && !mayReadOperation(call.tenant, call.caller.objectId, target.id)) throw accessDenied();
  // Without the routing parameters of the Location another data centre answers, which does not know the operation.
  const routed = call.query.custom('aadgdc') !== undefined && call.query.custom('aadgsu') !== undefined;
  if (!operation || !routed) throw notFound(call.parameters.operation ?? '');
  const { running, resource } = call.operations.poll(operation, methodLocation(call, target.id));
  const context = `${call.endpoint}/v1.0/$metadata#users('${target.id}')/authentication/operations/$entity`;
  return {
    status: 200,
    headers: running ? retryAfter(operation.behaviour.retryAfterSeconds) : {},
    body: { '@odata.context': context, ...resource },
  };
}

function revokeSignInSessions(call: GraphCall): GraphResponse {
  call.query.allow();
  const target = targetOf(call);
  const own = target.id === call.caller.objectId;
  const authority = own ? 'allowed' : authorityToRevoke(call.tenant, call.caller.objectId, target.id);
  if (authority !== 'allowed') throw requestDenied();
  call.tenant.revokeSessions(target.id);
  return { status: 200, body: { '@odata.context': `${call.endpoint}/v1.0/$metadata#Edm.Boolean`, value: true } };
}

export const AUTHENTICATION_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    template: '/users/{user}/authentication/methods/{method}/resetPassword',
    scopes: ['UserAuthenticationMethod.ReadWrite.All'],
    family: 'authentication-methods',
    answer: resetPassword,
  },
  {
    method: 'POST',
    template: '/users/{user}/authentication/passwordMethods/{method}/resetPassword',
    scopes: ['UserAuthMethod-Password.ReadWrite.All', 'UserAuthenticationMethod.ReadWrite.All'],
    family: 'authentication-methods',
    answer: resetPassword,
  },
  {
    method: 'GET',
    template: '/users/{user}/authentication/operations/{operation}',
    scopes: ['UserAuthenticationMethod.Read.All', 'UserAuthenticationMethod.ReadWrite.All'],
    family: 'authentication-methods',
    answer: readOperation,
  },
  {
    method: 'POST',
    template: '/users/{user}/revokeSignInSessions',
    scopes: ['User.RevokeSessions.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'],
    answer: revokeSignInSessions,
  },
];
