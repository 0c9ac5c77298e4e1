import { SealError } from '../../../errors.ts';
import { deriveChainKey, openRing, type SealKeys } from '../../../store/seal/chain-keys.ts';
import { createSeal } from '../../../store/seal/seal.ts';
import type { ReadSealKeys } from '../../../store/seal/seal-key.ts';
import { type Checked, type Finding, ok, problem } from './finding.ts';
import type { SealedPassword, StoreContents } from './store-contents.ts';

const RESTORE =
  'Set SEAL_KEY to the key that the bot had; after a change of it, the one of before as SEAL_KEY_PREVIOUS.';

/** With which key the store is opened as it is now, and whether its record can be told by it: where its head is gone, too. */
interface Opening {
  keys: SealKeys;
  ofTheRecord: boolean;
}

/**
 * Whether the keys open everything that is sealed in the store, and whether SEAL_KEY_PREVIOUS is still of use. The value
 * opens the store without taking up a change of SEAL_KEY: that is for the bot.
 */
export function checkSealKey(contents: StoreContents, keys: ReadSealKeys): Checked<Opening> {
  const { headKeyId } = contents;
  const [isCurrent, isPrevious] = [keys.current, keys.previous].map(key => key && deriveChainKey(key).id === headKeyId);
  const opening = isPrevious && !isCurrent ? keys.previous : keys.current;
  const ofTheRecord = isCurrent === true || isPrevious === true;
  return {
    finding: notInStore(keys, ofTheRecord) ?? judge(contents, keys, ofTheRecord),
    value: { keys: { current: opening ?? keys.current }, ofTheRecord: ofTheRecord || headKeyId === undefined },
  };
}

/** The data key of a Key Vault key: where it is missing, and no change of SEAL_KEY is about to be taken up. */
function notInStore({ wrapped }: ReadSealKeys, ofTheRecord: boolean): Finding | undefined {
  if (!wrapped || wrapped.before || ofTheRecord) return undefined;
  return problem(
    'The store has no data key for the Key Vault key of SEAL_KEY.',
    'After a change of SEAL_KEY, set the one of before as SEAL_KEY_PREVIOUS and start the bot.',
    'If SEAL_KEY was not changed, somebody took the data key away: restore the last backup.',
  );
}

/** Whether the data key still depends on an earlier version of its Key Vault key. */
function notRenewed({ wrapped, notRenewed: error }: ReadSealKeys): Finding | undefined {
  if (error)
    return problem('The data key can’t be wrapped with the newest version of the Key Vault key.', error.message);
  if (!wrapped?.before) return undefined;
  const { before, after } = wrapped;
  return problem(
    `The data key is wrapped with version ${before.version} of the Key Vault key, and the newest is ${after.version}.`,
    'Restart the bot: it wraps the data key with the newest version. Keep the other one enabled until then.',
  );
}

function judge(contents: StoreContents, keys: ReadSealKeys, ofTheRecord: boolean): Finding {
  const both = unopened(contents, keys);
  const current = unopened(contents, { current: keys.current });
  const { length: passwords } = contents.passwords;
  if (both.passwords > 0) {
    return problem(`SEAL_KEY does not open ${both.passwords} of ${passwords} sealed passwords in the store.`, RESTORE);
  }
  if (contents.headKeyId !== undefined && !ofTheRecord) {
    return problem('SEAL_KEY is not the key of this store’s record: the bot could not write to it.', RESTORE);
  }
  if (both.ring > 0) {
    return problem(
      `SEAL_KEY does not open ${both.ring} of ${contents.ring.length} earlier keys of the record.`,
      'Start the bot once with the SEAL_KEY of that time as SEAL_KEY_PREVIOUS.',
    );
  }
  const outdated = notRenewed(keys);
  if (outdated) return outdated;
  const needed = current.passwords + current.ring > 0 || contents.headKeyId !== deriveChainKey(keys.current).id;
  if (keys.previous && !needed) {
    return problem(
      'Nothing in the store needs SEAL_KEY_PREVIOUS any more.',
      'Take SEAL_KEY_PREVIOUS away, an hour after every instance has started with the new SEAL_KEY.',
    );
  }
  const counts = `sealed passwords: ${passwords}, earlier keys of the record: ${contents.ring.length}`;
  return ok(`${keys.previous ? 'SEAL_KEY and SEAL_KEY_PREVIOUS open' : 'SEAL_KEY opens'} what is stored (${counts}).`);
}

/** How much of it these keys do not open. */
function unopened({ ring, passwords }: StoreContents, keys: SealKeys): { ring: number; passwords: number } {
  const opened = openRing(ring, keys).keys;
  const ids = new Set([opened.current, ...opened.earlier].map(({ id }) => id));
  const seal = createSeal(keys.current, keys.previous);
  return {
    ring: ring.filter(({ keyId }) => !ids.has(keyId)).length,
    passwords: passwords.filter(password => !opens(seal, password)).length,
  };
}

function opens(seal: ReturnType<typeof createSeal>, { requestId, sealed }: SealedPassword): boolean {
  try {
    seal.unseal(sealed, requestId);
    return true;
  } catch (error) {
    if (error instanceof SealError) return false;
    throw error;
  }
}
