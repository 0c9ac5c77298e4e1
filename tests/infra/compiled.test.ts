import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Bicep, type Compiled, compile } from '../../scripts/infra/compiler.ts';
import { shownSecrets } from '../../scripts/infra/secrets.ts';
import { summarize } from '../../scripts/infra/summary.ts';
import { made, moduleOf, parts, type Template } from '../../scripts/infra/template.ts';
import { SNAPSHOT } from '../../scripts/infra-snapshot.ts';
import { skipBecause } from '../support/skip.ts';
import { bicepOrSkip } from './compiler.ts';
import { BICEP, HARMLESS, ROOT, made as written } from './files.ts';

/** What main.bicepparam reads. */
const INSTALLATION = {
  AAD_APP_CLIENT_ID: '6f1d2c3b-4a59-4687-8796-a5b4c3d2e1f0',
  ALERT_EMAIL: 'operators@contoso.com',
  BOT_REGION: 'westeurope',
};
/** Downloads the compiler at the first time. */
const MINUTES = 5 * 60_000;

interface Break {
  what: string;
  file: string;
  /** What is replaced in the file; undefined: the text is put at its end. */
  at?: string;
  by: string;
  said: RegExp;
}

/** What the compiler and its linter must find; if one of them is not found, they judge nothing. */
const BREAKS: readonly Break[] = [
  {
    what: 'a property that does not exist',
    file: 'modules/app.bicep',
    at: '    httpsOnly: true\n',
    by: '    httpsOnly: true\n    httpOnly: true\n',
    said: /app\.bicep\S* : \w+ BCP037: The property "httpOnly"/,
  },
  {
    what: 'an API version that does not exist',
    file: 'modules/app.bicep',
    at: 'serverfarms@2024-11-01',
    by: 'serverfarms@2024-11-02',
    said: /app\.bicep\S* : \w+ BCP081: Resource type "Microsoft\.Web\/serverfarms@2024-11-02"/,
  },
  {
    what: 'a type that does not exist',
    file: 'modules/identity.bicep',
    at: 'userAssignedIdentities@',
    by: 'userAssignedIdentity@',
    said: /identity\.bicep\S* : \w+ BCP081: /,
  },
  {
    what: 'a value that the property does not take',
    file: 'modules/storage.bicep',
    at: 'allowSharedKeyAccess: false',
    by: "allowSharedKeyAccess: 'no'",
    said: /storage\.bicep\S* : \w+ BCP036: The property "allowSharedKeyAccess"/,
  },
  {
    what: 'a property that is missing',
    file: 'modules/workbook.bicep',
    at: "    displayName: 'Nyckel'\n",
    by: '',
    said: /workbook\.bicep\S* : \w+ BCP035: .*"displayName"/,
  },
  {
    what: 'a parameter that nobody uses',
    file: 'modules/bot.bicep',
    by: '\nparam unused string\n',
    said: /bot\.bicep\S* : Error no-unused-params: Parameter "unused"/,
  },
  {
    what: 'a key in an output',
    file: 'modules/storage.bicep',
    by: '\noutput key string = account.listKeys().keys[0].value\n',
    said: /storage\.bicep\S* : Error outputs-should-not-contain-secrets: .*'listKeys'/,
  },
  {
    what: 'a region that is written down',
    file: 'modules/workbook.bicep',
    at: '  location: location\n',
    by: "  location: 'swedencentral'\n",
    said: /workbook\.bicep\S* : Error no-hardcoded-location: /,
  },
  {
    what: 'a secret with a value in the template',
    file: 'modules/monitoring.bicep',
    by: "\n@secure()\nparam word string = 'x'\noutput length int = length(word)\n",
    said: /monitoring\.bicep\S* : Error secure-parameter-default: /,
  },
];

/** Compiles without a word, and shows secrets all the same. */
const SHOWN: readonly Omit<Break, 'what'>[] = [
  {
    file: 'modules/monitoring.bicep',
    by: '\noutput address string = component.properties.ConnectionString\n',
    said: /^the output address of monitoring holds a secret$/,
  },
  {
    file: 'modules/identity.bicep',
    by: "\n@secure()\nparam word string\nresource note 'Microsoft.Resources/tags@2024-03-01' = {\n  name: 'default'\n  properties: {\n    tags: {\n      word: word\n    }\n  }\n}\n",
    said: /^the parameter word of identity is a secret$/,
  },
  {
    file: 'main.bicep',
    at: "  name: 'identity'\n  params: {\n",
    by: "  name: 'identity'\n  params: {\n    word: botCredential\n",
    said: /^botCredential is called like a secret$/,
  },
  { file: 'main.bicep', by: '\nparam botCredential string\n', said: /^botCredential is called like a secret$/ },
];

/** A copy of infra/ with something else in it, compiled. */
function compileChanged(bicep: Bicep, changes: readonly Omit<Break, 'what' | 'said'>[]): Compiled {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-infra-'));
  try {
    cpSync(path.join(ROOT, 'infra'), folder, { recursive: true });
    for (const { file, at, by } of changes) {
      const name = path.join(folder, file);
      const before = readFileSync(name, 'utf8');
      assert.ok(at === undefined || before.includes(at), `${file} has no ${at}`);
      writeFileSync(name, at === undefined ? before + by : before.replace(at, () => by));
    }
    return compile(bicep, path.join(folder, 'main.bicep'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('infra: what the compiler says', function () {
  this.timeout(MINUTES);
  let bicep: Bicep;
  before(function () {
    bicep = bicepOrSkip(this);
  });

  it('of the parameter file: nothing', () => {
    const { output, messages } = compile(bicep, path.join(ROOT, 'infra/main.bicepparam'), {
      ...process.env,
      ...INSTALLATION,
    });
    assert.deepEqual(messages, []);
    const { parametersJson } = JSON.parse(output ?? '') as { parametersJson: string };
    const { parameters } = JSON.parse(parametersJson) as { parameters: Record<string, { value: string }> };
    const read = ['aadAppClientId', 'alertEmail', 'botRegion'].map(name => parameters[name]?.value);
    assert.deepEqual(read, Object.values(INSTALLATION));
  });

  it('of a parameter file without what it has to read: which variables are missing, so that none is forgotten', () => {
    const bare = { ...process.env };
    for (const name of Object.keys(INSTALLATION)) delete bare[name];
    const { output, messages } = compile(bicep, path.join(ROOT, 'infra/main.bicepparam'), bare);
    assert.equal(output, undefined);
    for (const name of Object.keys(INSTALLATION)) {
      assert.ok(
        messages.some(message => message.includes(`Error BCP427: Environment variable "${name}" does not exist`)),
        messages.join('\n'),
      );
    }
  });

  describe('of a copy that is broken', () => {
    let said: string;
    before(() => {
      const { output, messages } = compileChanged(bicep, BREAKS);
      assert.equal(output, undefined, 'the errors of the linter stop it');
      said = messages.join('\n');
    });
    for (const { what, said: expected } of BREAKS) it(`${what}`, () => assert.match(said, expected));
  });
});

describe('infra: what the compiler makes', function () {
  this.timeout(MINUTES);
  let bicep: Bicep;
  let template: Template;
  before(function () {
    bicep = bicepOrSkip(this);
    const { output, messages } = compile(bicep, path.join(ROOT, 'infra/main.bicep'));
    // A warning counts: a property that does not exist is no more than that.
    assert.deepEqual(messages, []);
    template = JSON.parse(output ?? '') as Template;
  });

  it('is each resource that the files have, in the same version', () => {
    const compiled = [...parts(template).values()].flatMap(made).filter(resource => !moduleOf(resource));
    const expected = [...BICEP.values()].flatMap(({ resources }) => resources).filter(({ existing }) => !existing);
    assert.deepEqual(
      compiled.map(({ type, apiVersion }) => `${type}@${apiVersion}`).sort(),
      expected.map(({ type, version }) => `${type}@${version}`).sort(),
    );
    assert.ok(written('Microsoft.Web/sites').length === 1 && compiled.length > 15);
  });

  it('shows no secret in a parameter or an output', () => {
    assert.deepEqual(shownSecrets(template, new Set(Object.keys(HARMLESS))), []);
  });

  it('would be found to show one, by the property, by the mark and by the name', () => {
    const { output, messages } = compileChanged(bicep, SHOWN);
    assert.deepEqual(messages, []);
    const shown = shownSecrets(JSON.parse(output ?? '') as Template, new Set(Object.keys(HARMLESS)));
    for (const { said } of SHOWN)
      assert.ok(
        shown.some(each => said.test(each)),
        `${said} in ${shown.join('; ')}`,
      );
  });

  it('is what infra/snapshot.txt says: after a change, look at what `npm run infra:snapshot` changes there', function () {
    if (!bicep.pinned) skipBecause(this, `${bicep.from} may word the same template differently`);
    const renew = 'Run `npm run infra:snapshot`, and commit what it changes if that is what you meant.';
    const [now, kept] = [summarize(template).split('\n'), readFileSync(SNAPSHOT, 'utf8').split('\n')];
    const more = now.filter(line => !kept.includes(line)).map(line => `+ ${line}`);
    const less = kept.filter(line => !now.includes(line)).map(line => `- ${line}`);
    assert.ok(now.join('\n') === kept.join('\n'), [renew, ...less, ...more].join('\n'));
  });

  it('is told otherwise after a change of a property, a setting, a query or a role', () => {
    const changes = [
      ['modules/app.bicep', 'httpsOnly: true', 'httpsOnly: false', 'httpsOnly: false'],
      ['modules/app.bicep', "CLOUD: 'public'", "CLOUD: 'public'\n    EXTRA: 'x'", 'properties.EXTRA: x'],
      ['queries/reset-failures.kql', 'failures >= 3', 'failures >= 4', 'variable $fxv#1: customMetrics'],
      [
        'modules/storage.bicep',
        '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3',
        '76199698-9eea-4c19-bc75-cec21354c6b6',
        '76199698-',
      ],
    ] as const;
    const { output } = compileChanged(
      bicep,
      changes.map(([file, at, by]) => ({ file, at, by })),
    );
    const before = summarize(template).split('\n');
    const added = summarize(JSON.parse(output ?? '') as Template)
      .split('\n')
      .filter(line => !before.includes(line));
    assert.equal(added.length, changes.length, added.join('\n'));
    for (const [, , , line] of changes)
      assert.ok(
        added.some(each => each.includes(line)),
        line,
      );
  });
});
