import assert from 'node:assert/strict';
import { InstallationError } from '../../../infra/az.ts';
import { readWish, USAGE } from '../../../infra/install/arguments.ts';
import { given, parameters, providers } from '../../../infra/install/parameters.ts';
import { NAMES, ValuesFile } from '../../../infra/values.ts';
import { BICEP, bicep, text } from '../files.ts';

describe('infra: the command line of the installer', () => {
  it('takes values between its words, and a package', () => {
    const wish = readWish([
      'deploy',
      'PLAN_SKU=S1',
      '--name',
      'prod',
      '--zip',
      'a.zip',
      'ALERT_EMAIL=a=b@contoso.com',
      '--code',
    ]);
    assert.deepEqual(
      [wish.command, wish.name, wish.zip, wish.code, wish.again],
      ['deploy', 'prod', 'a.zip', true, false],
    );
    assert.deepEqual(
      [...wish.values],
      [
        ['PLAN_SKU', 'S1'],
        ['ALERT_EMAIL', 'a=b@contoso.com'],
      ],
    );
  });

  for (const [what, words, says] of [
    ['no command', ['--name', 'prod'], /^Usage/],
    ['an unknown command', ['install', '--name', 'prod'], /^Usage/],
    ['no installation', ['deploy'], /^Say which installation/],
    ['an unknown option', ['deploy', '--name', 'prod', '--force'], /--force/],
    ['an option without its value', ['deploy', '--name'], /--name/],
    ['a value that there is not', ['deploy', '--name', 'prod', 'PLANSKU=S1'], /“PLANSKU=…” is no value.*PLAN_SKU/s],
    ['a word', ['deploy', '--name', 'prod', 'now'], /“now” is no value/],
    ['a name that is none of ours', ['deploy', '--name', 'prod', 'PATH=/tmp'], /is no value/],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.throws(
        () => readWish(words),
        (error: Error) => error instanceof InstallationError && says.test(error.message),
      );
    });
  }

  it('is used in the pages as it is', () => {
    const pages = ['infra/README.md', 'docs/install.md', 'docs/operate.md'];
    const lines = pages.flatMap(page =>
      [...text(page).matchAll(/node infra\/install\.ts ((?:check|deploy) [^`#\n]*)/g)].map(([, words = '']) => words),
    );
    assert.ok(lines.length >= 8, lines.join('\n'));
    for (const line of lines) assert.equal(readWish(line.trim().split(/\s+/)).name, 'prod', line);
  });

  it('explains each of its options', () => {
    for (const option of [
      '--name',
      '--dry-run',
      '--zip',
      '--build',
      '--code',
      '--again',
      '--anyway',
      'NYCKEL_LONGEST_PAUSE',
    ]) {
      assert.ok(USAGE.includes(option), option);
    }
  });
});

describe('infra: what the installer reads in the templates', () => {
  it('each parameter has a value of its own, and the known ones their names', () => {
    const all = parameters();
    assert.deepEqual([...all.keys()], [...bicep('infra/main.bicep').params.keys()]);
    assert.equal(new Set(all.values()).size, all.size);
    for (const key of ['location', 'alertEmail', 'aadAppClientId', 'botRegion', 'teamsAppId'] as const) {
      assert.equal(all.get(key), NAMES[key]);
    }
  });

  it('gives only what has a value', () => {
    const file = ValuesFile.of('of-this-test');
    assert.deepEqual(given(file), []);
    file.set('TEAMS_APP_ID', 'x');
    assert.deepEqual(given(file), ['teamsAppId=x']);
  });

  it('knows the providers of everything that is made, and no others', () => {
    const types = [...BICEP.values()].flatMap(({ resources }) => resources.map(({ type }) => type.split('/')[0] ?? ''));
    const needed = new Set(types.filter(name => !/\.Authorization$/.test(name)));
    assert.deepEqual(providers(), [...needed].sort());
  });
});
