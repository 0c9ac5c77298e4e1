import type { TokenCredential } from '@azure/identity';
import type { Config } from '../../../config/config.ts';
import { type Checked, ok, problem } from './finding.ts';
import { sqliteContents } from './sqlite-contents.ts';
import type { StoreContents } from './store-contents.ts';

/**
 * Whether the store is there and can be read and written.
 * @throws StoreError
 */
export async function checkStore({ store }: Config, credential: TokenCredential): Promise<Checked<StoreContents>> {
  const contents = store.kind === 'sqlite' ? sqliteContents(store.path) : await ofTables(store, credential);
  if (contents === 'missing') {
    const fix = 'Start the bot once: it makes the store. If it has run already, set STORE as the bot has it.';
    return { finding: problem('There is no store where STORE says.', fix) };
  }
  if (contents === 'older') {
    const fix = 'Start this version of the bot: it brings the store up to date.';
    return { finding: problem('The store is of an older version of Nyckel.', fix) };
  }
  const kind = store.kind === 'sqlite' ? 'SQLite' : 'Azure Table Storage';
  return { finding: ok(`The store can be read and written (${kind}).`), value: contents };
}

async function ofTables(
  location: Extract<Config['store'], { kind: 'tables' }>,
  credential: TokenCredential,
): ReturnType<typeof import('./table-contents.ts')['tableContents']> {
  // Loaded only where it is used: the client for tables takes its time to load.
  const { tableContents } = await import('./table-contents.ts');
  return tableContents(location, credential);
}
