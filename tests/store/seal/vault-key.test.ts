import assert from 'node:assert/strict';
import { openDataKey, renewedDataKey } from '../../../src/store/seal/data-key.ts';
import { CRYPTO_USER, type KeyRight } from '../../support/vault-keys.ts';
import { VAULT_TOKEN } from '../../support/vault-server.ts';
import { eachInAVault, type InAVault, NAME, problem } from './in-a-vault.ts';

const ROLE = 'the role Key Vault Crypto User on the key of SEAL_KEY';
const KEY = 'the key of SEAL_KEY in the Key Vault';

describe('store/vault-key: what the vault answers, and what it is taken for', () => {
  let vault: InAVault['vault'];
  let url: string;
  let read: InAVault['read'];
  let made: InAVault['made'];
  eachInAVault(scene => {
    ({ vault, url, read, made } = scene);
  });

  for (const [status, says, waitsFor] of [
    [400, /answered 400: the key must be RSA/, undefined],
    [401, /answered 401.*Key Vault Crypto User/, ROLE],
    [403, /answered 403: the vault or the key does not let/, undefined],
    [404, /no such key/, KEY],
    [429, /answered 429/, undefined],
    [503, /answered 503/, undefined],
  ] as const) {
    it(`says what to do when the vault answers ${status}, and ${waitsFor ? 'what may still come' : 'waits for nothing'}`, async () => {
      const { stored } = await made();
      vault.instead = () => ({ status, body: '{"error":{"code":"Forbidden"}}' });
      for (const work of [read(), read(stored), openDataKey(url, stored, vault.credential)]) {
        const found = await problem(work);
        assert.match(found.says, says);
        assert.equal(found.waitsFor, waitsFor);
      }
    });
  }

  for (const missing of ['get', 'wrapkey', 'sign'] as const) {
    it(`waits for the role where ${missing} is not allowed yet`, async () => {
      vault.keys.rights = CRYPTO_USER.filter((right: KeyRight) => right !== missing);
      assert.equal((await problem(read())).waitsFor, ROLE);
    });
  }

  it('waits for the role where unwrapping is not allowed yet', async () => {
    const { stored } = await made();
    vault.keys.rights = ['get', 'wrapkey', 'sign'];
    assert.equal((await problem(read(stored))).waitsFor, ROLE);
  });

  for (const missing of ['wrapkey', 'sign', 'unwrapkey'] as const) {
    it(`says at once that the key itself does not allow ${missing}, and waits for no role`, async () => {
      const { stored } = await made();
      vault.keys.forbidden = [missing];
      const found = await problem(missing === 'unwrapkey' ? read(stored) : read());
      assert.match(found.says, /answered 403 \(KeyOperationForbidden\): the key must be RSA, and allow wrapKey/);
      assert.equal(found.waitsFor, undefined);
    });
  }

  for (const code of ['KeyExpired', 'ForbiddenByFirewall', 'AccessDenied']) {
    it(`names the answer ${code}, and waits for nothing`, async () => {
      vault.instead = () => ({ status: 403, body: JSON.stringify({ error: { innererror: { code } } }) });
      const { says, waitsFor } = await problem(read());
      assert.match(says, new RegExp(`answered 403 \\(${code}\\): .*expired.*firewall.*access policies`));
      assert.ok(!says.includes('Crypto User'));
      assert.equal(waitsFor, undefined);
    });
  }

  it('repeats nothing of a refusal that is no code', async () => {
    const body = JSON.stringify({ error: { innererror: { code: `Caller ${VAULT_TOKEN}` } } });
    vault.instead = () => ({ status: 403, body });
    assert.match((await problem(read())).says, /answered 403: /);
  });

  it('waits for the key where the vault has none yet', async () => {
    vault.keys.remove(NAME);
    assert.equal((await problem(read())).waitsFor, KEY);
  });

  for (const [what, operation, body] of [
    ['a key that is not RSA', 'get', { key: { kid: 'https://x/keys/a/b', kty: 'EC', crv: 'P-256', x: '', y: '' } }],
    ['a key without its numbers', 'get', { key: { kid: 'https://x/keys/a/b', kty: 'RSA', n: '', e: '' } }],
    ['a key without a version', 'get', { key: { kid: '', kty: 'RSA', n: 'AQAB', e: 'AQAB' } }],
    ['a secret', 'get', { value: 'x', id: 'https://x/secrets/a/b' }],
    ['no value from wrapkey', 'wrapkey', { kid: 'https://x/keys/a/b' }],
    ['no value from sign', 'sign', {}],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const answer = { status: 200, body: JSON.stringify(body) };
      vault.instead = asked => (asked === operation ? answer : undefined);
      assert.match((await problem(read())).says, /something else than/);
    });
  }

  it('refuses an answer that is no JSON, and follows the vault to no other address', async () => {
    vault.instead = () => ({ status: 200, body: '<html>' });
    assert.match((await problem(read())).says, /no usable answer/);
    vault.instead = () => ({ status: 302, body: '', location: vault.keyUrl('another') });
    vault.keys.asked.length = 0;
    assert.match((await problem(read())).says, /no usable answer/);
    assert.deepEqual(vault.keys.asked, []);
  });

  it('says so when the bot gets no token for the vault', async () => {
    const nobody = { getToken: async () => null };
    assert.match((await problem(renewedDataKey(url, undefined, nobody))).says, /check BOT_CREDENTIAL/);
  });
});
