import type { Candidate } from './people.ts';
import type { Request } from './request.ts';

/** The one of several people that a number on the pick card stands for. */
export function candidateOf(request: Request, choice: number): Candidate | undefined {
  return request.state === 'choosing' ? request.candidates[choice] : undefined;
}
