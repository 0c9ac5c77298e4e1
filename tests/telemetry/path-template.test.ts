import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pathTemplate } from '../../src/telemetry/path-template.ts';
import { runs } from '../support/runs.ts';

describe('path template', () => {
  const ID = 'dc288b5b-a6d9-46db-a8df-3c2c3c4be048';
  const CASES: readonly [path: string, template: string][] = [
    ['/me', '/me'],
    ['/$batch', '/$batch'],
    [`/users/${ID}?$select=lastPasswordChangeDateTime`, '/users/{id}'],
    ['/users/anna.svensson%40contoso.com/manager?$select=id', '/users/{id}/manager'],
    [
      `/users/${ID}/authentication/methods/28c10230-6103-485e-b985-444c60001490/resetPassword`,
      '/users/{id}/authentication/methods/{id}/resetPassword',
    ],
    [
      `/users/${ID}/authentication/temporaryAccessPassMethods/${ID}`,
      '/users/{id}/authentication/temporaryAccessPassMethods/{id}',
    ],
    [
      '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass',
      '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass',
    ],
    [`/users('${ID}')/revokeSignInSessions`, '/{id}/revokeSignInSessions'],
    [
      `https://smba.trafficmanager.net/emea/${ID}/v3/conversations/19%3Aabc%40thread.tacv2/activities/1700`,
      '/{id}/{id}/v3/conversations/{id}/activities/{id}',
    ],
    ['https://graph.microsoft.com', ''],
    ['/users#anna', '/users'],
    ['', ''],
  ];
  for (const [path, template] of CASES) {
    it(`of ${path || 'nothing'} is ${template || 'empty'}`, () => assert.equal(pathTemplate(path), template));
  }

  it('holds nothing of a name, an id or a query, wherever it stands', () => {
    const person = fc.string({ minLength: 3, maxLength: 30 }).map(text => `q7${encodeURIComponent(text)}`);
    const around = fc.constantFrom(
      '/users/',
      'https://graph.microsoft.com/v1.0/users/',
      '/me/',
      '/',
      '/users?$filter=',
    );
    const after = fc.constantFrom('', '/manager', '?$select=id', '#x', '/authentication/methods');
    fc.assert(
      fc.property(around, person, after, (before, name, rest) => {
        assert.ok(!pathTemplate(`${before}${name}${rest}`).includes('q7'));
      }),
      { numRuns: runs(500), seed: 5 },
    );
  });
});
