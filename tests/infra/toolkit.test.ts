import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { BICEP, bicep, code, ROOT, table, text } from './files.ts';

const YML = text('m365agents.yml').replaceAll(/^ *#.*$/gm, '');
/** Name and value of each line of the environment file. */
const ENV = new Map(
  [...text('env/.env.dev').matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
);
const placeholders = (file: string) => new Set([...file.matchAll(/\$\{\{(\w+)\}\}/g)].map(([, name]) => name ?? ''));
const written = [...YML.matchAll(/^ {6}\w+: ([A-Z][A-Z_]+)$/gm)].map(([, name]) => name ?? '');

describe('infra: Agents Toolkit', () => {
  const [provision = '', deploy = '', publish = ''] = YML.split(/^(?:provision|deploy|publish):$/m).slice(1);
  const actions = (part: string) => [...part.matchAll(/- uses: (\S+)/g)].map(([, action]) => action);

  it('makes the application, what is in Azure, and what ties them together, in this order', () => {
    assert.deepEqual(actions(provision), [
      'aadApp/create',
      'arm/deploy',
      'aadApp/update',
      'script',
      'teamsApp/validateManifest',
    ]);
    assert.deepEqual(actions(deploy), ['cli/runNpmCommand', 'cli/runNpmCommand', 'azureAppService/zipDeploy']);
    assert.deepEqual(actions(publish), [
      'teamsApp/zipAppPackage',
      'teamsApp/validateAppPackage',
      'teamsApp/publishAppPackage',
    ]);
  });

  it('makes no secret', () => {
    assert.match(provision, /generateClientSecret: false/);
    assert.doesNotMatch(`${YML}${[...ENV.keys()].join('\n')}`, /SECRET_|PASSWORD/);
  });

  it('reads files that exist, or that it wrote before', () => {
    const files = [...YML.matchAll(/: (\.\/\S+)$/gm)].map(([, file]) => file ?? '');
    const sources = files.filter(file => !/^\.\/(dist|artifacts)\b/.test(file));
    assert.ok(sources.length >= 6, files.join());
    for (const file of sources) assert.ok(existsSync(path.join(ROOT, file)), file);
    assert.ok(existsSync(path.join(ROOT, /node (\S+)/.exec(provision)?.[1] ?? '')));
    const zips = [...publish.matchAll(/(?:outputZipPath|appPackagePath): (\S+)/g)].map(([, zip]) => zip);
    assert.equal(new Set(zips).size, 1);
  });

  it('every variable that it uses is in the environment file', () => {
    for (const file of [
      'm365agents.yml',
      'appPackage/manifest.json',
      'aad.manifest.json',
      'infra/main.parameters.json',
    ]) {
      for (const name of placeholders(text(file))) assert.ok(ENV.has(name), `${file}: ${name}`);
    }
  });

  it('every variable of the environment file is given there or written by an action', () => {
    const outputs = [...bicep('infra/main.bicep').outputs.keys()].map(name => name.toUpperCase());
    // The toolkit asks for the first two; without the third, the deployment is refused.
    const asked = ['AZURE_SUBSCRIPTION_ID', 'AZURE_RESOURCE_GROUP_NAME', 'ALERT_EMAIL'];
    for (const [name, value] of ENV) {
      assert.ok(value !== '' || [...outputs, ...written, ...asked].includes(name), name);
    }
    for (const name of [...outputs, ...written]) assert.ok(ENV.has(name), name);
  });

  it('holds no id of anybody’s tenant', () => {
    assert.doesNotMatch([...ENV.values()].join('\n'), /[0-9a-f]{8}-/);
  });

  it('sends what the build makes, once', () => {
    assert.match(deploy, /args: run build\n[\s\S]*artifactFolder: \.\/dist\n/);
    const rules = text('infra/deploy.ignore')
      .split('\n')
      .filter(line => line && !line.startsWith('#'));
    assert.deepEqual(rules, ['*.zip']);
  });
});

describe('infra: README', () => {
  const commands = [...text('infra/README.md').matchAll(/```sh\n([\s\S]*?)```/g)]
    .map(([, block]) => block ?? '')
    .join('');

  it('deploys with one command, with files that exist', () => {
    assert.match(
      commands,
      /^az deployment group create --resource-group \S+ --template-file infra\/main\.bicep --parameters infra\/main\.bicepparam$/m,
    );
  });

  it('deploys the package that the build makes', () => {
    assert.match(commands, /^npm ci --include=dev && npm run build$/m);
    const [, zip = ''] = /--src-path dist\/(\S+)$/m.exec(commands) ?? [];
    assert.ok(zip && text('scripts/build/deployment.ts').includes(`path.join(folder, '${zip}')`), zip);
  });

  it('takes outputs of a deployment of the same name as that of the toolkit', () => {
    const [, name] = /^output\(\) \{ az deployment group show --resource-group \S+ --name (\S+) /m.exec(commands) ?? [];
    assert.equal(name, 'main', 'the Azure CLI calls a deployment by the file');
    assert.match(YML, /^ +deploymentName: main$/m);
  });

  it('takes outputs that the deployment has', () => {
    const taken = [...commands.matchAll(/\$\(output (\w+)\)/g)].map(([, name]) => name ?? '');
    assert.ok(taken.length >= 3);
    for (const name of taken) assert.ok(bicep('infra/main.bicep').outputs.has(name), name);
  });

  it('has the providers registered that the template needs, and no others', () => {
    const [, listed = ''] = /^for provider in ([\w ]+); do$/m.exec(commands) ?? [];
    const types = [...BICEP.values()].flatMap(({ resources }) => resources.map(({ type }) => type));
    const needed = new Set(types.map(type => type.replace(/^Microsoft\.|\/.*/g, '')));
    assert.ok(needed.delete('Authorization'), 'every subscription has it');
    assert.deepEqual(listed.split(' '), [...needed].sort());
  });

  it('sets the variables that main.bicepparam reads', () => {
    const read = [...text('infra/main.bicepparam').matchAll(/readEnvironmentVariable\('(\w+)'/g)].map(
      ([, name = '']) => name,
    );
    assert.ok(read.length >= 2);
    for (const name of read) assert.ok(commands.includes(`export ${name}=`), name);
  });

  it('names parameters and files that exist', () => {
    for (const [, name = ''] of text('infra/README.md').matchAll(/--parameters (\w+)=/g)) {
      assert.ok(bicep('infra/main.bicep').params.has(name), name);
    }
    const files = table('infra/README.md', '# Nyckel in Azure')
      .slice(2)
      .map(([name]) => code(name) ?? '');
    for (const file of files) assert.ok(existsSync(path.join(ROOT, 'infra', file)), file);
  });
});

/** What somebody who installs follows, also in the Azure Cloud Shell, which sets NODE_ENV=production. */
const INSTALLED_BY = ['infra/README.md', 'docs/install.md', 'docs/operate.md', 'm365agents.yml'];

describe('infra: npm, where somebody installs', () => {
  for (const file of INSTALLED_BY) {
    it(`brings what the build needs, whatever NODE_ENV says: ${file}`, () => {
      const commands = text(file).match(/(?:\bnpm |^ *args: )(?:ci|install)\b.*/gm) ?? [];
      assert.ok(commands.length > 0);
      for (const command of commands) assert.match(command, /(?:ci|install) --include=dev\b/);
    });
  }

  it('is tried so in the workflow', () => {
    assert.match(
      text('.github/workflows/ci.yml'),
      /^ {4}env:\n {6}NODE_ENV: production\n[\s\S]*?^ {6}- run: npm ci --include=dev && npm run build$/m,
    );
  });
});

describe('infra: GitHub workflow', () => {
  const workflow = text('.github/workflows/ci.yml');

  it('runs what the README tells everybody to run', () => {
    assert.match(workflow, /- run: \.ci\/run$/m);
    assert.match(text('.ci/run'), /^npm ci && npm test$/m);
    assert.ok((statSync(path.join(ROOT, '.ci/run')).mode & 0o111) !== 0, '.ci/run can be run');
    assert.match(workflow, /- run: npm ci$/m);
    assert.match(workflow, /^ +setsid npm start &$/m);
    assert.match(workflow, /127\.0\.0\.1:3978\/readyz/);
  });

  it('brings what the compiler of the tests is restored with, and compiles with the newest as well', () => {
    assert.match(workflow, /uses: actions\/setup-dotnet@[\s\S]*?- run: \.ci\/run$/m);
    assert.match(workflow, /build --file infra\/main\.bicep/);
    assert.match(workflow, /build-params --file infra\/main\.bicepparam/);
  });

  it('asks for advisories about what runs in production, at each change and once a week', () => {
    assert.match(workflow, /- run: npm audit --omit=dev --audit-level=high$/m);
    assert.match(workflow, /^ {4}- cron: '\d+ \d+ \* \* \d'$/m);
  });
});

for (const file of ['ci.yml', 'weekly.yml']) {
  describe(`infra: GitHub workflow, ${file}`, () => {
    const workflow = text(`.github/workflows/${file}`);

    it('may only read, keeps no token, and takes actions by their commit', () => {
      assert.match(workflow, /^permissions:\n {2}contents: read$/m);
      assert.doesNotMatch(workflow, /: write\b|pull_request_target|secrets\./);
      const actions = [...workflow.matchAll(/uses: (\S+)/g)].map(([, action]) => action ?? '');
      assert.ok(actions.length > 0);
      for (const action of actions) assert.match(action, /@[0-9a-f]{40}$/);
      const checkouts = actions.filter(action => action.startsWith('actions/checkout@'));
      assert.equal(workflow.split('persist-credentials: false').length - 1, checkouts.length);
    });

    it('runs a Node.js that the project takes', () => {
      const { engines } = JSON.parse(text('package.json')) as { engines: { node: string } };
      for (const [, major = ''] of workflow.matchAll(/container: node:(\d+)/g)) {
        assert.ok(Number(major) >= Number(/\d+/.exec(engines.node)?.[0]), major);
      }
    });
  });
}

describe('infra: GitHub workflow of each week', () => {
  it('has the toolkit check the app, and find a mistake', () => {
    const workflow = text('.github/workflows/weekly.yml');
    assert.match(workflow, /^ {4}- cron: '\d+ \d+ \* \* \d'$/m);
    assert.match(workflow, /^ {6}- run: npm run app:validate$/m);
    assert.match(workflow, /if npm run app:validate -- \S+; then/);
  });
});
