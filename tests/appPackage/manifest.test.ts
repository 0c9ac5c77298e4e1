import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { unzipSync } from 'fflate';
import { ACCENT_COLOR } from '../../scripts/draw-icons.ts';
import { packageApp } from '../../scripts/package-app.ts';
import { LOCALES } from '../../src/locales/locale.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SCHEMAS = path.join(ROOT, 'node_modules/@microsoft/app-manifest/build/json-schemas/teams/v1.25');
const BOT_ID = '6f1d2c3b-4a59-4687-8796-a5b4c3d2e1f0';
const SSO_ID = '0a1b2c3d-4e5f-4061-8273-8495a6b7c8d9';

type Command = { title: string; description: string };
type Bot = { botId: string; scopes: string[]; commandLists: { scopes: string[]; commands: Command[] }[] };
type Manifest = {
  version: string;
  id: string;
  accentColor: string;
  bots: [Bot];
  webApplicationInfo: { id: string; resource: string };
  validDomains: string[];
  localizationInfo: { defaultLanguageTag?: string; additionalLanguages: { languageTag: string; file: string }[] };
};

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const packaged = (name: string) => {
  const environment = { BOT_ID, AAD_APP_CLIENT_ID: SSO_ID, DEVELOPER_NAME: 'Contoso "IT" & friends' };
  const file = unzipSync(packageApp(environment, path.join(ROOT, 'appPackage')))[name];
  assert.ok(file, `${name} is in the package`);
  return JSON.parse(new TextDecoder().decode(file));
};

function validator(schema: string): (value: unknown) => string[] {
  // The localization schema has patterns that are no Unicode regular expressions.
  const ajv = new Ajv.default({ allErrors: true, strict: false, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(readJson(path.join(SCHEMAS, schema)));
  return value => (validate(value) ? [] : (validate.errors ?? []).map(e => `${e.instancePath} ${e.message}`));
}

describe('appPackage/manifest.json', () => {
  let manifest: Manifest;
  let bot: Bot;
  let errorsOf: (value: unknown) => string[];
  before(() => {
    manifest = packaged('manifest.json');
    errorsOf = validator('MicrosoftTeams.schema.json');
    assert.equal(manifest.bots.length, 1);
    [bot] = manifest.bots;
  });

  it('is not offered where people of other organizations are', () => {
    const manifest = packaged('manifest.json');
    assert.ok(!('supportsChannelFeatures' in manifest) && !('supportedChannelTypes' in manifest));
  });

  it('is valid against the schema that it names', () => {
    assert.deepEqual(errorsOf(manifest), []);
    const schema = readJson(path.join(SCHEMAS, 'MicrosoftTeams.schema.json'));
    assert.deepEqual(Reflect.get(manifest, 'manifestVersion'), schema.properties.manifestVersion.const);
    assert.match(String(Reflect.get(manifest, '$schema')), /\/teams\/v1\.25\/MicrosoftTeams\.schema\.json$/);
  });

  it('would be refused with a thirteenth command, a fourth command list, a long name or a property Teams does not know', () => {
    const command = { title: 'x', description: 'x' };
    const list = { scopes: ['personal'], commands: Array(13).fill(command) };
    assert.notDeepEqual(errorsOf({ ...manifest, bots: [{ ...bot, commandLists: [list] }] }), []);
    const short = { scopes: ['personal'], commands: [command] };
    assert.notDeepEqual(errorsOf({ ...manifest, bots: [{ ...bot, commandLists: Array(4).fill(short) }] }), []);
    assert.notDeepEqual(errorsOf({ ...manifest, name: { short: 'n'.repeat(31) } }), []);
    assert.notDeepEqual(errorsOf({ ...manifest, surprise: true }), []);
  });

  it('is not valid as it lies in the repository: the ids are placeholders until it is packaged', () => {
    const raw = readJson(path.join(ROOT, 'appPackage/manifest.json'));
    const about = errorsOf(raw).join('\n');
    for (const place of ['/id', '/bots/0/botId', '/webApplicationInfo/id']) assert.match(about, new RegExp(place));
  });

  it("has one id for app and bot, and single sign-on for the bot's own address", () => {
    assert.equal(manifest.id, BOT_ID);
    assert.equal(bot.botId, BOT_ID);
    assert.deepEqual(manifest.webApplicationInfo, { id: SSO_ID, resource: `api://botid-${BOT_ID}` });
  });

  it('lets the sign-in page of the token service open', () => {
    for (const host of ['token.botframework.com', 'europe.token.botframework.com', 'token.botframework.azure.us']) {
      const domains = [host, host.replace(/^[^.]+/, '*')];
      assert.ok(
        manifest.validDomains.some(domain => domains.includes(domain)),
        host,
      );
    }
  });

  it('has the version of package.json and the colour of the icon', () => {
    assert.equal(manifest.version, readJson(path.join(ROOT, 'package.json')).version);
    assert.equal(manifest.accentColor, ACCENT_COLOR);
  });

  it('offers commands in every scope of the bot, once, and at most ten (what the menu shows)', () => {
    const scopes = bot.commandLists.flatMap(list => list.scopes);
    assert.deepEqual([...scopes].sort(), [...bot.scopes].sort());
    assert.deepEqual([...bot.scopes].sort(), ['groupChat', 'personal', 'team']);
    for (const { commands } of bot.commandLists) {
      assert.ok(commands.length > 0 && commands.length <= 10);
      assert.equal(new Set(commands.map(({ title }) => title)).size, commands.length);
    }
  });
});

describe('appPackage localization', () => {
  let manifest: Manifest;
  let swedish: Record<string, string>;
  let translations: Record<string, string>[];
  let errorsOf: (value: unknown) => string[];
  before(() => {
    manifest = packaged('manifest.json');
    translations = LOCALES.filter(locale => locale !== 'en').map(locale => packaged(`${locale}.json`));
    swedish = packaged('sv.json');
    errorsOf = validator('MicrosoftTeams.Localization.schema.json');
  });

  it('is English by default, and speaks every other language of the bot besides', () => {
    assert.equal(manifest.localizationInfo.defaultLanguageTag, 'en');
    const others = LOCALES.filter(locale => locale !== 'en');
    assert.deepEqual(
      manifest.localizationInfo.additionalLanguages,
      others.map(languageTag => ({ languageTag, file: `${languageTag}.json` })),
    );
    assert.ok(others.includes('sv'));
  });

  it('is valid against the localization schema', () => {
    for (const translation of translations) assert.deepEqual(errorsOf(translation), []);
  });

  it('would be refused with an unknown key, a long description or an empty name', () => {
    assert.notDeepEqual(errorsOf({ ...swedish, 'bots[1].commandLists[0].commands[0].title': 'hjälp' }), []);
    assert.notDeepEqual(errorsOf({ ...swedish, 'description.short': 'å'.repeat(81) }), []);
    assert.notDeepEqual(errorsOf({ ...swedish, 'name.short': '' }), []);
  });

  it('translates every text of the manifest, and nothing that is not there', () => {
    const expected = ['$schema', 'name.short', 'name.full', 'description.short', 'description.full'];
    for (const [list, { commands }] of manifest.bots[0].commandLists.entries()) {
      for (const command of commands.keys()) {
        const key = `bots[0].commandLists[${list}].commands[${command}]`;
        expected.push(`${key}.title`, `${key}.description`);
      }
    }
    for (const translation of translations) assert.deepEqual(Object.keys(translation).sort(), expected.sort());
  });

  it('leaves no command in English', () => {
    const english = new Set(manifest.bots.flatMap(bot => bot.commandLists.flatMap(l => l.commands.map(c => c.title))));
    const titles = Object.keys(swedish).filter(key => key.endsWith('.title'));
    assert.equal(titles.length, 11);
    for (const key of titles) assert.ok(!english.has(swedish[key] ?? ''), `${key} is English`);
  });
});
