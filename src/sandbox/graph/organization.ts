import type { Tenant } from '../tenant/model.ts';
import type { GraphResponse } from '../types.ts';
import { notFound } from './graph-error.ts';
import { UNIT } from './member-of.ts';
import { pageOf } from './page.ts';
import type { GraphCall, Route } from './route.ts';
import { contextOf, pick, type Resource, selectedNames } from './select.ts';
import { refuseGuests } from './subject.ts';

const DOMAIN_PROPERTIES = [
  'authenticationType',
  'id',
  'isAdminManaged',
  'isDefault',
  'isInitial',
  'isRoot',
  'isVerified',
  'supportedServices',
];
const ORGANIZATION_PROPERTIES = ['displayName', 'id', 'onPremisesSyncEnabled', 'preferredLanguage', 'verifiedDomains'];

const DOMAIN_SCOPES = ['Domain.Read.All', 'Domain.ReadWrite.All', 'Directory.Read.All'];
const UNIT_SCOPES = [
  'AdministrativeUnit.Read.All',
  'AdministrativeUnit.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];
const ORGANIZATION_SCOPES = ['User.Read', 'User.Read.All', 'Organization.Read.All', 'Directory.Read.All'];

function oneOf(
  call: GraphCall,
  set: string,
  type: string,
  known: readonly string[],
  resource: Resource,
): GraphResponse {
  const selected = selectedNames(call.query.option('$select'), known, type);
  const context = contextOf(call.endpoint, set, selected, '/$entity');
  return { status: 200, body: { '@odata.context': context, ...pick(resource, selected ?? known) } };
}

function readDomain(call: GraphCall): GraphResponse {
  call.query.allow('$select');
  const name = call.parameters.domain ?? '';
  const domain = call.tenant.domains.find(one => one.id === name.toLowerCase());
  if (!domain) throw notFound(name);
  return oneOf(call, 'domains', 'domain', DOMAIN_PROPERTIES, { ...domain });
}

function listDomains(call: GraphCall): GraphResponse {
  call.query.allow('$select', '$top', '$skiptoken');
  const selected = selectedNames(call.query.option('$select'), DOMAIN_PROPERTIES, 'domain');
  const { items, annotations } = pageOf(call, '/domains', call.tenant.domains);
  const value = items.map(domain => pick({ ...domain }, selected ?? DOMAIN_PROPERTIES));
  return {
    status: 200,
    body: { '@odata.context': contextOf(call.endpoint, 'domains', selected), ...annotations, value },
  };
}

function organizationResource(tenant: Tenant): Resource {
  const verified = tenant.domains.filter(domain => domain.isVerified);
  return {
    id: tenant.id,
    displayName: tenant.displayName,
    onPremisesSyncEnabled: true,
    preferredLanguage: 'sv',
    verifiedDomains: verified.map(({ id, isDefault, isInitial, authenticationType, supportedServices }) => ({
      capabilities: supportedServices.join(', '),
      isDefault,
      isInitial,
      name: id,
      type: authenticationType,
    })),
  };
}

function listOrganization(call: GraphCall): GraphResponse {
  call.query.allow('$select');
  const selected = selectedNames(call.query.option('$select'), ORGANIZATION_PROPERTIES, 'organization');
  const value = [pick(organizationResource(call.tenant), selected ?? ORGANIZATION_PROPERTIES)];
  return { status: 200, body: { '@odata.context': contextOf(call.endpoint, 'organization', selected), value } };
}

function listUnits(call: GraphCall): GraphResponse {
  call.query.allow('$select', '$top', '$count', '$skiptoken');
  refuseGuests(call);
  const selected = selectedNames(call.query.option('$select'), UNIT.properties, UNIT.type);
  const { items, annotations } = pageOf(call, '/directory/administrativeUnits', call.tenant.administrativeUnits);
  const value = items.map(({ members: _, ...unit }) => pick(unit, selected ?? UNIT.properties));
  const context = contextOf(call.endpoint, 'directory/administrativeUnits', selected);
  return { status: 200, body: { '@odata.context': context, ...annotations, value } };
}

function readUnit(call: GraphCall): GraphResponse {
  call.query.allow('$select');
  refuseGuests(call);
  const id = call.parameters.unit ?? '';
  const unit = call.tenant.administrativeUnits.find(one => one.id === id.toLowerCase());
  if (!unit) throw notFound(id);
  const { members: _, ...resource } = unit;
  return oneOf(call, 'directory/administrativeUnits', UNIT.type, UNIT.properties, resource);
}

export const ORGANIZATION_ROUTES: readonly Route[] = [
  { method: 'GET', template: '/domains', scopes: DOMAIN_SCOPES, answer: listDomains },
  { method: 'GET', template: '/domains/{domain}', scopes: DOMAIN_SCOPES, answer: readDomain },
  { method: 'GET', template: '/organization', scopes: ORGANIZATION_SCOPES, answer: listOrganization },
  { method: 'GET', template: '/directory/administrativeUnits', scopes: UNIT_SCOPES, answer: listUnits },
  {
    method: 'GET',
    template: '/directory/administrativeUnits/{unit}',
    scopes: UNIT_SCOPES,
    answer: readUnit,
  },
];
