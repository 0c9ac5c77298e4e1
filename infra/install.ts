import path from 'node:path';
import { type Az, azThatWarns, InstallationError } from './az.ts';
import { examine } from './checkup/checkup.ts';
import type { Finding } from './checkup/finding.ts';
import { permissionSetOf } from './checkup/permissions.ts';
import { idleHands, workingHands } from './hands.ts';
import { readWish, type Wish } from './install/arguments.ts';
import { deploy } from './install/deploy.ts';
import { preflight } from './install/preflight/preflight.ts';
import { countOf, failureOf, reportOf } from './install/report.ts';
import { again, type Run } from './install/run.ts';
import { inSubscription } from './install/subscription.ts';
import { explainWarning } from './install/warnings.ts';
import { ValuesFile } from './values.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const say = (line: string) => console.log(line);

/** What has to be said before anything can begin. */
const REQUIRED = {
  AZURE_RESOURCE_GROUP_NAME: /^[-\w.()]{1,90}$/,
  AZURE_LOCATION: /^[a-z0-9]+$/,
  ALERT_EMAIL: /^(?:none|[^@\s]+@[^@\s]+)$/,
  BOT_REGION: /^(?:global|westeurope)$/,
};

/** The address of a key or a secret. The key itself would stand in a file and in what is shown. */
const PREVIOUS = 'PREVIOUS_SEAL_KEY';

/** The values as they are kept, with those of the command line. Throws an InstallationError. */
function valuesOf(wish: Wish): ValuesFile {
  const file = ValuesFile.of(wish.name);
  for (const [name, value] of wish.values) file.set(name, value);
  if (!/^(?:https:\/\/\S+)?$/.test(file.get(PREVIOUS))) {
    throw new InstallationError(
      `${PREVIOUS} takes an address, https://<vault>.vault.azure.net/secrets/<name> or …/keys/<name>, and never the key itself, here or in ${path.relative('', file.file)}. A key that the bot has by value goes into the vault as a secret first.`,
    );
  }
  if (permissionSetOf(file.get('GRAPH_PERMISSIONS')) === undefined) {
    throw new InstallationError('GRAPH_PERMISSIONS takes broad or narrow: docs/admin-consent.md.');
  }
  const wrong = Object.entries(REQUIRED).filter(([name, pattern]) => !pattern.test(file.get(name)));
  if (wrong.length === 0) return file;
  const names = wrong.map(([name]) => name).join(', ');
  const example =
    'AZURE_RESOURCE_GROUP_NAME=rg-nyckel AZURE_LOCATION=swedencentral ALERT_EMAIL=operators@contoso.com BOT_REGION=westeurope';
  throw new InstallationError(
    `Say ${names}, in ${path.relative('', file.file)} or here:\n  node infra/install.ts ${wish.command} --name ${wish.name} ${example}\nALERT_EMAIL=none is for those who look into Azure Monitor themselves. BOT_REGION, global or westeurope, stays: docs/install.md, step 2.`,
  );
}

async function main(args: readonly string[]): Promise<number> {
  const wish = readWish(args);
  const file = valuesOf(wish);
  // The template and the package are named from here, also in what is shown.
  const zip = path.relative(ROOT, path.resolve(wish.zip));
  process.chdir(ROOT);
  const az = inSubscription(
    azThatWarns(line => explainWarning(line, say)),
    file,
  );
  const hands = wish.dryRun || wish.command === 'check' ? idleHands(az, say) : workingHands(az, say);
  const run: Run = { name: wish.name, file, hands, zip, said: new Set(wish.values.keys()) };
  say(`Nyckel, installation ${wish.name}, values in ${path.relative('', file.file)}\n`);
  if (wish.command === 'check') return check(run, az);
  if (!wish.dryRun) file.save();
  try {
    await deploy(run, wish);
  } catch (error) {
    if (!(error instanceof InstallationError)) throw error;
    say(
      `\nIt has ended here.\n\n${failureOf(error)}\n\nWhen that is mended, run it again; it goes on where it was:\n  ${again(run, ...sameAs(wish))}`,
    );
    return 1;
  }
  if (wish.dryRun) {
    say('\nThat would be all, and then the check of everything that sign-in and the bot need. Nothing was changed.');
    return 0;
  }
  return finish(run, await examine(file.values, az));
}

/** The words of a run of the code alone; everything else is in the values by then. */
function sameAs({ code, zip }: Wish): string[] {
  return code ? ['--code', '--zip', zip] : [];
}

/** Findings as text; what says to deploy again says it for this installation. */
function told(run: Run, findings: readonly Finding[]): string {
  const named = findings.map(finding => ({
    ...finding,
    fix: finding.fix?.replace(/node infra\/install\.ts deploy(?! --name)/, again(run)),
  }));
  return reportOf(named);
}

function finish(run: Run, findings: readonly Finding[]): number {
  say(`\nWhat is there now\n${told(run, findings)}`);
  const count = countOf(findings);
  const wrong = findings.filter(({ state }) => state === 'wrong');
  if (wrong.some(({ subject }) => subject === 'consent')) {
    say('\nNext, somebody grants the permissions: docs/admin-consent.md. Until then nobody can sign in.');
  }
  say(
    count === ''
      ? '\nEverything is as it should be. Next: docs/install.md, step 4.'
      : `\n${count}. See again: node infra/install.ts check --name ${run.name}`,
  );
  return wrong.length > 0 ? 1 : 0;
}

async function check(run: Run, az: Az): Promise<number> {
  const before = preflight(run);
  say(`What an installation needs\n${told(run, before)}`);
  const signedIn = before.some(({ subject, state }) => subject === 'Tenant' && state !== 'wrong');
  const found = signedIn && run.file.get('BOT_ID') !== '' ? await examine(run.file.values, az) : [];
  if (found.length > 0) say(`\nWhat is there\n${told(run, found)}`);
  else if (signedIn) say(`\nNothing is deployed yet: ${again(run)}`);
  const all = [...before, ...found];
  say(`\n${countOf(all) || 'Everything is as it should be'}.`);
  return all.some(({ state }) => state === 'wrong') ? 1 : 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof InstallationError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
