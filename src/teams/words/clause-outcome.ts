import type { NamedPerson } from './message-command.ts';

/** What a part of a message comes to. */
export type ClauseOutcome =
  | { kind: 'target'; target: NamedPerson }
  | { kind: 'no-target' }
  | { kind: 'own' }
  | { kind: 'help' }
  /** Says nothing about a reset. */
  | { kind: 'inert' }
  /** Speaks of a reset in a way that is not understood: the whole message is then not acted on. */
  | { kind: 'refuse' };
