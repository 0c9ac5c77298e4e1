import { type Answer, valuesOf } from './graph-fixture.ts';

export const enc = encodeURIComponent;

/** Display names of a collection of users, in its order. */
export const names = (answer: Answer) => valuesOf(answer).map(user => user.displayName);
