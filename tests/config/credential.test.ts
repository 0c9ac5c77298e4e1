import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { decodeJwt, importPKCS8, SignJWT } from 'jose';
import { generate } from 'selfsigned';
import { readConfig } from '../../src/config/config.ts';
import { createCredential } from '../../src/config/credential.ts';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/sandbox.ts';

const SCOPE = 'https://api.botframework.com/.default';
const MANAGED_IDENTITY = '77777777-8888-4999-8aaa-bbbbbbbbbbbb';

describe('credential', () => {
  let folder: string;
  let sandbox: RunningSandbox;
  let certificate: { private: string; cert: string };
  before(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-credential-'));
    certificate = await generate([{ name: 'commonName', value: 'bot' }], { keySize: 2048, algorithm: 'sha256' });
    sandbox = await startSandbox({
      botEndpoint: 'http://127.0.0.1:9/api/messages',
      botCertificatePem: certificate.cert,
    });
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), sandbox.certificatePem]);
  });
  after(async () => {
    await sandbox.stop();
    rmSync(folder, { recursive: true });
  });

  const credential = (more: Record<string, string>) =>
    createCredential(readConfig({ ...sandbox.environment, ...more }));

  async function tokenOf(more: Record<string, string>): Promise<void> {
    const token = await credential(more).getToken(SCOPE);
    const { aud, appid } = decodeJwt(token?.token ?? '');
    assert.deepEqual([aud, appid], ['https://api.botframework.com', sandbox.environment.BOT_ID]);
  }

  function certificateFile(name: string, ...parts: string[]): Record<string, string> {
    const file = path.join(folder, name);
    writeFileSync(file, parts.join('\n'));
    return { BOT_CREDENTIAL: 'certificate', BOT_CERTIFICATE_PATH: file };
  }

  it('gets a token with a client secret', () => tokenOf({}));

  it('gets a token with a certificate and its key from one file', () =>
    tokenOf(certificateFile('bot.pem', certificate.private, certificate.cert)));

  it('says that the secret is wrong, without repeating it', async () => {
    await assert.rejects(credential({ BOT_CLIENT_SECRET: 'wrong-secret' }).getToken(SCOPE), (error: Error) => {
      assert.match(error.message, /AADSTS7000215: Invalid client secret/);
      return !error.message.includes('wrong-secret');
    });
  });

  it('says that the bot’s id is unknown', async () => {
    const unknown = credential({ BOT_ID: MANAGED_IDENTITY });
    await assert.rejects(unknown.getToken(SCOPE), /AADSTS700016: Application with identifier/);
  });

  it('says that the tenant is unknown', async () => {
    const unknown = credential({ BOT_TENANT_ID: MANAGED_IDENTITY });
    await assert.rejects(unknown.getToken(SCOPE), /AADSTS90002|endpoints_resolution_error/);
  });

  it('gets no token with another certificate', async () => {
    const other = await generate([{ name: 'commonName', value: 'bot' }], { keySize: 2048, algorithm: 'sha256' });
    const wrong = credential(certificateFile('other.pem', other.private, other.cert));
    await assert.rejects(wrong.getToken(SCOPE), /AADSTS700027/);
  });

  it('says that the certificate’s file is missing, or holds none', async () => {
    const missing = { BOT_CREDENTIAL: 'certificate', BOT_CERTIFICATE_PATH: path.join(folder, 'none.pem') };
    await assert.rejects(credential(missing).getToken(SCOPE), /ENOENT.*none\.pem/);
    const empty = credential(certificateFile('empty.pem', 'no certificate'));
    await assert.rejects(empty.getToken(SCOPE), /does not contain a PEM-encoded certificate/);
  });

  describe('with a managed identity', () => {
    const asked: URLSearchParams[] = [];
    let stop: () => Promise<void>;
    // Once: the library keeps the address of the endpoint for the whole process.
    before(async () => {
      const { BOT_ID: id = '', BOT_TENANT_ID: tenant, AZURE_AUTHORITY_HOST: host } = sandbox.environment;
      const key = await importPKCS8(certificate.private, 'PS256');
      const assertion = await new SignJWT({ iss: id, sub: id, aud: `${host}/${tenant}/oauth2/v2.0/token` })
        .setProtectedHeader({ alg: 'PS256' })
        .setExpirationTime('5m')
        .sign(key);
      stop = await startIdentityEndpoint(asked, assertion);
    });
    after(() => stop());
    beforeEach(() => asked.splice(0));

    it('asks for the identity whose client id is the bot’s', async () => {
      await credential({ BOT_CREDENTIAL: 'managed-identity' }).getToken(SCOPE);
      const [question] = asked;
      assert.equal(question?.get('client_id'), sandbox.environment.BOT_ID);
      assert.equal(question?.get('resource'), 'https://api.botframework.com');
    });

    it('trades the token of the named identity for one of the bot', async () => {
      await tokenOf({ BOT_CREDENTIAL: 'federated', AZURE_CLIENT_ID: MANAGED_IDENTITY });
      const [question] = asked;
      assert.equal(question?.get('client_id'), MANAGED_IDENTITY);
      assert.equal(question?.get('resource'), 'api://AzureADTokenExchange');
    });

    it('trades the token of the host’s own identity when none is named', async () => {
      await tokenOf({ BOT_CREDENTIAL: 'federated', AZURE_CLIENT_ID: '' });
      assert.equal(asked[0]?.get('client_id'), null);
    });
  });
});

/** The endpoint that Azure App Service gives to an app for the tokens of its identities ("Managed identities", REST). */
async function startIdentityEndpoint(asked: URLSearchParams[], token: string): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://localhost');
    asked.push(searchParams);
    response.setHeader('content-type', 'application/json');
    const expires_on = String(Math.floor(Date.now() / 1000) + 3600);
    response.end(
      JSON.stringify({ access_token: token, expires_on, resource: searchParams.get('resource'), token_type: 'Bearer' }),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const variables = { IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/msi/token`, IDENTITY_HEADER: 'header' };
  Object.assign(process.env, variables);
  return async () => {
    for (const name of Object.keys(variables)) delete process.env[name];
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
}
