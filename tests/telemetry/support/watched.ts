import path from 'node:path';
import { pathToFileURL } from 'node:url';

const WATCH = pathToFileURL(path.join(import.meta.dirname, 'watch-connections.ts')).href;

/** Has a process write down which hosts it tries to reach, and keeps it on this machine. */
export const WATCHED = { NODE_OPTIONS: `--import=${WATCH}` };

/** The hosts that a watched process tried to reach, each once, in the order of their first time. */
export function hostsIn(output: string): string[] {
  return [...new Set([...output.matchAll(/^CONNECT (.*)$/gm)].map(([, host = '']) => host))];
}

/** Those of them that are on another machine. */
export function foreignHostsIn(output: string): string[] {
  return hostsIn(output).filter(host => !/^(localhost|127\.0\.0\.1)$/.test(host));
}
