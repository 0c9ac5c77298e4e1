import { parseArgs } from 'node:util';
import { InstallationError } from '../az.ts';
import { NAMES } from '../values.ts';
import { parameters } from './parameters.ts';

export const USAGE = `Usage: node infra/install.ts check|deploy --name NAME [options] [VALUE=...]
Installs Nyckel in Azure and Microsoft Entra ID, and says what is there. Needs Node.js 24 and a signed-in Azure CLI, and nothing of npm.
  check            looks at what an installation needs, and at what is there; changes nothing
  deploy           checks, makes or updates everything, and checks again; goes on where an earlier run has ended
  --name NAME      the installation; its values are kept in env/.env.NAME
  --dry-run        shows every step with its command, and changes nothing
  --zip FILE       the package with the code; dist/nyckel.zip unless said
  --build          makes the package first, with npm
  --code           deploys only the code, such as the package of before
  --again          deploys the code also where the same package is there already
  --anyway         goes on where the check before finds something wrong
  VALUE=...        is written into the values, such as
                   AZURE_RESOURCE_GROUP_NAME=rg-nyckel AZURE_LOCATION=swedencentral ALERT_EMAIL=operators@contoso.com PLAN_SKU=S1
NYCKEL_LONGEST_PAUSE=<seconds> in the environment makes no pause longer than that, to try it out.`;

/** What somebody has asked for. */
export interface Wish {
  command: 'check' | 'deploy';
  name: string;
  zip: string;
  dryRun: boolean;
  build: boolean;
  code: boolean;
  again: boolean;
  anyway: boolean;
  /** Values by their names in the file. */
  values: ReadonlyMap<string, string>;
}

/** Reads the command line. Throws an InstallationError that says what is wrong with it. */
export function readWish(args: readonly string[]): Wish {
  const { values, positionals } = parsed(args);
  const [command, ...assigned] = positionals;
  if (command !== 'check' && command !== 'deploy') throw new InstallationError(USAGE);
  if (values.name === undefined) throw new InstallationError(`Say which installation: --name prod, say.\n\n${USAGE}`);
  return {
    command,
    name: values.name,
    zip: values.zip ?? 'dist/nyckel.zip',
    dryRun: values['dry-run'] ?? false,
    build: values.build ?? false,
    code: values.code ?? false,
    again: values.again ?? false,
    anyway: values.anyway ?? false,
    values: new Map(assigned.map(assignment)),
  };
}

function parsed(args: readonly string[]) {
  const flag = { type: 'boolean' } as const;
  const options = {
    name: { type: 'string' },
    zip: { type: 'string' },
    'dry-run': flag,
    build: flag,
    code: flag,
    again: flag,
    anyway: flag,
  } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new InstallationError(`${said}\n\n${USAGE}`, { cause: error });
  }
}

function assignment(word: string): [name: string, value: string] {
  const [, name = '', value = ''] = /^([A-Z][A-Z0-9_]*)=(.*)$/s.exec(word) ?? [];
  const names = new Set([...Object.values(NAMES), ...parameters().values(), 'TEAMS_TENANT_ID']);
  if (names.has(name)) return [name, value.trim()];
  // Not what stands behind it: that may be a key.
  const called = word.replace(/=.*/s, '=…');
  throw new InstallationError(
    `“${called}” is no value of an installation. There are: ${[...names].sort().join(', ')}.`,
  );
}
