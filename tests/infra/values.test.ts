import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { InstallationError } from '../../infra/az.ts';
import { NAMES, ValuesFile } from '../../infra/values.ts';
import { text } from './files.ts';

describe('infra: the values of an installation', () => {
  let folder: string;
  const file = () => path.join(folder, '.env.prod');
  const read = () => readFileSync(file(), 'utf8');

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-values-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('begins with the lines of the toolkit, and nobody’s ids', () => {
    const begun = ValuesFile.of('prod', folder);
    assert.equal(begun.isThere, false);
    assert.deepEqual(readdirSync(folder), []);
    begun.save();
    const names = (page: string) => [...page.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    assert.deepEqual(names(read()), names(text('env/.env.dev')));
    const given = [...read().matchAll(/^([A-Z_]+)=(.+)$/gm)].map(([, name]) => name ?? '');
    assert.deepEqual(
      given.filter(name => !name.startsWith('DEVELOPER_')),
      ['TEAMSFX_ENV'],
    );
    assert.match(read(), /^TEAMSFX_ENV=prod$/m);
  });

  it('has each value under the name that the toolkit gives it', () => {
    const lines = Object.values(NAMES).map((name, index) => `${name}=value-${index}`);
    writeFileSync(file(), lines.join('\n'));
    assert.deepEqual(
      Object.values(ValuesFile.of('prod', folder).values),
      Object.keys(NAMES).map((_, at) => `value-${at}`),
    );
  });

  it('writes a value into its line, and leaves all else as it is', () => {
    const before = '# mine\r\nBOT_ID=\r\n\r\n  OTHER = "a # b"\r\n#BOT_ID=old\r\nBOT_DOMAIN=x';
    writeFileSync(file(), before);
    const values = ValuesFile.of('prod', folder);
    values.set('BOT_ID', 'one');
    values.set('BOT_DOMAIN', 'two');
    values.set('NEW', 'three');
    values.save();
    assert.equal(
      read(),
      '# mine\r\nBOT_ID=one\r\n\r\n  OTHER = "a # b"\r\n#BOT_ID=old\r\nBOT_DOMAIN=two\r\nNEW=three\r\n',
    );
    assert.equal(ValuesFile.of('prod', folder).get('OTHER'), 'a # b');
  });

  it('writes into the line that counts where a name has two', () => {
    writeFileSync(file(), 'BOT_ID=a\nexport BOT_ID=b\n');
    const values = ValuesFile.of('prod', folder);
    values.set('BOT_ID', 'c');
    values.save();
    assert.equal(ValuesFile.of('prod', folder).get('BOT_ID'), 'c');
    assert.equal(read(), 'BOT_ID=a\nBOT_ID=c\n');
  });

  it('gives back what it was given, whatever it is', () => {
    const values = ValuesFile.of('prod', folder);
    for (const value of ['', 'rg nyckel', "o'hara@contoso.com", 'a#b', 'ops+nyckel@contoso.com', 'x=y', 'Å']) {
      values.set('ALERT_EMAIL', value);
      values.save();
      assert.equal(ValuesFile.of('prod', folder).get('ALERT_EMAIL'), value);
    }
  });

  it('touches no file that says the same already, and leaves no other behind', () => {
    const values = ValuesFile.of('prod', folder);
    values.set('BOT_ID', 'one');
    values.save();
    rmSync(file());
    writeFileSync(file(), 'BOT_ID=one\n');
    const again = ValuesFile.of('prod', folder);
    again.set('BOT_ID', 'one');
    again.save();
    assert.equal(read(), 'BOT_ID=one\n');
    assert.deepEqual(readdirSync(folder), ['.env.prod']);
  });

  it('refuses what would be another line, or a command in a shell', () => {
    const values = ValuesFile.of('prod', folder);
    for (const value of ['a\nBOT_ID=b', 'a"b', '$(id)', '`id`', '%PATH%', 'a\\b']) {
      assert.throws(() => values.set('ALERT_EMAIL', value), InstallationError, value);
    }
    assert.equal(values.get('ALERT_EMAIL'), '');
  });

  it('refuses a name that leads elsewhere', () => {
    for (const name of ['', '../x', 'a/b', '.env', 'a b', 'prod.user', '-x', 'a'.repeat(40)]) {
      assert.throws(() => ValuesFile.of(name, folder), InstallationError, name);
    }
  });
});
