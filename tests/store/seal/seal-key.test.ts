import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import type { TokenCredential } from '@azure/identity';
import { ConfigurationError } from '../../../src/errors.ts';
import { createServerCertificate } from '../../../src/sandbox/certificate.ts';
import { isKeyVersionUrl, isSealKey, keyUrl, readSealKey } from '../../../src/store/seal/seal-key.ts';

const KEY = randomBytes(32);
const TOKEN = 'token-of-the-bot';

/** An Azure Key Vault that answers whatever a test wants. */
describe('store/seal-key', () => {
  const calls: { path: string; authorization?: string }[] = [];
  const scopes: unknown[] = [];
  let answer: { status: number; body: string; location?: string };
  let url: string;
  let stop: () => Promise<void>;

  before(async () => {
    const certificate = await createServerCertificate();
    const server = createServer({ key: certificate.key, cert: certificate.certificate }, (request, response) => {
      calls.push({ path: request.url ?? '', authorization: request.headers.authorization });
      response.statusCode = answer.status;
      if (answer.location) response.setHeader('location', answer.location);
      response.end(answer.body);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), certificate.authorityPem]);
    url = `https://localhost:${(server.address() as AddressInfo).port}/secrets/seal-key`;
    stop = async () => {
      server.closeAllConnections();
      server.close();
      await Promise.all([once(server, 'close'), certificate.remove()]);
    };
  });
  after(() => stop());
  beforeEach(() => {
    calls.length = 0;
    scopes.length = 0;
    holds(KEY.toString('base64'));
  });

  const credential: TokenCredential = {
    async getToken(scope) {
      scopes.push(scope);
      return { token: TOKEN, expiresOnTimestamp: Date.now() + 60_000 };
    },
  };

  function holds(value: unknown): void {
    answer = { status: 200, body: JSON.stringify({ value, id: url }) };
  }

  /** The problem that stops the start; it names the variable and holds neither key nor token. */
  async function problem(value: string, using: TokenCredential = credential): Promise<string> {
    try {
      await readSealKey(value, using);
    } catch (error) {
      assert.ok(error instanceof ConfigurationError, String(error));
      assert.match(error.message, /SEAL_KEY/);
      for (const secret of [TOKEN, KEY.toString('base64')]) assert.ok(!error.message.includes(secret));
      return error.message;
    }
    return assert.fail('the key was read');
  }

  /** What the start waits for; undefined: it ends at once. */
  function waitedFor(value: string, using: TokenCredential = credential): Promise<string | undefined> {
    return readSealKey(value, using).then(
      () => assert.fail('the key was read'),
      (error: unknown) => (error instanceof ConfigurationError ? error.waitsFor : assert.fail(String(error))),
    );
  }

  it('tells the address of a Key Vault key from everything else, and has one spelling for it', () => {
    const key = 'https://contoso-kv.vault.azure.net/keys/seal-key';
    for (const spelling of [key, `${key}/`, 'https://CONTOSO-KV.vault.azure.net:443/keys/seal-key?x=1'])
      assert.equal(keyUrl(spelling), key);
    for (const other of [
      KEY.toString('base64'),
      '',
      'http://contoso-kv.vault.azure.net/keys/seal-key',
      'https://contoso-kv.vault.azure.net/secrets/seal-key',
      'https://contoso-kv.vault.azure.net/secrets/keys/seal-key',
      'https://contoso-kv.vault.azure.net/keys/',
      `${key}/0123456789abcdef0123456789abcdef`,
      'https://contoso-kv.vault.azure.net/keys/seal_key',
    ])
      assert.equal(keyUrl(other), undefined, other);
    assert.ok(isKeyVersionUrl(`${key}/0123456789abcdef0123456789abcdef`));
    for (const other of [key, `${key}/`, KEY.toString('base64'), 'https://a.example/secrets/seal-key/0123'])
      assert.ok(!isKeyVersionUrl(other), other);
  });

  it('takes the key itself, and asks nobody', async () => {
    assert.deepEqual(await readSealKey(KEY.toString('base64'), credential), KEY);
    assert.deepEqual([calls, scopes], [[], []]);
  });

  it('reads the key from a Key Vault with the bot’s own token', async () => {
    assert.deepEqual(await readSealKey(url, credential), KEY);
    assert.deepEqual(calls, [{ path: '/secrets/seal-key?api-version=7.4', authorization: `Bearer ${TOKEN}` }]);
  });

  it('asks for a token that is of use to the vault’s own domain only', async () => {
    await problem('https://contoso-kv.vault.azure.localhost:1/secrets/seal');
    await readSealKey(url, credential);
    assert.deepEqual(scopes, ['https://vault.azure.localhost/.default', 'https://localhost/.default']);
  });

  it('takes a secret with a line break at its end, as a file often has', async () => {
    holds(`${KEY.toString('base64')}\n`);
    assert.deepEqual(await readSealKey(url, credential), KEY);
  });

  for (const [status, says, waitsFor] of [
    [400, /answered 400/, undefined],
    [401, /Key Vault Secrets User/, 'the role Key Vault Secrets User on the Key Vault of SEAL_KEY'],
    [403, /answered 403.*Key Vault Secrets User/, 'the role Key Vault Secrets User on the Key Vault of SEAL_KEY'],
    [404, /no such secret/, 'the secret of SEAL_KEY in the Key Vault'],
    [429, /answered 429/, undefined],
    [500, /answered 500/, undefined],
  ] as const) {
    it(`says what to do when the vault answers ${status}, and ${waitsFor ? 'what may still come' : 'waits for nothing'}`, async () => {
      answer = { status, body: '{"error":{"code":"Forbidden"}}' };
      assert.match(await problem(url), says);
      assert.equal(await waitedFor(url), waitsFor);
    });
  }

  it('waits for nothing where the vault is not reached, gives no secret, or the bot has no token', async () => {
    assert.equal(await waitedFor('https://localhost:1/secrets/seal'), undefined);
    assert.equal(await waitedFor(url, { getToken: async () => null }), undefined);
    holds('short');
    assert.equal(await waitedFor(url), undefined);
  });

  it('does not follow the vault to another address', async () => {
    answer = { status: 302, body: '', location: url.replace('seal-key', 'another') };
    assert.match(await problem(url), /no usable answer/);
    assert.equal(calls.length, 1);
  });

  it('says so when the vault can’t be reached', async () => {
    assert.match(await problem('https://localhost:1/secrets/seal'), /localhost gave no usable answer/);
  });

  it('says so when the answer is no JSON, or no secret', async () => {
    answer = { status: 200, body: '<html>' };
    assert.match(await problem(url), /no usable answer/);
    holds(undefined);
    assert.match(await problem(url), /something else than a secret/);
  });

  it('says so when the bot gets no token for the vault', async () => {
    assert.match(await problem(url, { getToken: async () => null }), /check BOT_CREDENTIAL/);
    const failing = { getToken: () => Promise.reject(new Error(TOKEN)) };
    assert.match(await problem(url, failing), /check BOT_CREDENTIAL/);
    assert.deepEqual(calls, []);
  });

  for (const [name, value] of [
    ['31 bytes', randomBytes(31).toString('base64')],
    ['64 bytes', randomBytes(64).toString('base64')],
    ['no base64', 'x'.repeat(44)],
    ['nothing', ''],
  ] as const) {
    it(`refuses ${name} from the vault and from the variable`, async () => {
      holds(value);
      for (const given of [url, value]) assert.match(await problem(given), /32 bytes in base64/);
      assert.equal(isSealKey(value), false);
    });
  }
});
