/** Whether `url` is https (or loopback), without credentials, and its host is on the list; a leading *. takes subdomains. */
export function isAllowedHost(url: string, allowed: readonly string[]): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password } = new URL(url);
  const loopback = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
  if (username || password || (protocol !== 'https:' && !(protocol === 'http:' && loopback))) return false;
  return allowed.some(host => (host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host));
}
