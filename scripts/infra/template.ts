/** A compiled template, as far as it is read here: https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax */
export interface Template {
  readonly parameters?: Readonly<Record<string, Parameter>>;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly resources: readonly Resource[] | Readonly<Record<string, Resource>>;
  readonly outputs?: Readonly<Record<string, { readonly type: string; readonly value?: unknown }>>;
}

export interface Parameter {
  readonly type: string;
  readonly metadata?: unknown;
  readonly [limit: string]: unknown;
}

export interface Resource {
  readonly type: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly existing?: boolean;
  readonly [property: string]: unknown;
}

/** A template and those of its modules, by the name of the module; that of the template itself is empty. */
export function parts(template: Template): Map<string, Template> {
  const found = new Map([['', template]]);
  for (const resource of made(template)) {
    const inner = moduleOf(resource);
    if (!inner) continue;
    for (const [name, part] of parts(inner)) found.set(name === '' ? resource.name : `${resource.name}/${name}`, part);
  }
  return found;
}

/** The resources of a template, modules among them, without those that it only reads. */
export function made(template: Template): Resource[] {
  return Object.values(template.resources).filter(({ existing }) => existing !== true);
}

/** The template of a module; undefined: the resource is none. */
export function moduleOf({ type, properties }: Resource): Template | undefined {
  if (type !== 'Microsoft.Resources/deployments') return undefined;
  return (properties as { template: Template }).template;
}

/** What a value holds, by its path: `sku.name`, `properties.scopes[0]`. An empty object or list is a value too. */
export function flatten(value: unknown, at = ''): [path: string, value: unknown][] {
  if (typeof value !== 'object' || value === null) return [[at, value]];
  const entries = Object.entries(value);
  if (entries.length === 0) return [[at, value]];
  return entries.flatMap(([key, item]) =>
    flatten(item, Array.isArray(value) ? `${at}[${key}]` : at === '' ? key : `${at}.${key}`),
  );
}
