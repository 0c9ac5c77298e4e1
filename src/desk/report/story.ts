import { ACTION_KINDS, type ActionKind } from '../../action-kinds.ts';
import type { RecordNames } from '../actions/action.ts';
import { ACTIONS } from '../actions/actions.ts';
import { type RecordedEntry, TERMINAL_EVENTS } from '../request/audit-entry.ts';

/** What the record tells of one request. Times are in milliseconds since the epoch. */
export interface Story {
  /** When its message came. */
  openedAt?: number;
  /** The `proof` column of the last row with which a call began and that had one. */
  proof?: string;
  /** When the directory did it, what, for whom and why. */
  done?: { at: number; action: ActionKind; by: { id: string; name: string }; reason?: string };
  /** When it turned out not to hold, or was taken back, once it was done. */
  undoneAt?: number;
  /** When the secret was handed over. */
  handedOverAt?: number;
  /** What was last found to have become of it. */
  receipt?: string;
  askedAt?: number;
  approvedAt?: number;
  declinedAt?: number;
  /** It waits for nobody any more. */
  over?: true;
}

/** What a row tells of a deed, whatever the action. */
const STEPS = [
  'started',
  'accepted',
  'failed',
  'undone',
  'withdrawn',
  'handedOver',
  'receipt',
] as const satisfies readonly (keyof RecordNames)[];
type Step = (typeof STEPS)[number];

const DEEDS: ReadonlyMap<string | undefined, { action: ActionKind; step: Step }> = new Map(
  ACTION_KINDS.flatMap(action => STEPS.map(step => [ACTIONS[action].record[step], { action, step }])),
);

/** Goes on with a story by the next row of its request. A row that is not known here tells nothing. */
export function tell(story: Story, row: RecordedEntry): void {
  if (TERMINAL_EVENTS.includes(row.event)) story.over = true;
  const known = DEEDS.get(row.event);
  if (known) tellDeed(story, row, known);
  else tellAsking(story, row);
}

function tellAsking(story: Story, { event, at }: RecordedEntry): void {
  switch (event) {
    case 'request-opened':
    case 'request-choosing':
      story.openedAt ??= at;
      return;
    case 'approval-asked':
      story.askedAt ??= at;
      return;
    case 'request-approved':
      story.approvedAt ??= at;
      return;
    case 'request-declined':
      story.declinedAt ??= at;
  }
}

function tellDeed(story: Story, row: RecordedEntry, { action, step }: { action: ActionKind; step: Step }): void {
  const { at, actorId: id, actorName: name, reason } = row;
  switch (step) {
    case 'started':
      story.over = true;
      // A call that is repeated goes on with what stands in the first row.
      if (row.proof) story.proof = row.proof;
      return;
    case 'accepted':
      story.done ??= { at, action, by: { id, name }, ...(reason && { reason }) };
      return;
    case 'failed':
    case 'undone':
    case 'withdrawn':
      if (story.done) story.undoneAt ??= at;
      return;
    case 'handedOver':
      story.handedOverAt ??= at;
      return;
    case 'receipt':
      story.receipt = row.detail;
  }
}
