import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { DEFAULT_WEBSITE_URL, PackageSettingError, packageApp } from '../../scripts/package-app.ts';
import { LOCALES } from '../../src/locales/locale.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const FOLDER = path.join(ROOT, 'appPackage');
const BOT_ID = '6f1d2c3b-4a59-4687-8796-a5b4c3d2e1f0';

const placeholder = (name: string) => ['${{', name, '}}'].join('');

const manifestOf = (environment: Record<string, string>) =>
  JSON.parse(new TextDecoder().decode(unzipSync(packageApp(environment, FOLDER))['manifest.json']));

function refusal(environment: Record<string, string>): string {
  try {
    packageApp(environment, FOLDER);
  } catch (error) {
    assert.ok(error instanceof PackageSettingError, String(error));
    return error.message;
  }
  assert.fail('the package was made');
}

describe('scripts/package-app.ts', () => {
  it('packs exactly the manifest, the icons and the localization, side by side', () => {
    const files = unzipSync(packageApp({ BOT_ID }, FOLDER));
    const packed = ['color.png', 'outline.png', ...LOCALES.flatMap(tag => (tag === 'en' ? [] : [`${tag}.json`]))];
    assert.deepEqual(Object.keys(files).sort(), [...packed, 'manifest.json'].sort());
    for (const name of packed) {
      assert.deepEqual(Buffer.from(files[name] ?? []), readFileSync(path.join(FOLDER, name)), name);
    }
  });

  it('changes nothing of the manifest but the placeholders', () => {
    const source = readFileSync(path.join(FOLDER, 'manifest.json'), 'utf8');
    const expected = source
      .replaceAll(/\$\{\{(BOT_ID|AAD_APP_CLIENT_ID)\}\}/g, BOT_ID)
      .replaceAll(placeholder('DEVELOPER_NAME'), 'Nyckel')
      .replaceAll(/\$\{\{DEVELOPER_\w+_URL\}\}/g, DEFAULT_WEBSITE_URL);
    assert.doesNotMatch(expected, /\$\{\{/);
    assert.deepEqual(manifestOf({ BOT_ID }), JSON.parse(expected));
  });

  it('takes the ids in lower case, as the application ID URI has them', () => {
    const { id, webApplicationInfo } = manifestOf({ BOT_ID: BOT_ID.toUpperCase() });
    assert.equal(id, BOT_ID);
    assert.deepEqual(webApplicationInfo, { id: BOT_ID, resource: `api://botid-${BOT_ID}` });
  });

  it('puts in the developer, whatever characters the name has', () => {
    const name = `A "B" \\ $& ${placeholder('BOT_ID')}`;
    const { developer } = manifestOf({
      BOT_ID,
      DEVELOPER_NAME: name,
      DEVELOPER_WEBSITE_URL: 'https://contoso.com/help',
      DEVELOPER_PRIVACY_URL: 'https://contoso.com/privacy',
    });
    assert.deepEqual(developer, {
      name,
      websiteUrl: 'https://contoso.com/help',
      privacyUrl: 'https://contoso.com/privacy',
      termsOfUseUrl: 'https://contoso.com/help',
    });
  });

  it('treats an empty setting as not set', () => {
    assert.equal(manifestOf({ BOT_ID, AAD_APP_CLIENT_ID: '', DEVELOPER_NAME: '' }).developer.name, 'Nyckel');
    assert.match(refusal({ BOT_ID: '' }), /^BOT_ID is missing: /);
  });

  for (const value of [
    'nyckel',
    BOT_ID.slice(1),
    `${BOT_ID} `,
    `{${BOT_ID}}`,
    BOT_ID.replaceAll('-', ''),
    placeholder('BOT_ID'),
  ]) {
    it(`refuses BOT_ID ${JSON.stringify(value)}`, () => {
      assert.match(
        refusal({ BOT_ID: value }),
        /^BOT_ID is not a GUID: set it to the application \(client\) ID of the bot/,
      );
    });
  }

  it('refuses a malformed client id, a long name and addresses that are not https, all in one message', () => {
    const message = refusal({
      BOT_ID,
      AAD_APP_CLIENT_ID: 'x',
      DEVELOPER_NAME: 'n'.repeat(33),
      DEVELOPER_WEBSITE_URL: 'http://contoso.com',
      DEVELOPER_PRIVACY_URL: 'contoso.com/privacy',
      DEVELOPER_TERMS_OF_USE_URL: 'javascript:alert(1)',
    });
    for (const name of [
      'AAD_APP_CLIENT_ID is not a GUID',
      'DEVELOPER_NAME is longer',
      'DEVELOPER_WEBSITE_URL is not',
    ]) {
      assert.ok(message.includes(name), message);
    }
    assert.match(message, /DEVELOPER_PRIVACY_URL is not .* DEVELOPER_TERMS_OF_USE_URL is not/);
  });

  describe('with another folder', () => {
    let folder = '';
    beforeEach(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'nyckel-package-'));
      cpSync(FOLDER, folder, { recursive: true });
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it('fails on a placeholder that nobody fills in', () => {
      const file = path.join(folder, 'manifest.json');
      writeFileSync(file, readFileSync(file, 'utf8').replace(placeholder('BOT_ID'), placeholder('BOTID')));
      assert.throws(() => packageApp({ BOT_ID }, folder), /unknown placeholder: BOTID/);
    });

    it('fails when a file that the manifest names is missing', () => {
      rmSync(path.join(folder, 'sv.json'));
      assert.throws(() => packageApp({ BOT_ID }, folder), /ENOENT.*sv\.json/);
    });

    it('packs a language that is added to the manifest', () => {
      const file = path.join(folder, 'manifest.json');
      const manifest = JSON.parse(readFileSync(file, 'utf8'));
      manifest.localizationInfo.additionalLanguages.push({ languageTag: 'zxx', file: 'zxx.json' });
      writeFileSync(file, JSON.stringify(manifest));
      cpSync(path.join(folder, 'sv.json'), path.join(folder, 'zxx.json'));
      assert.ok('zxx.json' in unzipSync(packageApp({ BOT_ID }, folder)));
    });
  });

  describe('as a command', () => {
    let folder = '';
    beforeEach(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'nyckel-package-'));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const run = (environment: Record<string, string>) => {
      const options = { env: { PATH: process.env.PATH, ...environment }, encoding: 'utf8' as const, cwd: folder };
      return spawnSync(process.execPath, [path.join(ROOT, 'scripts/package-app.ts'), 'made/app.zip'], options);
    };

    for (const [name, environment] of Object.entries<Record<string, string>>({
      missing: {},
      malformed: { BOT_ID: 'nyckel' },
    })) {
      it(`says in one sentence that BOT_ID is ${name}, writes nothing and exits with 1`, () => {
        const { status, stdout, stderr } = run(environment);
        assert.equal(status, 1);
        assert.equal(stdout, '');
        assert.match(stderr, /^BOT_ID is (missing|not a GUID): [^\n]+\n$/);
        assert.deepEqual(readdirSync(folder), []);
      });
    }

    it('writes the same bytes on every run and in every time zone', () => {
      for (const TZ of ['UTC', 'Pacific/Auckland']) {
        const { status, stdout, stderr } = run({ BOT_ID, TZ });
        assert.equal(status, 0, stderr);
        assert.match(stdout, /^Wrote made\/app\.zip\./);
        assert.deepEqual(readFileSync(path.join(folder, 'made/app.zip')), Buffer.from(packageApp({ BOT_ID }, FOLDER)));
      }
    });

    it('says where the links lead when no website is set', () => {
      assert.match(run({ BOT_ID }).stdout, /DEVELOPER_WEBSITE_URL is not set/);
      const { stdout } = run({ BOT_ID, DEVELOPER_WEBSITE_URL: 'https://contoso.com' });
      assert.doesNotMatch(stdout, /DEVELOPER_WEBSITE_URL/);
    });
  });
});
