import type { Config } from '../../config/config.ts';
import { createCredential } from '../../config/credential.ts';
import { StoreError } from '../../errors.ts';
import { isBegun } from '../../store/is-begun.ts';
import { openSealedStore } from '../../store/open-sealed-store.ts';
import type { AuditedRequestStore } from '../../store/record/audited-store.ts';

/** The store with the record, also while the bot runs; whoever calls closes it. @throws StoreError where no bot has begun one. */
export async function openBotStore(config: Config): Promise<AuditedRequestStore> {
  const credential = createCredential(config);
  if (!(await isBegun(config.store, credential))) {
    throw new StoreError(
      'There is no store where STORE says: set STORE as the bot has it. The bot makes it at its first start.',
    );
  }
  const { store } = await openSealedStore(config, credential, { whenLetIn: work => work() });
  return store;
}
