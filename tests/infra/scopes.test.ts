import assert from 'node:assert/strict';
import { application, readInstallation } from '../../infra/entra-app.ts';
import { PERMISSIONS } from '../../src/directory/permissions.ts';
import { at, type BicepObject, type BicepValue, literal } from '../support/bicep.ts';
import { bicep, code, only, table, text } from './files.ts';

interface EntraManifest {
  identifierUris: string[];
  signInAudience: string;
  isFallbackPublicClient: boolean;
  api: {
    requestedAccessTokenVersion: number;
    oauth2PermissionScopes: { id: string; value: string; isEnabled: boolean }[];
    preAuthorizedApplications: { appId: string; delegatedPermissionIds: string[] }[];
  };
  requiredResourceAccess: { resourceAppId: string; resourceAccess: { id: string; type: string }[] }[];
  web: { redirectUris: string[]; implicitGrantSettings: Record<string, boolean> };
  publicClient: { redirectUris: string[] };
  spa: { redirectUris: string[] };
  passwordCredentials?: unknown;
  keyCredentials?: unknown;
  appRoles?: unknown;
}

const manifest = JSON.parse(text('aad.manifest.json')) as EntraManifest;
const BOT = bicep('infra/modules/bot.bicep');
const connection = at(only('Microsoft.BotService/botServices/connections').body, 'properties');
/** By the value of GRAPH_PERMISSIONS. */
const SETS = Object.entries(PERMISSIONS);
const EVERY_SCOPE = new Set(SETS.flatMap(([, permissions]) => permissions.map(({ scope }) => scope)));
const IDS = {
  AAD_APP_CLIENT_ID: '0a1b2c3d-4e5f-4061-8273-8495a6b7c8d9',
  BOT_ID: '6f1d2c3b-4a59-4687-8796-a5b4c3d2e1f0',
  BOT_TENANT_ID: '72f988bf-86f1-41af-91ab-2d7cd011db47',
};
/** What MSAL adds to every request of its own accord; no data of Microsoft Graph. */
const SIGN_IN = ['offline_access', 'openid', 'profile'];

const words = (name: string) => (BOT.variables.get(name) as BicepValue[]).map(item => literal(item) ?? '');
const methodPermissions = (set: string) =>
  (at(BOT.variables.get('methodPermissions'), set) as BicepValue[]).map(item => literal(item) ?? '');
const parameter = (key: string) =>
  (at(connection, 'parameters') as BicepObject[]).find(one => literal(one.key) === key)?.value;

describe('infra: delegated permissions', () => {
  it('the Entra application asks Microsoft Graph for exactly those of the code', () => {
    const [graph, ...others] = manifest.requiredResourceAccess;
    assert.equal(graph?.resourceAppId, '00000003-0000-0000-c000-000000000000');
    assert.deepEqual(others, []);
    assert.deepEqual(
      graph?.resourceAccess,
      PERMISSIONS.broad.map(({ id }) => ({ id, type: 'Scope' })),
    );
  });

  for (const [set, permissions] of SETS) {
    it(`${set}: entra-app.ts has the application ask for exactly those`, () => {
      const { requiredResourceAccess } = application(
        text('aad.manifest.json'),
        readInstallation({ ...IDS, GRAPH_PERMISSIONS: set }),
      );
      const resourceAccess = permissions.map(({ id }) => ({ id, type: 'Scope' }));
      assert.deepEqual(requiredResourceAccess, [
        { resourceAppId: '00000003-0000-0000-c000-000000000000', resourceAccess },
      ]);
    });

    it(`${set}: the OAuth connection asks for exactly those that are not optional, and for what signing in takes`, () => {
      const needed = permissions.flatMap(({ scope, without }) => (without === undefined ? scope : []));
      assert.deepEqual([...words('permissions'), ...methodPermissions(set)].sort(), needed.sort());
      assert.deepEqual(words('signInScopes').sort(), SIGN_IN);
      assert.equal(
        at(connection, 'scopes'),
        "join(concat(signInScopes, permissions, methodPermissions[graphPermissions]), ' ')",
      );
    });
  }

  it('the template offers both sets, and gives bot and app the same', () => {
    const { params, modules } = bicep('infra/main.bicep');
    assert.match(params.get('graphPermissions')?.decorators ?? '', /@allowed\(\[\s*'broad'\s*'narrow'\s*\]\)/);
    const given = modules.map(({ body }) => at(body, 'params.graphPermissions')).filter(Boolean);
    assert.deepEqual(given, ['graphPermissions', 'graphPermissions']);
  });

  for (const [page, heading] of [
    ['docs/configuration.md', '## Permissions'],
    ['docs/admin-consent.md', '## What you are asked for'],
  ] as const) {
    it(`${page} lists exactly those, with the reason for each`, () => {
      const listed = table(page, heading)
        .slice(2)
        .map(([scope, why]) => [code(scope), why]);
      assert.deepEqual(
        listed,
        PERMISSIONS.broad.map(({ scope, why }) => [scope, why]),
      );
    });
  }

  it('docs/admin-consent.md lists what the narrow ones have instead, with the reason for each', () => {
    const listed = table('docs/admin-consent.md', '## Narrower permissions')
      .slice(2)
      .map(([scope, why]) => [code(scope), why]);
    const instead = PERMISSIONS.narrow.filter(({ scope }) => !PERMISSIONS.broad.some(broad => broad.scope === scope));
    assert.deepEqual(
      listed,
      instead.map(({ scope, why }) => [scope, why]),
    );
  });

  it('docs/admin-consent.md names the sign-in scopes, and no permission of Graph besides', () => {
    const spans = [...text('docs/admin-consent.md').matchAll(/`([^`\n]+)`/g)].map(([, span]) => span ?? '');
    for (const scope of SIGN_IN) assert.ok(spans.includes(scope), scope);
    const permissions = spans.filter(span => /^[A-Z][\w-]+\.[A-Z][\w.]*$/.test(span));
    assert.deepEqual(new Set(permissions), EVERY_SCOPE);
  });
});

describe('infra: the Entra application', () => {
  const [scope] = manifest.api.oauth2PermissionScopes;

  it('is for one tenant and takes version 2 tokens', () => {
    assert.equal(manifest.signInAudience, 'AzureADMyOrg');
    assert.equal(manifest.api.requestedAccessTokenVersion, 2);
  });

  it('offers access_as_user and nothing else', () => {
    assert.deepEqual(
      manifest.api.oauth2PermissionScopes.map(({ value, isEnabled }) => [value, isEnabled]),
      [['access_as_user', true]],
    );
    assert.match(scope?.id ?? '', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    assert.equal(manifest.appRoles, undefined);
  });

  it('authorizes Teams beforehand, on the desktop, on mobile and on the web, and no other client', () => {
    const clients = manifest.api.preAuthorizedApplications;
    assert.deepEqual(clients.map(({ appId }) => appId).sort(), [
      '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
      '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
    ]);
    for (const { delegatedPermissionIds } of clients) assert.deepEqual(delegatedPermissionIds, [scope?.id]);
    for (const { appId } of clients) assert.ok(text('docs/admin-consent.md').includes(appId), appId);
  });

  it('has the redirect of the token service alone: nobody else gets a token for it', () => {
    assert.deepEqual(manifest.web.redirectUris, [`https://\${{SIGN_IN_HOST}}/.auth/web/redirect`]);
    assert.deepEqual(manifest.spa.redirectUris, []);
    assert.deepEqual(manifest.publicClient.redirectUris, []);
    assert.equal(manifest.isFallbackPublicClient, false);
    assert.deepEqual([...new Set(Object.values(manifest.web.implicitGrantSettings))], [false]);
  });

  it('has no secret and no certificate', () => {
    assert.equal(manifest.passwordCredentials, undefined);
    assert.equal(manifest.keyCredentials, undefined);
  });

  it('has the App ID URI that the connection exchanges for and the app package names', () => {
    const uri = (id: string) => `api://botid-\${${id}}`;
    assert.deepEqual(manifest.identifierUris, [uri('{BOT_ID}')]);
    const { webApplicationInfo } = JSON.parse(text('appPackage/manifest.json')) as {
      webApplicationInfo: { id: string; resource: string };
    };
    assert.equal(webApplicationInfo.resource, uri('{BOT_ID}'));
    assert.equal(webApplicationInfo.id, `\${{AAD_APP_CLIENT_ID}}`);
    assert.equal(parameter('TokenExchangeUrl'), `'${uri('botId')}'`);
  });

  it('is the one that the connection signs people in to, in this tenant', () => {
    assert.equal(parameter('ClientId'), 'aadAppClientId');
    assert.equal(at(connection, 'clientId'), 'aadAppClientId');
    assert.equal(parameter('TenantId'), 'subscription().tenantId');
    assert.equal(parameter('UniqueIdentifier'), 'botId');
  });
});
