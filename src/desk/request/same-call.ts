import type { Request, Running, Unknown } from './request.ts';

/**
 * Whether a request still is about the call that this one was about: its secret is the same or, where the directory makes it, it
 * was asked for no other one since.
 */
export function isSameCall(present: Request, call: Running | Unknown): boolean {
  if (present.state !== 'running' && present.state !== 'unknown') return false;
  if (call.sealed !== undefined) return present.sealed === call.sealed;
  return present.attempts === call.attempts && present.repeatedAt.length === call.repeatedAt.length;
}
