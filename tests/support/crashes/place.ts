import type { RequestState } from '../../../src/desk/request/request.ts';
import { RESET } from '../story.ts';
import type { Death } from './stage.ts';
import type { Story } from './stories.ts';

/** Calls at which bots die. */
export const TOKEN = { service: 'token', path: 'GetToken' } as const;
export const BATCH = { service: 'graph', path: '/\\$batch' } as const;
export const RESETS = { service: 'graph', method: 'POST', path: RESET } as const;

/** What is read on cards. */
export const OUTCOME = /Erik Lindqvist reset the password of Anna Svensson/;
export const READY = /The temporary password is ready/;

/**
 * Where something is read: in the conversation in which it was asked, in the approvals conversation, in Erik's own chat, in the chat
 * of whoever held the account.
 */
export type Where = 'here' | 'approvals' | 'private' | 'holder';

/** One place at which a bot dies, and what comes of it. The prose is docs/crashes.md; the rest is tested. */
export interface Place {
  /** Names it, in the words of docs/crashes.md. */
  place: string;
  story: Story;
  at: Death;
  /** What the dead bot left: the newest request's state, if there is one, and whether its password was set. */
  left: { state?: RequestState; set?: true };
  /** The state two minutes after another bot has started; the one that was left, where it is missing. */
  later?: RequestState;
  /** What happens then. */
  happens: string;
  /** What the people see of it. */
  people: string;
  /** What is read then. */
  reads?: readonly (readonly [Where, RegExp])[];
  /** The person does the same once more, because they got no answer. */
  repeats?: true;
  /** Nobody presses anything any more. */
  nobody?: true;
  /** How it ends when everybody presses what their cards offer: `done` unless it says otherwise. */
  ends?: RequestState | 'nothing';
  /** How many calls set the password in all, always to the same one: 1 unless it says otherwise. */
  calls?: number;
  /** Buttons on cards that the bot no longer knows of. Pressing them does nothing. */
  leftovers?: readonly string[];
  /** It is also tried on Azure Tables. */
  tables?: true;
}

/** The rows of the table on docs/crashes.md that is above the part about passes, or of the one in that. */
export function rowsIn(page: string, part: 'above' | 'with-a-pass' = 'above'): string[] {
  const [above = '', passes = ''] = page.split('\n## With a pass\n');
  return (part === 'above' ? above : passes).split('\n').filter(line => /^\| (?!---|The bot dies)/.test(line));
}

/** What docs/crashes.md says of a place. */
export function rowOf({ place, left, later, happens, people }: Place): string {
  const was = left.state ? `\`${left.state}\`, ${left.set ? 'the password is set' : 'nothing is set'}` : 'No request';
  const becomes = later ? `\`${later}\`. ${happens}` : happens;
  return `| ${[place, was, becomes, people].join(' | ')} |`;
}
