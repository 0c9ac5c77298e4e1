import { graphDateTime } from '../tenant/identifiers.ts';
import type { DirectoryUser } from '../tenant/model.ts';
import type { Pass, PassTerms } from '../tenant/pass-model.ts';
import type { GraphResponse } from '../types.ts';
import { notePass } from './audit-notes.ts';
import { authorityToGivePass, mayReadPass } from './authority.ts';
import { accessDenied, methodRefused, notFound } from './graph-error.ts';
import { passTermsOf } from './pass-terms.ts';
import { requireAuthority } from './require-authority.ts';
import { isExternal } from './resettable.ts';
import type { GraphCall, Route } from './route.ts';
import type { Resource } from './select.ts';
import { targetOf } from './subject.ts';

const WRITE_SCOPES = ['UserAuthMethod-TAP.ReadWrite.All', 'UserAuthenticationMethod.ReadWrite.All'];
const READ_SCOPES = ['UserAuthMethod-TAP.Read.All', 'UserAuthenticationMethod.Read.All', ...WRITE_SCOPES];
const LIST = '/users/{user}/authentication/temporaryAccessPassMethods';
const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethod';

/** The secret stands in the answer to its making alone. */
function passResource(call: GraphCall, pass: Pass, secret: string | null): Resource {
  const usability = call.tenant.passes.usabilityOf(pass);
  return {
    '@odata.type': TYPE,
    id: pass.id,
    temporaryAccessPass: secret,
    createdDateTime: graphDateTime(pass.createdAt),
    startDateTime: graphDateTime(pass.startsAt),
    lifetimeInMinutes: pass.lifetimeInMinutes,
    isUsableOnce: pass.isUsableOnce,
    isUsable: usability === 'EnabledByPolicy',
    methodUsabilityReason: usability,
  };
}

function contextOf(call: GraphCall, target: DirectoryUser, suffix = ''): string {
  const path = `users('${target.id}')/authentication/temporaryAccessPassMethods`;
  return `${call.endpoint}/v1.0/$metadata#${path}${suffix}`;
}

/** The user whose passes the caller may change. Throws a 403 and 404. */
function changeableTarget(call: GraphCall): DirectoryUser {
  const target = targetOf(call);
  if (target.id === call.caller.objectId) {
    throw accessDenied('Self-service operations are currently not supported for user');
  }
  requireAuthority(authorityToGivePass(call.tenant, call.caller.objectId, target.id));
  return target;
}

/** The user whose passes the caller may read, their own among them. Throws a 403 and 404. */
function readableTarget(call: GraphCall): DirectoryUser {
  const target = targetOf(call);
  const own = target.id === call.caller.objectId;
  if (!own && !mayReadPass(call.tenant, call.caller.objectId, target.id)) throw accessDenied();
  return target;
}

function namedPass(call: GraphCall, target: DirectoryUser): Pass {
  const id = call.parameters.pass ?? '';
  const pass = call.tenant.passes.of(target.id);
  if (pass?.id !== id.toLowerCase()) throw notFound(id);
  return pass;
}

/** The sessions of somebody whose pass is valid end with it (microsoftgraph/microsoft-graph-docs, pull request 10995). */
function endSessionsOf(call: GraphCall, pass: Pass): void {
  if (call.tenant.passes.usabilityOf(pass) === 'EnabledByPolicy') call.tenant.revokeSessions(pass.userId);
}

/** The texts for accounts from elsewhere and for a second pass are the sandbox's own: Microsoft documents none. */
function refuseTarget(call: GraphCall, target: DirectoryUser): void {
  if (isExternal(call.tenant, target)) {
    throw methodRefused('Temporary Access Pass is not supported for users of another organization.');
  }
  if (!call.tenant.passes.isMeantFor(target.id)) {
    throw methodRefused(
      'Converged UserCredentialPolicy does not allow creating or updating this authentication method. AuthMethodType [TemporaryAccessPass]',
    );
  }
}

/** What Graph does with a pass that is there already: Microsoft documents that it goes, and administrators report that it stays. */
function makeRoom(call: GraphCall, target: DirectoryUser): void {
  const { passes } = call.tenant;
  const present = passes.of(target.id);
  if (!present) return;
  const alive = ['EnabledByPolicy', 'NotYetValid'].includes(passes.usabilityOf(present));
  if (alive && passes.secondPass === 'refused') {
    throw methodRefused('A Temporary Access Pass already exists for the user. Delete it before creating another one.');
  }
  endSessionsOf(call, present);
}

function createPass(call: GraphCall): GraphResponse {
  call.query.allow();
  const target = changeableTarget(call);
  refuseTarget(call, target);
  const terms: PassTerms = passTermsOf(call.body, call.tenant.passes.policy, call.clock.now());
  makeRoom(call, target);
  const pass = call.tenant.passes.make(target.id, terms);
  notePass(call, target, 'registered');
  const resource = passResource(call, pass, pass.secret);
  return { status: 201, body: { '@odata.context': contextOf(call, target, '/$entity'), ...resource } };
}

function listPasses(call: GraphCall): GraphResponse {
  call.query.allow();
  const target = readableTarget(call);
  const pass = call.tenant.passes.of(target.id);
  const value = pass ? [passResource(call, pass, null)] : [];
  return { status: 200, body: { '@odata.context': contextOf(call, target), value } };
}

function readPass(call: GraphCall): GraphResponse {
  call.query.allow();
  const target = readableTarget(call);
  const resource = passResource(call, namedPass(call, target), null);
  return { status: 200, body: { '@odata.context': contextOf(call, target, '/$entity'), ...resource } };
}

function deletePass(call: GraphCall): GraphResponse {
  call.query.allow();
  const target = changeableTarget(call);
  const pass = namedPass(call, target);
  endSessionsOf(call, pass);
  call.tenant.passes.remove(pass);
  notePass(call, target, 'deleted');
  return { status: 204 };
}

export const PASS_ROUTES: readonly Route[] = [
  { method: 'POST', template: LIST, scopes: WRITE_SCOPES, family: 'authentication-methods', answer: createPass },
  { method: 'GET', template: LIST, scopes: READ_SCOPES, family: 'authentication-methods', answer: listPasses },
  {
    method: 'GET',
    template: `${LIST}/{pass}`,
    scopes: READ_SCOPES,
    family: 'authentication-methods',
    answer: readPass,
  },
  {
    method: 'DELETE',
    template: `${LIST}/{pass}`,
    scopes: WRITE_SCOPES,
    family: 'authentication-methods',
    answer: deletePass,
  },
];
