import { ConfigurationError, NyckelError } from '../../../errors.ts';

/** Every check, in the order in which they are made and told. */
export const CHECKS = [
  'variables',
  'proxy',
  'policy',
  'credential',
  'connection',
  'graph',
  'channel keys',
  'store',
  'seal key',
  'record',
  'clock',
  'approvals',
  'permissions',
  'writeback',
  'manifest',
  'endpoint',
] as const;
/** `groups` and `admin accounts` are made only where the policy names any; `eligible` is told only where it is a problem. */
export type CheckName = (typeof CHECKS)[number] | 'groups' | 'admin accounts' | 'eligible';

/** What a check has found. Its texts are for operators and never hold a secret, nor anything that a service has said. */
export interface Finding {
  mark: 'ok' | 'problem' | 'not checked';
  found: string;
  /** What to do, each in a sentence; of what was not checked: how to have it checked. */
  fixes: readonly string[];
}

/** A finding, and what later checks need of it. */
export interface Checked<T = undefined> {
  finding: Finding;
  value?: T;
}

export function ok(found: string): Finding {
  return { mark: 'ok', found, fixes: [] };
}

export function problem(found: string, ...fixes: readonly string[]): Finding {
  return { mark: 'problem', found, fixes };
}

export function notChecked(found: string, ...fixes: readonly string[]): Finding {
  return { mark: 'not checked', found, fixes };
}

/** A check that can't be made because another one has to be ok first. */
export function needs(check: CheckName): Checked<never> {
  return { finding: notChecked(`This needs the check "${check}" to be ok.`) };
}

/**
 * The problem that an error stands for. Errors with a code of ours are written for operators and say the fix behind their
 * first sentence; of all others only the name is told, because their messages may quote what a service answered.
 */
export function failed(error: unknown): Finding {
  if (!(error instanceof NyckelError)) {
    const name = error instanceof Error ? error.name : typeof error;
    return problem(`The check itself failed (${name}).`, 'Report this as a bug of Nyckel.');
  }
  const [only, ...more] = error instanceof ConfigurationError ? error.problems : [];
  if (only !== undefined && more.length === 0) return ofVariable(only);
  const [, found = error.message, fix] = /^(.+?[.:]) (?=[A-Z])(.+)$/s.exec(error.message) ?? [];
  return fix === undefined ? problem(found) : problem(found, fix);
}

/** Of one variable it is told which, what is the matter and what to do, with colons between. */
function ofVariable(written: string): Finding {
  const [, found = written, fix] = /^(\w+: .+?): (.+)$/.exec(written) ?? [];
  return fix === undefined
    ? problem(`${found}.`)
    : problem(`${found}.`, `${fix.charAt(0).toUpperCase()}${fix.slice(1)}.`);
}
