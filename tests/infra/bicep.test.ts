import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { at, type BicepFile, type BicepValue, literal, readBicepParameters } from '../support/bicep.ts';
import { BICEP, bicep, made, ROOT, text } from './files.ts';

const MAIN = bicep('infra/main.bicep');
const everyResource = [...BICEP].flatMap(([file, { resources }]) => resources.map(one => ({ ...one, file })));

/** All expressions in a value, and the keys, which can hold expressions as well. */
function expressions(value: BicepValue | undefined): string[] {
  if (value === undefined) return [];
  return typeof value === 'string'
    ? [value]
    : Object.entries(value).flatMap(([key, item]) => [key, ...expressions(item)]);
}

function everyExpression({ params, variables, outputs, resources, modules }: BicepFile): string {
  const values = [...params.values()].map(({ usual }) => usual);
  const bodies = [...resources, ...modules].flatMap(({ body, condition, loop }) => [body, condition, loop]);
  return [...values, ...variables.values(), ...outputs.values(), ...bodies].flatMap(expressions).join('\n');
}

/** Diagnostic settings have no newer version, and the stable ones can't be written to a workspace: Microsoft's own modules take it. */
const PREVIEW = 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview';

describe('infra: Bicep', () => {
  it('finds the modules', () => assert.ok(BICEP.size >= 9, [...BICEP.keys()].join()));

  for (const { type, version, file, symbol } of everyResource) {
    it(`${file} takes a stable version for ${symbol}`, () => {
      if (`${type}@${version}` !== PREVIEW) assert.match(version, /^20\d\d-\d\d-\d\d$/);
      assert.match(type, /^Microsoft\.\w+\//);
    });
  }

  it('takes one version per type', () => {
    const versions = new Map<string, string>();
    for (const { type, version } of everyResource) {
      assert.equal(versions.get(type) ?? version, version, type);
      versions.set(type, version);
    }
  });

  for (const [file, content] of BICEP) {
    it(`${file} uses every parameter and variable that it declares`, () => {
      const used = everyExpression(content);
      for (const name of [...content.params.keys(), ...content.variables.keys()]) {
        assert.match(used, new RegExp(`\\b${name}\\b`), name);
      }
    });

    it(`${file} loads only files that exist`, () => {
      for (const [, loaded = ''] of everyExpression(content).matchAll(/load\w+\('([^']+)'/g)) {
        assert.ok(existsSync(path.join(ROOT, path.dirname(file), loaded)), loaded);
      }
    });
  }

  for (const { symbol, path: part, body } of MAIN.modules) {
    it(`main.bicep gives ${part} the parameters that it has, and takes outputs that exist`, () => {
      const module = bicep(`infra/${part}`);
      const given = Object.keys(at(body, 'params') ?? {});
      assert.deepEqual([...given].sort(), [...module.params.keys()].sort());
      for (const [, output = ''] of everyExpression(MAIN).matchAll(
        new RegExp(`\\b${symbol}\\.outputs\\.(\\w+)`, 'g'),
      )) {
        assert.ok(module.outputs.has(output), `${symbol}.outputs.${output}`);
      }
    });
  }

  it('every module is used, and nothing is made outside them', () => {
    const used = MAIN.modules.map(({ path: part }) => `infra/${part}`);
    assert.deepEqual(['infra/main.bicep', ...used].sort(), [...BICEP.keys()].sort());
    assert.deepEqual(MAIN.resources, []);
  });

  it('the app waits for its key: its address is that of the key that was made', () => {
    const app = MAIN.modules.find(({ symbol }) => symbol === 'app');
    assert.equal(at(app?.body, 'params.sealKeyUrl'), 'keyVault.outputs.keyUrl');
    const vault = bicep('infra/modules/key-vault.bicep');
    assert.match(String(vault.outputs.get('keyUrl')), /vaultUri\}keys\/\$\{key\.name\}'$/);
  });

  it('main.bicep names its outputs in small letters: others come back changed', () => {
    assert.ok(MAIN.outputs.size > 0);
    for (const name of MAIN.outputs.keys()) assert.match(name, /^[a-z_]+$/);
  });

  it('every parameter of main.bicep says what it is', () => {
    for (const [name, { decorators }] of MAIN.params) assert.match(decorators, /@description\('[^']{10,}'\)/, name);
  });
});

describe('infra: parameter files', () => {
  const required = [...MAIN.params].filter(([, { usual }]) => usual === undefined).map(([name]) => name);
  const { using, values } = readBicepParameters(text('infra/main.bicepparam'));
  const toolkit = JSON.parse(text('infra/main.parameters.json')) as { parameters: Record<string, unknown> };

  it('main.bicepparam belongs to main.bicep', () => assert.equal(using, 'main.bicep'));

  for (const [file, given] of [
    ['main.bicepparam', [...values.keys()]],
    ['main.parameters.json', Object.keys(toolkit.parameters)],
  ] as const) {
    it(`${file} sets all that has no default, and nothing that does not exist`, () => {
      for (const name of required) assert.ok(given.includes(name), name);
      for (const name of given) assert.ok(MAIN.params.has(name), name);
    });
  }

  it('main.bicepparam holds no value of one installation', () => {
    for (const [name, value] of values) assert.match(String(value), /^readEnvironmentVariable\('[A-Z_]+'\)$/, name);
  });
});

describe('infra: a second run changes nothing', () => {
  const source = [...BICEP.keys()]
    .map(text)
    .join('\n')
    .replaceAll(/\/\/[^\n]*/g, '');

  it('no value is another one at every deployment', () => {
    assert.doesNotMatch(source, /\b(newGuid|utcNow|dateTimeAdd)\(/);
    assert.deepEqual(made('Microsoft.Resources/deploymentScripts'), []);
  });

  it('role assignments and the workbook have names that depend on nothing but their place', () => {
    const named = [...made('Microsoft.Authorization/roleAssignments'), ...made('Microsoft.Insights/workbooks')];
    assert.ok(named.length >= 4);
    for (const { body, file } of named) assert.match(String(body.name), /^guid\(\w+(\.id)?, /, file);
  });

  it('names come from the resource group', () => {
    assert.equal(MAIN.variables.get('suffix'), 'uniqueString(resourceGroup().id)');
    for (const { symbol, body } of MAIN.modules) {
      const name = at(body, 'params.name');
      if (name !== undefined) assert.match(String(name), /^(uniqueName|'\$\{prefix\}\$\{suffix\}')$/, symbol);
      assert.ok(literal(body.name), `${symbol} has a fixed deployment name`);
    }
  });

  it('names are as short as Azure wants them', () => {
    // uniqueString makes 13 characters; a storage account and a vault take 24.
    const longest = Number(/@maxLength\((\d+)\)/.exec(MAIN.params.get('name')?.decorators ?? '')?.[1]);
    assert.ok(longest + '-'.length + 13 <= 24, String(longest));
  });
});
