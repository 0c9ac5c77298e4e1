import { AzFailure, applicationOf } from './commands.ts';
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
  const [, id = '', credentials, name] =
    /\/applications\(appId='([^']+)'\)(\/federatedIdentityCredentials)?(?:\(name='([^']+)'\))?$/.exec(url) ?? [];
  if (id === '') throw notFound(url);
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

function storageSkus({ storageSkus }: AzureState, query: string): unknown {
  const [, sku = '', region = ''] = /name=='(\w+)' .*contains\(locations, '(\w+)'\)/.exec(query) ?? [];
  return storageSkus[region]?.includes(sku) ? [{ name: sku, locations: [region], restrictions: [] }] : [];
}

function notFound(what: string): AzFailure {
  return new AzFailure(
    `Not Found({"error":{"code":"Request_ResourceNotFound","message":"Resource '${what}' does not exist or one of its queried reference-property objects are not present."}})`,
  );
}
