import type { RequestState } from '../../../src/desk/request/request.ts';
import { PASSES } from '../passes.ts';
import type { Where } from './place.ts';
import type { Death } from './stage.ts';
import type { Story } from './stories.ts';

/** Calls about passes at which bots die. Those that are part of a $batch count as well. */
export const MAKES = { service: 'graph', method: 'POST', path: PASSES } as const;
export const LISTS = { service: 'graph', method: 'GET', path: PASSES } as const;
export const DELETES = { service: 'graph', method: 'DELETE', path: 'temporaryAccessPassMethods/[^/]+$' } as const;

/** What is read on cards. */
export const UNSURE = /Not sure that it worked/;
export const PASS_READY = /The Temporary Access Pass is ready/;

/** How a pass stands in the directory. */
type State = 'usable' | 'used' | 'deleted' | 'replaced';

/** One place at which a bot dies in the middle of a pass, and what comes of it. The prose is docs/crashes.md; the rest is tested. */
export interface PassPlace {
  /** Names it, in the words of docs/crashes.md. */
  place: string;
  story: Story;
  at: Death;
  /** What the dead bot left: the newest request's state, and how every pass stands that was ever made, oldest first. */
  left: { state: RequestState; passes: readonly State[] };
  /** The same two minutes after another bot has started; what was left, where it is missing. */
  later?: { state?: RequestState; passes?: readonly State[] };
  /** What happens then. */
  happens: string;
  /** What the people see of it. */
  people: string;
  /** What is read then. */
  reads?: readonly (readonly [Where, RegExp])[];
  /** The person presses the same button once more, because they got no answer, and is told this. */
  again?: RegExp;
  /** Nobody presses anything any more. */
  nobody?: true;
  /** How it ends when everybody presses what their cards offer: `done` unless it says otherwise. */
  ends?: RequestState;
  /** How every pass stands then that was ever made, oldest first. Of those that were shown, the person has signed in with one. */
  passes: readonly State[];
  /** It is also tried on Azure Tables. */
  tables?: true;
}

/** What docs/crashes.md says of a place. */
export function rowOfPass({ place, left, later, happens, people }: PassPlace): string {
  const was = `\`${left.state}\`, ${told(left.passes)}`;
  const becomes = later?.state ? `\`${later.state}\`. ${happens}` : happens;
  return `| ${[place, was, becomes, people].join(' | ')} |`;
}

function told(passes: readonly State[]): string {
  const last = passes.at(-1);
  if (!last) return 'there is no pass';
  return last === 'usable' || last === 'used' ? 'there is a pass' : 'there is no pass any more';
}
