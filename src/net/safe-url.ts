const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** Whether something secret may be sent there: an https URL, or http on a loopback address. */
export function isSafeUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
}
