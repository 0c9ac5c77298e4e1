import type { Answered } from '../../../src/desk/answers.ts';
import type { Offer } from '../../../src/desk/opening.ts';
import { type Request, type RequestState, refusalOf } from '../../../src/desk/request/request.ts';

const NAMES: Readonly<Partial<Record<RequestState, string>>> = { 'carried-out': 'carried out' };

/** What became of a request, in a word, with the rule where it ended by one. */
export function nameOf(request: Request): string {
  const refusal = refusalOf(request);
  return `${NAMES[request.state] ?? request.state}${refusal ? `: ${refusal.rule}` : ''}`;
}

/** The same, or that somebody else was quicker. */
export function nameOrStale(request: Request | undefined): string {
  return request ? nameOf(request) : 'stale';
}

/** How an answer is told. */
export function answered(outcome: Answered | Offer): string {
  switch (outcome.kind) {
    case 'held':
      return 'held';
    case 'done':
      return nameOf(outcome.request);
    case 'refused':
      return `not allowed: ${outcome.refusal.rule}`;
    case 'not-admitted':
      return outcome.why;
    case 'stale':
      return 'stale';
  }
}
