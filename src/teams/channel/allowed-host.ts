import { isSafeUrl } from '../../net/safe-url.ts';

/** Whether `url` is https (or loopback), without credentials, and its host is on the list; a leading *. takes subdomains. */
export function isAllowedHost(url: string, allowed: readonly string[]): boolean {
  if (!isSafeUrl(url)) return false;
  const { hostname, username, password } = new URL(url);
  if (username || password) return false;
  return allowed.some(host => (host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host));
}
