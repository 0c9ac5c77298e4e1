import assert from 'node:assert/strict';
import { ConfigurationError } from '../../../src/errors.ts';
import { renewedDataKey, type WrappedKey } from '../../../src/store/seal/data-key.ts';
import { CRYPTO_USER } from '../../support/vault-keys.ts';
import { VAULT_TOKEN, VaultServer } from '../../support/vault-server.ts';

/** The name of the key. */
export const NAME = 'seal-key';

/** A Key Vault with a key, and what is made with it. */
export interface InAVault {
  vault: VaultServer;
  /** Of the key. */
  url: string;
  read(stored?: WrappedKey): ReturnType<typeof renewedDataKey>;
  /** A new data key. */
  made(): Promise<{ bytes: Buffer; stored: WrappedKey }>;
}

function inAVault(vault: VaultServer): InAVault {
  const url = vault.keyUrl(NAME);
  const read = (stored?: WrappedKey) => renewedDataKey(url, stored, vault.credential);
  const made = async () => {
    const { bytes, change } = await read();
    return { bytes, stored: change?.after ?? assert.fail('none was made') };
  };
  return { vault, url, read, made };
}

/** All tests of the suite have this vault; each begins with a new key, which the caller may do everything with. */
export function eachInAVault(begin: (scene: InAVault) => unknown): void {
  let server: VaultServer | undefined;
  before(async () => {
    server = await VaultServer.start();
  });
  after(() => server?.stop());
  beforeEach(() => {
    if (!server) return;
    const { keys, audiences } = server;
    keys.remove(NAME);
    keys.rotate(NAME);
    keys.rights = CRYPTO_USER;
    keys.forbidden = [];
    keys.asked.length = 0;
    audiences.length = 0;
    server.instead = () => undefined;
    begin(inAVault(server));
  });
}

/** The problem that stops the start, and what it waits for; it holds no token. */
export async function problem(work: Promise<unknown>): Promise<{ says: string; waitsFor: string | undefined }> {
  const error = await work.then(
    () => assert.fail('it was opened'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ConfigurationError, String(error));
  assert.match(error.message, /SEAL_KEY: the Key Vault localhost /);
  assert.ok(!error.message.includes(VAULT_TOKEN));
  return { says: error.message, waitsFor: error.waitsFor };
}
