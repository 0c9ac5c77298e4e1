import type { AskedProof } from '../request/proof.ts';
import { managerVouches } from './manager/manager-vouches.ts';
import { numberMatch } from './number-match/number-match.ts';
import type { Prover } from './prover.ts';

/** What can be asked of others to show who calls. */
export const PROVERS: Readonly<Record<AskedProof, Prover>> = {
  'number-match': numberMatch,
  manager: managerVouches,
};
