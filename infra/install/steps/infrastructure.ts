import { AzError, InstallationError } from '../../az.ts';
import { textAt } from '../../checkup/json.ts';
import { unknownYet } from '../../hands.ts';
import { given, outputs, TEMPLATE } from '../parameters.ts';
import { keep, type Run } from '../run.ts';

/** The toolkit calls its deployment the same. */
const DEPLOYMENT = 'main';

/** Deploys the templates, and keeps what they tell. Throws an InstallationError. */
export function deployInfrastructure(run: Run): void {
  const { hands, file } = run;
  const where = ['--resource-group', file.get('AZURE_RESOURCE_GROUP_NAME'), '--name', DEPLOYMENT];
  const what = ['--template-file', TEMPLATE, '--parameters', ...given(file), '--no-prompt', 'true'];
  const create = () =>
    hands.change('  Deploys the templates; 3 to 10 minutes, in which nothing is written here.', {
      args: ['deployment', 'group', 'create', ...where, ...what],
      instead: expected(run),
    });
  const made = afterTheRunningOne(run, where, create);
  for (const output of outputs()) {
    const value = textAt(made, 'properties', 'outputs', output, 'value');
    if (value === '') throw new InstallationError(`The deployment has told no ${output}: deploy again.`);
    keep(run, output.toUpperCase(), value);
  }
}

/** A deployment goes on in Azure when the run that began it is interrupted. */
function afterTheRunningOne({ hands }: Run, where: readonly string[], create: () => unknown): unknown {
  try {
    return create();
  } catch (error) {
    if (!(error instanceof AzError) || !/DeploymentActive|still active/.test(error.said)) throw error;
    const wait = ['deployment', 'group', 'wait', ...where, '--created', '--interval', '10', '--timeout', '1800'];
    hands.change('  The deployment of an earlier run is still going on; waits for it.', { args: wait });
    return create();
  }
}

/** What a dry run goes on with: what is known, and the names of what is not. */
function expected({ file }: Run): unknown {
  const told = outputs().map(output => {
    const name = output.toUpperCase();
    return [output, { value: file.get(name) || unknownYet(name) }];
  });
  return { properties: { outputs: Object.fromEntries(told) } };
}
