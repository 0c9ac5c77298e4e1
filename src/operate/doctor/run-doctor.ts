import type { Writable } from 'node:stream';
import { DOCTOR_USAGE, parseDoctorCommand } from './command.ts';
import { examine } from './examination.ts';
import { isWell, jsonReport, textReport } from './report.ts';

const WELL = 0;
const PROBLEMS = 1;
const WRONG_USAGE = 2;

/**
 * `npm run doctor`: checks the installation that the environment describes, also while the bot runs, and changes nothing in
 * it but a mark that the bot's own readiness check writes too. Resolves with the exit code: 0 no problem found, 1 problems, 2
 * wrong arguments.
 */
export async function runDoctor(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  { out, problems }: { out: Writable; problems: Writable },
): Promise<number> {
  const command = parseDoctorCommand(args);
  if (typeof command === 'string') {
    problems.write(`${command}\n${DOCTOR_USAGE}\n`);
    return WRONG_USAGE;
  }
  const results = await examine(command, env);
  out.write(command.json ? jsonReport(results) : textReport(results));
  return isWell(results) ? WELL : PROBLEMS;
}
