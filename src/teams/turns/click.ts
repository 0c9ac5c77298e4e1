import type { Turn } from '../../desk/desk.ts';
import type { DirectorySession } from '../../desk/ports.ts';
import type { Place } from '../../desk/request/people.ts';
import type { Request } from '../../desk/request/request.ts';
import type { CardInputs } from './card-inputs.ts';

/** A click by somebody who may press this button, where it belongs. */
export interface Click extends CardInputs {
  turn: Turn;
  request: Request;
  /** Where the clicked card is. */
  at: Place;
  choice?: number;
}

export type SignedInClick = Click & { session: DirectorySession };
