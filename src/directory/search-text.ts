/** Microsoft Graph, user: displayName has at most 256 characters. */
const LONGEST = 256;

/** A property that is compared from its beginning. displayName is different: its words are. */
const PREFIXES = ['mail', 'userPrincipalName'] as const;

/** One line without control characters, composed (NFC) as the directory keeps it, and no longer than any name there. */
export function searchText(raw: string): string {
  const text = raw.toWellFormed().normalize('NFC');
  return Array.from(text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim())
    .slice(0, LONGEST)
    .join('')
    .trim();
}

/**
 * A $search value (still to be percent-encoded) for a name: every word has to occur in the display name, in any order;
 * a single word may also be how the mail address or sign-in name begins. Undefined when no word has a letter or digit.
 * Quotes and backslashes are escaped (Microsoft Graph, "Use the $search query parameter", directory objects).
 */
export function nameSearch(text: string): string | undefined {
  // An ampersand in a search is a known issue of Graph, and no word of a name needs one.
  const words = text
    .replaceAll('&', ' ')
    .split(' ')
    .filter(word => /[\p{L}\p{N}]/u.test(word));
  const [only] = words;
  if (only === undefined) return undefined;
  if (words.length > 1) return words.map(word => clause('displayName', word)).join(' AND ');
  return [clause('displayName', only), ...PREFIXES.map(property => clause(property, only))].join(' OR ');
}

/** A $filter for accounts with exactly this display name. */
export function displayNameFilter(text: string): string {
  return `displayName eq ${literal(text)}`;
}

/** A $filter for accounts with exactly this employee number. */
export function employeeFilter(text: string): string {
  return `employeeId eq ${literal(text)}`;
}

/** A $filter for accounts that have this address in any other way than as their sign-in name. */
export function addressFilter(address: string): string {
  return [
    `mail eq ${literal(address)}`,
    `proxyAddresses/any(x:x eq ${literal(`smtp:${address}`)})`,
    `proxyAddresses/any(x:x eq ${literal(`SMTP:${address}`)})`,
    `otherMails/any(x:x eq ${literal(address)})`,
  ].join(' or ');
}

/** A value for a query, such that nothing in it can end the value or the query. */
export function queryValue(text: string): string {
  return encodeURIComponent(text).replaceAll("'", '%27');
}

/** A text inside a $filter (still to be percent-encoded): a quote in it is doubled. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function clause(property: string, word: string): string {
  return `"${property}:${word.replace(/["\\]/g, '\\$&')}"`;
}
