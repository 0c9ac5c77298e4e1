import type { Config } from './config.ts';

/** The secrets of a configuration, which the log never writes, wherever it meets them. */
export function secretsOf({ sealKey, sealKeyPrevious, credential, store, applicationInsights }: Config): string[] {
  const connection = 'connectionString' in store ? store.connectionString : undefined;
  const secret = credential.kind === 'client-secret' ? credential.secret : undefined;
  // The address of a key in a Key Vault is none.
  const keys = [sealKey, sealKeyPrevious].filter(key => !key?.startsWith('https://'));
  return [...keys, secret, connection, applicationInsights].filter(each => each !== undefined);
}
