import type { Deed } from './commands.ts';
import { type RequestState, STATES } from './request.ts';

/** In which states something may be wanted. */
export const STATES_FOR: Readonly<Record<Deed, readonly RequestState[]>> = {
  pick: ['choosing'],
  confirm: ['open'],
  'ask-proof': ['open', 'approved'],
  'answer-proof': ['open', 'approved'],
  'raise-alarm': STATES.filter(state => state !== 'choosing'),
  approve: ['awaiting-approval'],
  decline: ['awaiting-approval'],
  run: ['approved'],
  retry: ['unknown'],
  cancel: ['choosing', 'open', 'awaiting-approval', 'approved'],
  'take-over': ['open'],
  'give-way': ['unknown', 'carried-out'],
  show: ['carried-out'],
  'handed-over': ['carried-out'],
  again: ['done'],
  instead: ['open'],
  withdraw: ['carried-out', 'done'],
  'read-receipt': ['done'],
  'remind-manager': ['done'],
};
