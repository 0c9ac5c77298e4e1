import type { ActionKind } from '../action-kinds.ts';
import type { Findings } from '../desk/actions/kept.ts';
import type { BatchAnswers, BatchItem } from './batch.ts';
import { passPolicyItem, readPassPolicy } from './pass-policy.ts';
import { passesItem, readPresentPass } from './read-pass.ts';

/** What one action needs to know about a target beside the account. */
interface Finder {
  /** `user`: the path of the account, below the version. */
  items(user: string): readonly BatchItem[];
  /** @throws DirectoryError (sign-in-again) */
  read(answers: BatchAnswers): Findings;
}

const FINDERS: Readonly<Record<ActionKind, Finder | undefined>> = {
  'reset-password': undefined,
  'temporary-access-pass': {
    items: user => [passesItem('passes', user), passPolicyItem('pass-policy')],
    read: answers => ({
      policy: readPassPolicy(answers.get('pass-policy')),
      present: readPresentPass(answers.get('passes')),
    }),
  },
};

/** The reads for this action; none where it needs nothing. */
export function findingItems(action: ActionKind | undefined, user: string): readonly BatchItem[] {
  return (action && FINDERS[action])?.items(user) ?? [];
}

/**
 * What they found; undefined where the action needs nothing.
 * @throws DirectoryError (sign-in-again)
 */
export function readFindings(action: ActionKind | undefined, answers: BatchAnswers): Findings | undefined {
  return (action && FINDERS[action])?.read(answers);
}
