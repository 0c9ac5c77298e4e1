import { isSafeUrl } from '../net/safe-url.ts';

/** Where the store is. A connection string is a secret: it belongs in no message and no log. */
export type StoreLocation =
  | { kind: 'sqlite'; path: string }
  | { kind: 'tables'; url: string }
  | { kind: 'tables'; connectionString: string };

const SQLITE = 'sqlite:';
/** A storage account's name: 3 to 24 lower-case letters and digits (Azure Storage, "Storage account name"). */
const ACCOUNT = /^[a-z0-9]{3,24}$/;
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;

/** The store that STORE names; undefined: it names none, or one that would be reached without encryption. */
export function readLocation(value: string): StoreLocation | undefined {
  if (value.startsWith(SQLITE)) {
    const path = value.slice(SQLITE.length);
    return path.trim() === '' ? undefined : { kind: 'sqlite', path };
  }
  if (/^https?:/i.test(value)) return isEndpoint(value) ? { kind: 'tables', url: withoutSlash(value) } : undefined;
  return isConnectionString(value) ? { kind: 'tables', connectionString: value } : undefined;
}

/** A signature in the query, or a name and password, would be a secret where nobody expects one. */
function isEndpoint(value: string): boolean {
  if (!isSafeUrl(value)) return false;
  const { username, password, search, hash } = new URL(value);
  return `${username}${password}${search}${hash}` === '';
}

/**
 * Whether @azure/data-tables takes it and would call its table endpoint by https, or on loopback. The same reading as there:
 * names in any case, the first value counts, and UseDevelopmentStorage=true is the emulator whatever else it says.
 */
function isConnectionString(value: string): boolean {
  if (/usedevelopmentstorage=true/i.test(value)) return true;
  const part = (name: string) => parts(value).get(name) ?? '';
  const account = part('defaultendpointsprotocol') !== '' && part('accountkey') !== '';
  if (account && part('accountname') === '') return false;
  if (!account && part('sharedaccesssignature') === '') return false;
  if (part('tableendpoint') !== '') return isEndpoint(part('tableendpoint'));
  const usual = part('defaultendpointsprotocol').toLowerCase() === 'https' && DOMAIN.test(part('endpointsuffix'));
  return account && usual && ACCOUNT.test(part('accountname'));
}

function parts(value: string): Map<string, string> {
  const named = value.split(';').map((part): [string, string] => {
    const [name = '', ...rest] = part.trim().split('=');
    return [name.toLowerCase(), rest.join('=')];
  });
  // The first of several counts.
  return new Map(named.reverse());
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
