import assert from 'node:assert/strict';
import type { GraphAnswer } from '../../src/directory/graph-answer.ts';
import { DirectoryError } from '../../src/errors.ts';

/** An answer of Graph as the directory sees it. */
export function answer(status: number, body: unknown, headers: Record<string, string> = {}): GraphAnswer {
  return { status, headers: new Map(Object.entries(headers)), body };
}

/** A list with these rows, the last page. */
export function list(...value: unknown[]): GraphAnswer {
  return answer(200, { value });
}

/** A list with these rows, and another page behind it. */
export function firstPage(...value: unknown[]): GraphAnswer {
  return answer(200, { value, '@odata.nextLink': 'https://graph.microsoft.com/v1.0/next' });
}

/** Answers out of which nothing can be read, with what is the matter. */
export const UNREADABLE: readonly (readonly [name: string, answer: GraphAnswer])[] = [
  ['it was refused', answer(403, { error: { code: 'Authorization_RequestDenied' } })],
  ['it was not found', answer(404, {})],
  ['it was throttled', answer(429, {})],
  ['it failed', answer(500, {})],
  ['there is no answer', answer(0, undefined)],
  ['the body is none', answer(200, undefined)],
  ['the body has no list', answer(200, {})],
  ['the list is none', answer(200, { value: {} })],
  ['a row is none', list(null)],
  ['a row is a text', list('x')],
  ['the next page has no address', answer(200, { value: [], '@odata.nextLink': 7 })],
];

/** Asserts that a token which is not accepted, or not enough, asks for a new sign-in and is not taken for "unknown". */
export function assertAsksToSignIn(read: (given: GraphAnswer) => unknown): void {
  for (const given of [answer(401, {}), answer(403, { error: { code: 'insufficient_claims' } })]) {
    assert.throws(
      () => read(given),
      (error: unknown) => error instanceof DirectoryError && error.trouble === 'sign-in-again',
    );
  }
}
