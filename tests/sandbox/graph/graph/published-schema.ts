import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { XMLParser } from 'fast-xml-parser';

export const DATA = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url));

interface Named {
  Name: string;
}

interface Structure extends Named {
  BaseType?: string;
  Property?: (Named & { Type: string })[];
  NavigationProperty?: (Named & { Type: string })[];
}

interface Schema {
  root: {
    EntityType: Structure[];
    ComplexType: Structure[];
    Action: (Named & { Parameter: Named[] })[];
    EnumType: (Named & { Member: Named[] })[];
  };
}

/** Reads the slice of Graph's schema. */
export function readSchema(): Schema['root'] {
  const lists = new Set([
    'EntityType',
    'ComplexType',
    'Property',
    'NavigationProperty',
    'Action',
    'Parameter',
    'EnumType',
    'Member',
  ]);
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', isArray: name => lists.has(name) });
  const parsed: Schema = parser.parse(`<root>${readFileSync(`${DATA}graph-v1.0-slice.csdl`, 'utf8')}</root>`);
  return parsed.root;
}

/** Complex types and enumerations that the slice does not hold; their insides can't be checked. */
const NOT_IN_SLICE = [
  'graph.verifiedDomain',
  'graph.authenticationMethodState',
  'graph.authenticationMethodTargetType',
];

/** Fails where a resource has a property that its type does not have, or a value of another type. */
export function checkResource(schema: Schema['root'], typeName: string, resource: object, where: string): void {
  const types = [...schema.EntityType, ...schema.ComplexType];
  const members = new Map<string, string>();
  for (let name: string | undefined = typeName; name; ) {
    const type: Structure | undefined = types.find(one => one.Name === name?.replace('graph.', ''));
    assert.ok(type, `${where}: no type ${name} in the schema`);
    for (const member of [...(type.Property ?? []), ...(type.NavigationProperty ?? [])])
      members.set(member.Name, member.Type);
    name = type.BaseType;
  }
  for (const [key, value] of Object.entries(resource)) {
    if (key.includes('@odata.')) continue;
    const declared = members.get(key);
    assert.ok(declared, `${where}: ${typeName} has no ${key}`);
    checkValue(schema, declared, value, `${where}/${key}`);
  }
}

function checkValue(schema: Schema['root'], declared: string, value: unknown, where: string): void {
  const inner = /^Collection\((.+)\)$/.exec(declared)?.[1];
  assert.equal(Array.isArray(value), inner !== undefined && value !== null, `${where}: ${declared}`);
  for (const one of [value].flat()) {
    const type = inner ?? declared;
    if (one === null || NOT_IN_SLICE.includes(type)) continue;
    if (type === 'Edm.Boolean') assert.equal(typeof one, 'boolean', where);
    else if (type === 'Edm.Int32') assert.ok(Number.isInteger(one), where);
    else if (type === 'Edm.DateTimeOffset') assert.match(String(one), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, where);
    else if (type === 'Edm.String') assert.equal(typeof one, 'string', where);
    else if (type === 'graph.longRunningOperationStatus') assert.ok(isMember(schema, String(one)), where);
    else checkResource(schema, typeOf(type, one), Object(one), where);
  }
}

function isMember(schema: Schema['root'], value: string): boolean {
  return schema.EnumType.some(
    type => type.Name === 'longRunningOperationStatus' && type.Member.some(one => one.Name === value),
  );
}

/** What stands behind a directoryObject says its type in the answer. */
function typeOf(declared: string, value: unknown): string {
  const annotated = Object(value)['@odata.type'];
  return typeof annotated === 'string' ? annotated.replace('#microsoft.', '') : declared;
}
