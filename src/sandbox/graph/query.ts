import { badRequest } from './graph-error.ts';

const OPTIONS = ['$select', '$filter', '$search', '$top', '$count', '$orderby', '$expand', '$skiptoken'] as const;

export type QueryOption = (typeof OPTIONS)[number];

/** Query of a request: OData system options by name, and the rest. */
export interface Query {
  option(name: QueryOption): string | undefined;
  /** Throws a 400 when the request carries an option that is not among these. */
  allow(...names: QueryOption[]): void;
  /** A parameter that is no OData option. */
  custom(name: string): string | undefined;
  /** The query with another $skiptoken, for a link to the next page. */
  withSkipToken(token: string): string;
}

/** Reads the part behind the question mark. Throws a 400 for an option that is unknown or comes twice. */
export function parseQuery(text: string): Query {
  const parameters = new URLSearchParams(text);
  const options = new Map<string, string>();
  for (const [name, value] of parameters) {
    if (!name.startsWith('$')) continue;
    const option = OPTIONS.find(known => known === name.toLowerCase());
    if (!option) throw badRequest(`The query parameter '${name}' is not supported.`);
    if (options.has(option))
      throw badRequest(`Query option '${name}' was specified more than once, but it must be specified at most once.`);
    options.set(option, value);
  }
  return {
    option: name => options.get(name),
    allow: (...names) => {
      for (const name of options.keys()) {
        if (!names.some(allowed => allowed === name))
          throw badRequest(`The query parameter '${name}' is not supported here.`);
      }
    },
    custom: name => parameters.get(name) ?? undefined,
    withSkipToken: token => {
      const next = new URLSearchParams(parameters);
      next.set('$skiptoken', token);
      return next.toString();
    },
  };
}
