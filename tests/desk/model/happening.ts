import { MINUTE } from '../../store/samples.ts';
import type { Act, Around, ModelEvent } from './events.ts';

/** Nothing goes wrong. */
export const CALM: Around = { resets: [], trouble: 'none' };

/** Somebody does this, for whom and how the rest does not say. */
export function acts(act: Pick<Act, 'does'> & Partial<Act>, around = CALM): ModelEvent {
  const usual = {
    action: 'reset-password',
    target: 'anna',
    request: 0,
    signOut: true,
    personal: false,
    several: false,
  } as const;
  return { happens: 'act', act: { ...usual, ...act }, ...around };
}

/** The operations that still run end so. */
export function ends(end: 'succeeded' | 'failed'): ModelEvent {
  return { happens: 'operations', end };
}

/** So many minutes pass in which nothing runs. */
export function isDown(minutes: number): ModelEvent {
  return { happens: 'wait', milliseconds: minutes * MINUTE, down: true, ...CALM };
}
