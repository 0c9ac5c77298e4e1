import type { PersonChunk } from './chunk.ts';
import type { OtherDeed } from './message-command.ts';
import type { Term } from './term.ts';

/** Whose password a clause is about; `other`: somebody who is named elsewhere, or nowhere. */
type Whose = PersonChunk | 'own' | 'other';

/** What a clause says. */
export type ClauseReading =
  /** A wish; `asked`: it has words whose part in it is not clear; `bare`: only a name and a password; `vague`: "reset it"; `ofPerson`: "for a colleague". */
  | { kind: 'wish'; who: Whose; asked: boolean; bare?: true; vague?: true; ofPerson?: true }
  /** What is wrong with somebody's password, without a wish; `told`: in these words; `thing`: it is something else. */
  | { kind: 'lament'; who: Whose; told?: readonly Term[]; thing?: OtherDeed | 'unknown' }
  | { kind: 'deed'; deed: OtherDeed; who?: PersonChunk }
  /** Somebody's name and no more. */
  | { kind: 'person'; who: PersonChunk }
  | { kind: 'report' | 'question' | 'negated' | 'retracted' | 'thanks' | 'warning' | 'help' | 'unclear' }
  /** Asks who did something to somebody's password. */
  | { kind: 'history'; who: PersonChunk }
  /** Nothing about a password; `who` it is about. */
  | { kind: 'remark'; who?: PersonChunk };
