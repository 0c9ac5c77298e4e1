import { badRequest } from './graph-error.ts';

export type Resource = Readonly<Record<string, unknown>>;

export function isResource(value: unknown): value is Resource {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names in a $select or undefined without one. Throws a 400 for a name that the type does not have. */
export function selectedNames(
  select: string | undefined,
  known: readonly string[],
  type: string,
): string[] | undefined {
  if (select === undefined) return undefined;
  const names = select.split(',').map(name => name.trim());
  for (const name of names) {
    if (!known.includes(name))
      throw badRequest(`Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`);
  }
  return [...new Set(names)];
}

/** Only these properties, in this order. */
export function pick(resource: Resource, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map(name => [name, resource[name] ?? null]));
}

/** Text behind `$metadata#` for a set or, with `/$entity`, for one object. */
export function contextOf(endpoint: string, set: string, names: readonly string[] | undefined, suffix = ''): string {
  const selected = names === undefined ? '' : `(${names.join(',')})`;
  return `${endpoint}/v1.0/$metadata#${set}${selected}${suffix}`;
}
