import assert from 'node:assert/strict';
import { type FakeAzure, FIRST } from '../../azure/fake-azure.ts';
import { eachInAnEmptyAzure } from '../../azure/in-an-azure.ts';
import { KEY, SECRET, there } from './there.ts';

const VALUE = 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ=';
const OTHER = SECRET.replace('seal-key', 'another');
const BEFORE = 'seal-key-before';

/** The keys that the app has, what somebody says, and what is said of it. */
const ROWS: readonly { what: string; app: Record<string, string>; words?: string[]; says: RegExp; fix?: RegExp }[] = [
  {
    what: 'a secret',
    app: { SEAL_KEY: SECRET },
    says: new RegExp(`ok {5}The seal key +becomes ${KEY}; .*PREVIOUS_SEAL_KEY=${SECRET}, for an hour`),
  },
  {
    what: 'a version of a secret in another vault',
    app: { SEAL_KEY: `https://other.vault.azure.net/secrets/k/0a1b` },
    says: /ok {5}The seal key +.*PREVIOUS_SEAL_KEY=https:\/\/other\.vault\.azure\.net\/secrets\/k\/0a1b,/,
  },
  {
    what: 'a secret, and somebody says another one of before',
    app: { SEAL_KEY: SECRET },
    words: [`PREVIOUS_SEAL_KEY=${OTHER}`],
    says: /WRONG {2}The seal key +The app seals with .*secrets\/seal-key, and PREVIOUS_SEAL_KEY is another one/,
    fix: new RegExp(`-> node infra/install\\.ts deploy --name prod PREVIOUS_SEAL_KEY=${SECRET}$`),
  },
  {
    what: 'a value',
    app: { SEAL_KEY: VALUE },
    says: /WRONG {2}The seal key +SEAL_KEY of the app is no address in a vault/,
    fix: new RegExp(
      `az keyvault secret set .*--name ${BEFORE} --file /dev/stdin.*; then node infra/install\\.ts deploy --name prod PREVIOUS_SEAL_KEY=.*/secrets/${BEFORE}$`,
    ),
  },
  {
    what: 'a value that lies in the vault by now',
    app: { SEAL_KEY: VALUE },
    words: [`PREVIOUS_SEAL_KEY=${OTHER}`],
    says: /\? {6}The seal key +SEAL_KEY of the app is no address; that .*\/secrets\/another holds the same/,
  },
  {
    what: 'an address that is none of a vault',
    app: { SEAL_KEY: `https://keys.contoso.com/?code=${VALUE}` },
    says: /WRONG {2}The seal key +SEAL_KEY of the app is no address in a vault/,
  },
  {
    what: 'a secret, and one of before besides',
    app: { SEAL_KEY: SECRET, SEAL_KEY_PREVIOUS: OTHER },
    says: /WRONG {2}The seal key +The app has a SEAL_KEY_PREVIOUS, of a change that is not done/,
    fix: /appsettings delete --ids \S+ --setting-names SEAL_KEY_PREVIOUS; then again/,
  },
  {
    what: 'the key, and a secret of before',
    app: { SEAL_KEY: KEY, SEAL_KEY_PREVIOUS: SECRET },
    says: new RegExp(`ok {5}Taken over +PREVIOUS_SEAL_KEY=${SECRET}, until you say PREVIOUS_SEAL_KEY= with nothing`),
  },
  {
    what: 'the key, and a value of before',
    app: { SEAL_KEY: KEY, SEAL_KEY_PREVIOUS: VALUE },
    says: /WRONG {2}The seal key +SEAL_KEY_PREVIOUS of the app is no address in a vault/,
    fix: /Once npm run doctor says .*: node infra\/install\.ts deploy --name prod PREVIOUS_SEAL_KEY=$/,
  },
  {
    what: 'the key, and somebody says that it is the one of before as well',
    app: { SEAL_KEY: `${KEY}/0a1b` },
    words: [`PREVIOUS_SEAL_KEY=${KEY}`],
    says: /WRONG {2}The seal key +PREVIOUS_SEAL_KEY is the key that the app has already/,
    fix: /PREVIOUS_SEAL_KEY=$/,
  },
  {
    what: 'a key of another name',
    app: { SEAL_KEY: `${KEY}-2` },
    says: /ok {5}Taken over +SEAL_KEY_NAME=seal-key-2$/m,
  },
  {
    what: 'a key, and somebody says another name',
    app: { SEAL_KEY: KEY },
    words: ['SEAL_KEY_NAME=seal-key-2'],
    says: new RegExp(`ok {5}The seal key +becomes ${KEY}-2; .*PREVIOUS_SEAL_KEY=${KEY}, for an hour`),
  },
];

describe('infra: the installer, and the seal key of an installation that is there', () => {
  let azure: FakeAzure;
  eachInAnEmptyAzure(empty => {
    azure = empty;
  });

  for (const { what, app, words = [], says, fix } of ROWS) {
    it(`${what}, and never tells a key`, async () => {
      azure.change(there({}, app));
      const { code, said, calls } = await azure.install('check', ...FIRST, ...words);
      const lines = said.split('\n');
      const at = lines.findIndex(line => says.test(line));
      assert.ok(at >= 0, said);
      if (fix) assert.match(lines[at + 1] ?? '', fix);
      if (says.source.startsWith('WRONG')) assert.equal(code, 1);
      else assert.doesNotMatch(said, /WRONG {2}The seal key/);
      assert.ok(![said, ...calls].join('\n').includes(VALUE));
    });
  }

  it('a value: deploys nothing, --anyway or not, and neither shows nor keeps it', async () => {
    azure.change(there({}, { SEAL_KEY: VALUE }));
    for (const words of [[], ['--anyway'], ['--dry-run']]) {
      const { code, said, calls, changes } = await azure.deploy(...words);
      assert.equal(code, words[0] === '--dry-run' ? 0 : 1);
      assert.deepEqual(changes, []);
      assert.ok(![said, azure.values, ...calls].join('\n').includes(VALUE));
    }
  });

  it('the one of before stays where the values do not know of it', async () => {
    azure.change(there({ previousSealKey: SECRET }));
    const { said } = await azure.deploy();
    assert.equal(azure.state.settings.SEAL_KEY_PREVIOUS, SECRET, said);
  });

  it('the one of before goes where somebody says that it is done, and not by itself', async () => {
    azure.change(there({}, { SEAL_KEY: SECRET }));
    const previous = () => azure.state.settings.SEAL_KEY_PREVIOUS;
    await azure.deploy();
    await azure.install('deploy');
    assert.equal(previous(), SECRET);
    const { said } = await azure.install('deploy', 'PREVIOUS_SEAL_KEY=');
    assert.equal(previous(), '', said);
    await azure.install('deploy');
    assert.equal(previous(), '');
  });
});
