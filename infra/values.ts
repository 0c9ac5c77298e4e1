import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { InstallationError } from './az.ts';

const ENV = path.resolve(import.meta.dirname, '../env');
/** What a new installation begins with: the lines of the toolkit, without anybody's values. */
const PATTERN = path.join(ENV, '.env.dev');

/** What one installation of Nyckel is in Azure and Entra; an empty string is what is not known yet. */
export interface Values {
  subscriptionId: string;
  resourceGroup: string;
  /** The region of everything but the bot itself. */
  location: string;
  /** An address, or `none`. */
  alertEmail: string;
  tenantId: string;
  aadAppClientId: string;
  botId: string;
  /** The host name of the App Service. */
  botDomain: string;
  /** Resource id of the App Service. */
  appServiceId: string;
  keyVaultName: string;
  /** `global` or `westeurope`; empty: as the template has it. */
  botRegion: string;
  /** Id of the app in the catalog of Teams, where it is another one than the bot's. */
  teamsAppId: string;
  /** `broad` or `narrow`; empty: as the template has it. */
  graphPermissions: string;
}

/** Under which name each value stands in the file; the Agents Toolkit has the same. */
export const NAMES: Readonly<Record<keyof Values, string>> = {
  subscriptionId: 'AZURE_SUBSCRIPTION_ID',
  resourceGroup: 'AZURE_RESOURCE_GROUP_NAME',
  location: 'AZURE_LOCATION',
  alertEmail: 'ALERT_EMAIL',
  tenantId: 'BOT_TENANT_ID',
  aadAppClientId: 'AAD_APP_CLIENT_ID',
  botId: 'BOT_ID',
  botDomain: 'BOT_DOMAIN',
  appServiceId: 'BOT_AZURE_APP_SERVICE_RESOURCE_ID',
  keyVaultName: 'KEY_VAULT_NAME',
  botRegion: 'BOT_REGION',
  teamsAppId: 'TEAMS_APP_ID',
  graphPermissions: 'GRAPH_PERMISSIONS',
};

/** The values in a file `env/.env.<name>`. Comments, order and lines that are not ours stay as they are. */
export class ValuesFile {
  readonly file: string;
  #text: string;

  private constructor(file: string, text: string) {
    this.file = file;
    this.#text = text;
  }

  /**
   * The file of an installation; where there is none yet, one is begun in memory. Throws an InstallationError when the name
   * is none for a file.
   */
  static of(name: string, folder = ENV): ValuesFile {
    if (!/^[a-z0-9][a-z0-9-]{0,30}$/i.test(name)) {
      throw new InstallationError(`“${name}” is no name for an installation: letters, digits and hyphens, as in prod.`);
    }
    const file = path.join(folder, `.env.${name}`);
    return new ValuesFile(file, existsSync(file) ? readFileSync(file, 'utf8') : begun(name));
  }

  get isThere(): boolean {
    return existsSync(this.file);
  }

  /** A value by its name in the file; empty where there is none. */
  get(name: string): string {
    return (parseEnv(this.#text)[name] ?? '').trim();
  }

  get values(): Values {
    const entries = Object.entries(NAMES).map(([key, name]) => [key, this.get(name)]);
    return Object.fromEntries(entries);
  }

  /** Takes a value over, in the line that its name has or in a new one at the end. `save` writes it. */
  set(name: string, value: string): void {
    if (/["`$%\\\r\n]/.test(value)) throw new InstallationError(`${name} has a character that no such value has.`);
    const line = `${name}=${/[\s#']/.test(value) ? `"${value}"` : value}`;
    const lines = this.#text.split(/(?<=\n)/);
    const at = lines.findLastIndex(one => new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`).test(one));
    const end = this.#text.includes('\r\n') ? '\r\n' : '\n';
    if (at >= 0) lines[at] = line + (/\r?\n$/.exec(lines[at] ?? '')?.[0] ?? '');
    else lines.push(this.#text === '' || this.#text.endsWith('\n') ? line + end : end + line + end);
    this.#text = lines.join('');
  }

  /** Writes the file, whole or not at all. Nothing happens where it is so already. */
  save(): void {
    if (this.isThere && readFileSync(this.file, 'utf8') === this.#text) return;
    const beside = `${this.file}.${process.pid}.tmp`;
    writeFileSync(beside, this.#text);
    renameSync(beside, this.file);
  }
}

/** The lines of the toolkit's file. Only what describes the developer is kept: all else is another installation's. */
function begun(name: string): string {
  const kept = /^(?:DEVELOPER_\w+)=/;
  const lines = readFileSync(PATTERN, 'utf8').split('\n');
  const bare = lines.map(line => (kept.test(line) ? line : line.replace(/^([A-Z_]+)=.*$/, '$1=')));
  return bare.join('\n').replace(/^TEAMSFX_ENV=$/m, `TEAMSFX_ENV=${name}`);
}
