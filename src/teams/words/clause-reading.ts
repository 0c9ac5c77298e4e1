import type { Offered } from '../../action-kinds.ts';
import type { PersonChunk } from './chunk.ts';
import type { OtherDeed } from './message-command.ts';
import type { Term } from './term.ts';

/** Whose password a clause is about; `other`: somebody who is named elsewhere, or nowhere. */
type Whose = PersonChunk | 'own' | 'other';

/** What a clause says; `offered`: what it is about. */
export type ClauseReading =
  /** A wish; `asked`: it has words whose part in it is not clear; `bare`: only a name and a password; `vague`: "reset it", "help her"; `ofPerson`: "for a colleague". */
  | {
      kind: 'wish';
      who: Whose;
      offered?: Offered | undefined;
      asked: boolean;
      bare?: true;
      vague?: 'reset' | 'help';
      ofPerson?: true;
    }
  /**
   * What is wrong with somebody's password, without a wish; `told`: in these words; `thing`: it is something else; `stranded`: they
   * have nothing left to prove who they are with.
   */
  | {
      kind: 'lament';
      who: Whose;
      offered?: Offered | undefined;
      told?: readonly Term[];
      thing?: OtherDeed | 'unknown';
      stranded?: true;
    }
  | { kind: 'deed'; deed: OtherDeed; who?: PersonChunk }
  /** Somebody's name and no more. */
  | { kind: 'person'; who: PersonChunk }
  | { kind: 'report' | 'question' | 'retracted' | 'thanks' | 'warning' | 'help' | 'unclear' }
  /** `alone`: nothing is said of it but that it is not wished: "not a pass". */
  | { kind: 'negated'; offered?: Offered | undefined; alone?: true }
  /** Asks who did something to somebody's password. */
  | { kind: 'history'; who: PersonChunk }
  /** Nothing about a password; `who` it is about; `later`: it has to happen first. */
  | { kind: 'remark'; who?: PersonChunk; later?: true };
