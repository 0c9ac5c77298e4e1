import type { PendingCommand } from '../../desk/request/errand.ts';

/** An errand as it is kept; one that an earlier version has kept is of a reset, the only thing that it could do. */
export type StoredCommand = Omit<PendingCommand, 'errand'> & {
  errand: PendingCommand['errand'] | EarlierErrand;
};

type Action = Extract<PendingCommand['errand'], { wants: 'action' }>;
type EarlierErrand = Omit<Action, 'wants' | 'action'> & { wants: 'reset' };

/** The command as the domain knows it. */
export function fromStoredCommand({ errand, ...command }: StoredCommand): PendingCommand {
  if (errand.wants !== 'reset') return { ...command, errand };
  return { ...command, errand: { ...errand, wants: 'action', action: 'reset-password' } };
}
