import type { GraphResponse } from '../types.ts';
import { mayReadPassPolicy } from './authority.ts';
import { accessDenied } from './graph-error.ts';
import type { GraphCall, Route } from './route.ts';

const SET = 'policies/authenticationMethodsPolicy/authenticationMethodConfigurations';
const TYPE = 'microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';

function readPolicy(call: GraphCall): GraphResponse {
  call.query.allow();
  if (!mayReadPassPolicy(call.tenant, call.caller.objectId)) throw accessDenied();
  const { includeTargets, excludeTargets, ...policy } = call.tenant.passes.policy;
  const metadata = `${call.endpoint}/v1.0/$metadata#`;
  return {
    status: 200,
    body: {
      '@odata.context': `${metadata}authenticationMethodConfigurations/$entity`,
      '@odata.type': `#${TYPE}`,
      id: 'TemporaryAccessPass',
      ...policy,
      excludeTargets,
      'includeTargets@odata.context': `${metadata}${SET}('TemporaryAccessPass')/${TYPE}/includeTargets`,
      includeTargets: includeTargets.map(target => ({ ...target, isRegistrationRequired: false })),
    },
  };
}

export const PASS_POLICY_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    template: `/${SET}/TemporaryAccessPass`,
    scopes: ['Policy.Read.AuthenticationMethod', 'Policy.ReadWrite.AuthenticationMethod'],
    family: 'authentication-methods',
    answer: readPolicy,
  },
];
