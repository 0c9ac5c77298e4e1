import { DirectoryError } from '../errors.ts';

/**
 * The address as a URL, if it is one on the endpoint's own host (scheme, host and port); undefined otherwise. A user's
 * token goes nowhere else, so everything that Graph hands us to call has to pass here.
 */
export function onEndpoint(address: string, endpoint: string): URL | undefined {
  if (!URL.canParse(address, endpoint)) return undefined;
  const url = new URL(address, endpoint);
  const own = url.origin === new URL(endpoint).origin && url.username === '' && url.password === '';
  return own ? url : undefined;
}

/** Whether the text can stand as one segment of a path. Dots alone would climb out of it, however they are encoded. */
export function isPathSegment(text: string): boolean {
  return text !== '' && text !== '.' && text !== '..' && text.isWellFormed();
}

/**
 * An object id or sign-in name as one segment of a Graph path: `#` becomes %23 (Microsoft Graph, "Get user"), and so on.
 * @throws DirectoryError (gone) when it can't be one: there is no such account
 */
export function pathSegment(text: string): string {
  if (!isPathSegment(text)) throw new DirectoryError('gone', 'The id can not stand in a path');
  return encodeURIComponent(text).replaceAll("'", '%27');
}
