import type { ActionKind } from '../../action-kinds.ts';
import type { MessageCommand } from './message-command.ts';

/** What is told of a wish for an action, of one that names nobody, and of one for oneself. */
const NAMES: Readonly<Record<ActionKind, { asked: string; withoutTarget: string; own: string }>> = {
  'reset-password': { asked: 'reset', withoutTarget: 'reset-without-target', own: 'own-password' },
  'temporary-access-pass': {
    asked: 'temporary-access-pass',
    withoutTarget: 'temporary-access-pass-without-target',
    own: 'own-temporary-access-pass',
  },
};

/** How a command is called where it is counted, and by `npm run understand`. The names never change: dashboards hold them. */
export function commandName(command: MessageCommand): string {
  switch (command.kind) {
    case 'action':
      return NAMES[command.action].asked;
    case 'own-account':
      return NAMES[command.action].own;
    case 'action-without-target': {
      const [action, other] = command.offered;
      return other === undefined ? NAMES[action].withoutTarget : 'which-action-without-target';
    }
    default:
      return command.kind;
  }
}
