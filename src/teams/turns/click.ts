import type { Turn } from '../../desk/desk.ts';
import type { DirectorySession } from '../../desk/ports.ts';
import type { Command } from '../../desk/request/commands.ts';
import type { Place } from '../../desk/request/people.ts';
import type { AskedProof } from '../../desk/request/proof.ts';
import type { Request } from '../../desk/request/request.ts';
import type { CardInputs } from './card-inputs.ts';

/** A click by somebody who may press this button, where it belongs. */
export interface Click extends CardInputs {
  turn: Turn;
  request: Request;
  /** Where the clicked card is. */
  at: Place;
  choice?: number;
  /** Who is to be asked to show who calls. */
  kind?: AskedProof;
  /** Of whoever was asked: the id of the ask, and what they say. */
  ask?: string;
  answer?: Command<'answer-proof'>['answer'];
  /** A second person is to stand in for what should show who calls. */
  withoutProof?: boolean;
  /** The numbers on file are to be seen with all digits. */
  inFull?: boolean;
}

export type SignedInClick = Click & { session: DirectorySession };
