import { execFileSync } from 'node:child_process';
import { AzError, InstallationError } from '../az.ts';
import type { Hands } from '../hands.ts';
import type { Wish } from './arguments.ts';
import { checkExisting, forbids } from './existing/existing.ts';
import { SEAL_KEY } from './existing/seal-key.ts';
import { BUILD } from './preflight/code.ts';
import { preflight } from './preflight/preflight.ts';
import { countOf, reportOf } from './report.ts';
import type { Run } from './run.ts';
import { finishApplication, makeApplication } from './steps/application.ts';
import { deployCode } from './steps/code.ts';
import { prepareGround } from './steps/ground.ts';
import { deployInfrastructure } from './steps/infrastructure.ts';
import { waitUntilReady } from './steps/readiness.ts';

/** One step of an installation. */
interface Step {
  title: string;
  /** Why it is there, for a dry run. */
  why: string;
  work(run: Run, wish: Wish): void | Promise<void>;
}

const STEPS: readonly Step[] = [
  {
    title: 'Resource providers and resource group',
    why: 'Azure makes nothing of a kind that the subscription has not registered, and everything is in one group.',
    work: prepareGround,
  },
  {
    title: 'The application that people sign in to',
    why: 'The templates need its id. A managed identity, which the bot is, can’t be one that people sign in to.',
    work: makeApplication,
  },
  {
    title: 'What is in Azure',
    why: 'Identity, store, vault, App Service, Azure Bot with its channel and connection, logs and alerts: infra/README.md.',
    work: deployInfrastructure,
  },
  {
    title: 'What ties the application to the bot',
    why: 'App ID URI, scope, clients of Teams, permissions; and the credential by which Azure Bot signs people in without a secret.',
    work: finishApplication,
  },
  {
    title: 'The code',
    why: 'The App Service is empty until then.',
    work: (run, { again }) => deployCode(run, again),
  },
  {
    title: 'The start',
    why: 'The bot waits until the roles of its identity are in force.',
    work: waitUntilReady,
  },
];

/** Only these are done where somebody deploys the code alone. */
const CODE_ALONE = ['The code', 'The start'];
const APP = 'BOT_AZURE_APP_SERVICE_RESOURCE_ID';

/** Everything of a deployment but the check at its end. Throws an InstallationError, with the step that ended. */
export async function deploy(run: Run, wish: Wish): Promise<void> {
  if (wish.build) build(run);
  checkBefore(run, wish);
  if (!run.hands.dry) run.file.save();
  if (wish.code && run.file.get(APP) === '') {
    throw new InstallationError('There is no App Service yet for the code: deploy without --code first.');
  }
  const steps = wish.code ? STEPS.filter(({ title }) => CODE_ALONE.includes(title)) : inOrder(run);
  for (const [index, step] of steps.entries()) {
    run.hands.say(`\n${index + 1}. ${step.title}`);
    if (run.hands.dry) run.hands.say(`  Why: ${step.why}`);
    const begun = Date.now();
    await step.work(run.hands.dry ? { ...run, hands: withoutAnswers(run.hands) } : run, wish);
    if (!run.hands.dry) run.hands.say(`  done in ${seconds(Date.now() - begun)}`);
  }
}

/**
 * The code comes last where there is no App Service yet. Else it comes before the templates: a new package takes the settings
 * of before, and an old one may not start with new ones.
 */
function inOrder({ file }: Run): readonly Step[] {
  if (file.get(APP) === '') return STEPS;
  const code = STEPS.findIndex(({ title }) => title === 'The code');
  const templates = STEPS.findIndex(({ title }) => title === 'What is in Azure');
  return STEPS.toSpliced(code, 1).toSpliced(templates, 0, ...STEPS.slice(code, code + 1));
}

/** A dry run shows every step, also where nobody is signed in: what can't be asked counts as not there. */
function withoutAnswers(hands: Hands): Hands {
  const read: Hands['read'] = (...args) => {
    try {
      return hands.read(...args);
    } catch (error) {
      if (error instanceof AzError) return undefined;
      throw error;
    }
  };
  return { ...hands, read };
}

/** The code alone goes where the values say; only what they do not say is looked for. */
function checkBefore(run: Run, { anyway, code }: Wish): void {
  if (code && run.file.get(APP) !== '') return;
  run.hands.say('What is there before');
  // No code changes the key.
  const findings = code ? checkExisting(run).filter(({ subject }) => subject !== SEAL_KEY) : preflight(run);
  run.hands.say(reportOf(findings));
  const wrong = findings.some(({ state }) => state === 'wrong');
  if (!wrong || run.hands.dry) return;
  if (findings.some(forbids)) {
    throw new InstallationError(`${countOf(findings)}. Nothing was changed. Say it as it is: --anyway does not help.`);
  }
  if (!anyway) {
    throw new InstallationError(
      `${countOf(findings)}. Nothing was changed. Mend what is wrong, or go on with --anyway.`,
    );
  }
  run.hands.say('  Goes on anyway.');
}

/** With npm, where it is there; as in the Azure Cloud Shell, NODE_ENV may say production. */
function build({ hands }: Run): void {
  hands.say(`Makes the package: ${BUILD}`);
  if (hands.dry) return;
  const windows = process.platform === 'win32';
  try {
    for (const args of [
      ['ci', '--include=dev'],
      ['run', 'build'],
    ]) {
      execFileSync('npm', args, { stdio: 'inherit', shell: windows });
    }
  } catch (error) {
    throw new InstallationError(`npm has not made the package: ${String(error)}`, { cause: error });
  }
}

function seconds(milliseconds: number): string {
  const all = Math.round(milliseconds / 1000);
  return all < 60 ? `${all} s` : `${Math.floor(all / 60)} min ${all % 60} s`;
}
