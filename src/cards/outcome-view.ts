import type { CurableTrouble } from '../errors.ts';
import type { Acting } from './acting.ts';
import type { AfterwardsView } from './action-views.ts';
import type { ApprovedBy } from './approved-by.ts';
import type { ShownProof } from './proof-view.ts';
import type { ReasonView } from './reasons.ts';
import type { TakenOverBy } from './taken-over-by.ts';
import type { TargetView } from './target-lines.ts';

export interface OutcomeView extends TargetView, ReasonView, Acting, AfterwardsView {
  /** When Microsoft Graph took the call. */
  at: Date;
  /** accepted: Graph took it, but the requester's role may not read how it ended. */
  verification: 'verified' | 'accepted' | 'pending';
  /** Mastered in Windows Server AD, which can still refuse what Microsoft Graph took. */
  synced: boolean;
  /** How signing out everywhere went, where it was asked for. */
  signOut?: 'done' | 'failed' | 'unknown';
  /** In the requester's private chat, handed over to the user, on its way there, erased there, or why it waits. */
  handover:
    | 'private'
    | 'handed-over'
    | 'on-its-way'
    | 'erased'
    | 'taken-over'
    | 'waiting-for-install'
    | Exclude<CurableTrouble, 'not-installed'>
    | 'later';
  /** Where the requester gets at the chat with the bot, where it can't write to them. */
  chatLink: string;
  /** Where they install the app; undefined where its id is not known. */
  installLink?: string;
  ticket?: string;
  /** Who took over, where that is why the secret was erased. */
  takenOver?: TakenOverBy;
  approvedBy?: ApprovedBy;
  /** What has shown who calls; missing where nothing had to. */
  proofs?: readonly ShownProof[];
}
