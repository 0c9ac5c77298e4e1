import { propertyOf } from '../../src/net/json.ts';

/** What stands at a path of properties in an answer; undefined where there is nothing. */
export function at(answer: unknown, ...path: readonly string[]): unknown {
  return path.reduce(propertyOf, answer);
}

/** A text at a path of properties; empty where there is none. */
export function textAt(answer: unknown, ...path: readonly string[]): string {
  const found = at(answer, ...path);
  return typeof found === 'string' ? found : '';
}

/** A list at a path of properties; empty where there is none. */
export function listAt(answer: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(answer, ...path);
  return Array.isArray(found) ? found : [];
}

/** The texts of a list. */
export function textsAt(answer: unknown, ...path: readonly string[]): string[] {
  return listAt(answer, ...path).filter(each => typeof each === 'string');
}

/** Ids, URIs and names of Azure are the same in any case. */
export function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** What is in the first list and not in the second, in any case. */
export function without(list: readonly string[], taken: readonly string[]): string[] {
  return list.filter(each => !taken.some(other => same(each, other)));
}

/** Whether a pattern of a role, as `Microsoft.Web/*`, is for an action. Without RegExp.escape, which Node.js 22 does not have. */
export function fitsAction(pattern: string, action: string): boolean {
  const parts = pattern.split('*').map(part => part.replaceAll(/[^\w/]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(action);
}
