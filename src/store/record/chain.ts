import { StoreError } from '../../errors.ts';
import type { ChainKey, ChainKeys } from '../seal/chain-keys.ts';
import { type AuditFindings, type ChainFinding, ChainReading } from './chain-findings.ts';
import { type AuditHead, type ChainedRow, isGenuineHead, isGenuineRow, NO_HASH } from './chain-row.ts';

/**
 * Has to be asked before each row is written, in the same transaction, with the row that has the highest `seq`. A
 * record whose end can't be vouched for is not continued: what follows would look as sound as the rest.
 * @throws StoreError
 */
export function checkEnd(
  head: AuditHead | undefined,
  last: ChainedRow | undefined,
  keys: ChainKeys,
): asserts head is AuditHead {
  if (head !== undefined && head.keyId !== keys.current.id) {
    throw new StoreError(
      'The record goes on under another SEAL_KEY, so this process does not write to it. If SEAL_KEY was changed, give the key of before in SEAL_KEY_PREVIOUS and restart every instance; if not, run: npm run audit -- verify',
    );
  }
  if (head === undefined || !isGenuineHead(keys.current, head) || !endsWith(head, last, keys)) {
    throw new StoreError(
      'The record was tampered with, so nothing is written to it and nothing is done. Keep a copy of the store and run: npm run audit -- verify',
    );
  }
}

/**
 * Reads the record from its first row to its last and names every row that is not as it was written. A finding does not
 * stop it. A head that is missing is a finding too: an empty record has the head of `headOf(key)`.
 * @param rows in ascending order, up to `head.count` and everything that lies beyond.
 */
export async function verifyChain(
  rows: AsyncIterable<ChainedRow>,
  head: AuditHead | undefined,
  keys: ChainKeys,
): Promise<AuditFindings> {
  const known = new Map([...keys.earlier, keys.current].map(key => [key.id, key]));
  const isGenuine = (row: ChainedRow) => {
    const key = known.get(row.keyId);
    return key === undefined ? undefined : isGenuineRow(key, row);
  };
  const wrongHead = examined(head, keys.current);
  const reading = new ChainReading(isGenuine, wrongHead === undefined ? head : undefined);
  for await (const row of rows) reading.take(row);
  return { rows: reading.rows, head, findings: [...(wrongHead ? [wrongHead] : []), ...reading.findings()] };
}

/**
 * Verifies until no rows were cut meanwhile: those that were cut before they were read would look as if somebody had removed them.
 * @param headNow the head of the record as it is now.
 */
export async function verifyUncut(
  verify: () => Promise<AuditFindings>,
  headNow: () => Promise<AuditHead | undefined>,
): Promise<AuditFindings> {
  for (;;) {
    const found = await verify();
    if ((await headNow())?.cut?.count === found.head?.cut?.count) return found;
  }
}

function examined(head: AuditHead | undefined, current: ChainKey): ChainFinding | undefined {
  if (head === undefined) return { kind: 'head-missing' };
  if (head.keyId !== current.id) return { kind: 'head-other-key', keyId: head.keyId };
  return isGenuineHead(current, head) ? undefined : { kind: 'head-changed' };
}

function endsWith(head: AuditHead, last: ChainedRow | undefined, keys: ChainKeys): boolean {
  if (last === undefined) return head.count === 0 && head.hash === NO_HASH;
  const key = [keys.current, ...keys.earlier].find(each => each.id === last.keyId);
  return head.hash === last.hash && key !== undefined && isGenuineRow(key, last);
}
