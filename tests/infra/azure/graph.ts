import { nameOf } from '../checkup/microsoft.ts';
import { rightInstallation, VALUES } from '../checkup/right-installation.ts';
import { AzFailure, applicationOf, newApplication } from './commands.ts';
import type { AzureState } from './state.ts';

interface Request {
  method: string;
  url: string;
  body: unknown;
  /** Of --query, of which only what the installer asks is understood. */
  query: string;
}

/** What `az rest` answers: Microsoft Graph, and the few interfaces of Azure that have no command. Throws an AzFailure. */
export function graph(state: AzureState, { method, url, body, query }: Request): unknown {
  if (url.includes('/providers/Microsoft.Authorization/permissions?')) return { value: state.permissions };
  if (url.includes('/providers/Microsoft.Storage/skus?')) return storageSkus(state, query);
  if (url.includes('/me/transitiveMemberOf/')) return { value: state.entraRoles };
  if (method === 'POST' && url.endsWith('/v1.0/applications'))
    return newApplication(state, body as { displayName: string });
  const [, id = '', credentials, name] =
    /\/applications\(appId='([^']+)'\)(\/federatedIdentityCredentials)?(?:\(name='([^']+)'\))?$/.exec(url) ?? [];
  if (id === '') return deployed(state, url);
  const found = state.applications.find(({ appId }) => appId === id);
  if (!found) throw notFound(id);
  const application = applicationOf(state, id);
  if (!credentials) return method === 'GET' ? application : patch(application, body);
  if (method === 'GET') return { value: application.federatedIdentityCredentials };
  const others = application.federatedIdentityCredentials.filter(one => one.name !== name);
  application.federatedIdentityCredentials = [...others, { name, ...(body as object) }];
  return undefined;
}

/** As Graph: the scope has to be there before a client is authorized for it. */
function patch(application: Record<string, unknown>, body: unknown): undefined {
  const { api } = body as { api?: { preAuthorizedApplications?: unknown } };
  const offered = (application.api as { oauth2PermissionScopes?: unknown[] } | undefined)?.oauth2PermissionScopes ?? [];
  if (api?.preAuthorizedApplications && offered.length === 0) {
    throw new AzFailure(
      'Bad Request({"error":{"code":"InvalidValue","message":"Property api.preAuthorizedApplications.delegatedPermissionIds has a Permission Id that cannot be found in the AppPermissions sets."}})',
    );
  }
  Object.assign(application, body);
}

/** What the check of an installation reads beside the application: all of it is right once something is deployed. */
function deployed({ deployments, host, settings }: AzureState, url: string): unknown {
  const [{ aadAppClientId = VALUES.aadAppClientId } = {}] = Object.values(deployments);
  const text = JSON.stringify(rightInstallation()).replaceAll(VALUES.botDomain, host);
  const answers = JSON.parse(text.replaceAll(VALUES.aadAppClientId, aadAppClientId));
  const [, role = ''] = /roleDefinitions\/([\w-]+)/.exec(url) ?? [];
  const known = url.replace(aadAppClientId, VALUES.aadAppClientId);
  Object.assign(answers.settings.properties, settings);
  const body = role === '' ? answers[nameOf(known)] : answers.definitions[role];
  if (Object.keys(deployments).length === 0 || body === undefined) throw notFound(url);
  return Array.isArray(body) ? { value: body } : body;
}

/** Azure writes regions in letters of either case here. */
function storageSkus({ storageSkus }: AzureState, query: string): unknown {
  const [, sku = ''] = /name=='(\w+)'/.exec(query) ?? [];
  const regions = Object.keys(storageSkus).filter(region => storageSkus[region]?.includes(sku));
  return regions.map(region => ({ name: sku, locations: [region.toUpperCase()], restrictions: [] }));
}

function notFound(what: string): AzFailure {
  return new AzFailure(
    `Not Found({"error":{"code":"Request_ResourceNotFound","message":"Resource '${what}' does not exist or one of its queried reference-property objects are not present."}})`,
  );
}
