import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { goesThrough, readProxy } from '../../src/config/proxy.ts';
import { ConfigurationError } from '../../src/errors.ts';
import { createServerCertificate } from '../../src/sandbox/certificate.ts';

const CALLS = path.join(import.meta.dirname, '../support/proxied-calls.ts');

describe('proxy: what the environment says', () => {
  const HOST = 'http://proxy.example:3128';

  for (const [what, env, https, http] of [
    ['HTTPS_PROXY', { HTTPS_PROXY: HOST }, HOST, HOST],
    ['https_proxy', { https_proxy: HOST }, HOST, HOST],
    ['the lower case first', { https_proxy: HOST, HTTPS_PROXY: 'http://other:1' }, HOST, HOST],
    ['HTTP_PROXY alone', { HTTP_PROXY: HOST }, HOST, HOST],
    ['ALL_PROXY alone', { all_proxy: HOST }, HOST, HOST],
    ['one for each', { HTTPS_PROXY: HOST, HTTP_PROXY: 'http://plain:1' }, HOST, 'http://plain:1'],
    ['an empty lower case', { https_proxy: '', HTTPS_PROXY: ` ${HOST} ` }, HOST, HOST],
  ] as const) {
    it(`reads ${what}`, () => {
      const settings = readProxy(env);
      assert.deepEqual([settings?.https, settings?.http], [https, http]);
    });
  }

  for (const env of [{}, { NO_PROXY: 'a' }, { HTTPS_PROXY: '' }, { HTTPS_PROXY: HOST, NO_PROXY: 'a, *' }]) {
    it(`finds no proxy in ${JSON.stringify(env)}`, () => assert.equal(readProxy(env), undefined));
  }

  for (const HTTPS_PROXY of ['proxy.example:3128', 'socks5://proxy.example:1080', 'not a url', '3128']) {
    it(`refuses ${HTTPS_PROXY}, with an example`, () => {
      assert.throws(
        () => readProxy({ HTTPS_PROXY }),
        (error: unknown) => {
          assert.ok(error instanceof ConfigurationError);
          assert.match(error.message, /HTTPS_PROXY must be the URL of a proxy/);
          return true;
        },
      );
    });
  }

  for (const [host, through] of [
    ['graph.microsoft.com', true],
    ['storage.example', false],
    ['a.storage.example', true],
    ['a.wild.example', false],
    ['A.B.Dotted.Example', false],
    ['notdotted.example', true],
    ['localhost', false],
    ['127.0.0.1', false],
    ['[::1]', false],
    ['169.254.169.254', false],
    ['169.254.130.1', false],
  ] as const) {
    it(`${host} is reached ${through ? 'through it' : 'directly'}`, () => {
      const settings = readProxy({
        HTTPS_PROXY: HOST,
        NO_PROXY: 'storage.example, .dotted.example *.wild.example',
        IDENTITY_ENDPOINT: 'http://169.254.130.1:8081/msi/token',
      });
      assert.ok(settings);
      assert.equal(goesThrough(settings, host), through);
    });
  }
});

describe('proxy: every call of the bot', () => {
  const hosts: string[] = [];
  const identity: string[] = [];
  let servers: Server[] = [];
  let output = '';

  before(async () => {
    const { key, certificate, remove } = await createServerCertificate();
    const services = createTlsServer({ key, cert: certificate }, (_request, response) => {
      response.statusCode = 404;
      response.setHeader('content-type', 'application/json');
      response.end('{}');
    });
    const proxy = createServer((request, response) => {
      hosts.push(new URL(request.url ?? '', 'http://unknown').hostname);
      response.end('{}');
    });
    proxy.on('connect', (request, client, head) => {
      hosts.push(String(request.url).replace(/:\d+$/, ''));
      const upstream = connect((services.address() as AddressInfo).port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.write(head);
        upstream.pipe(client).pipe(upstream);
      });
      for (const socket of [client, upstream]) socket.on('error', () => upstream.destroy());
    });
    const endpoint = createServer((request, response) => {
      identity.push(request.url ?? '');
      response.statusCode = 400;
      response.end('{}');
    });
    servers = [services, proxy, endpoint];
    for (const server of servers) await once(server.listen(0, '127.0.0.1'), 'listening');
    const portOf = (server: Server) => (server.address() as AddressInfo).port;
    const { stdout } = await promisify(execFile)(process.execPath, [CALLS], {
      env: {
        PATH: process.env.PATH,
        // Its certificate is made for localhost.
        NODE_TLS_REJECT_UNAUTHORIZED: '0',
        https_proxy: `http://127.0.0.1:${portOf(proxy)}`,
        NO_PROXY: '.direct.example',
        IDENTITY_ENDPOINT: `http://127.0.0.1:${portOf(endpoint)}/msi/token`,
        IDENTITY_HEADER: 'header',
        BOT_ID: '11111111-2222-4333-8444-555555555555',
        BOT_TENANT_ID: '66666666-7777-4888-8999-aaaaaaaaaaaa',
        BOT_CREDENTIAL: 'client-secret',
        BOT_CLIENT_SECRET: 'secret',
        SEAL_KEY: Buffer.alloc(32, 7).toString('base64'),
        STORE: 'https://account.table.example',
        GRAPH_ENDPOINT: 'https://graph.example',
        TOKEN_SERVICE_URL: 'https://token.example',
        CHANNEL_OPENID_METADATA_URL: 'https://keys.example/v1/keys',
        CHANNEL_SERVICE_HOSTS: 'smba.example,smba.direct.example',
        AZURE_AUTHORITY_HOST: 'https://login.example',
        AUTHORITY_DISCOVERY: 'off',
        APPLICATIONINSIGHTS_CONNECTION_STRING:
          'InstrumentationKey=00000000-0000-4000-8000-000000000000;IngestionEndpoint=https://ingest.example/',
      },
    });
    output = stdout;
    await remove();
  });
  after(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });

  for (const host of [
    'login.example',
    'smba.example',
    'token.example',
    'graph.example',
    'keys.example',
    'vault.vault.example',
    'account.table.example',
    'ingest.example',
  ]) {
    it(`to ${host} goes through the proxy`, () => assert.ok(hosts.includes(host), `${hosts.join()}\n${output}`));
  }

  it('goes to no other host through it, and to what NO_PROXY names directly', () => {
    assert.deepEqual(
      hosts.filter(host => !/^(login|smba|token|graph|keys|vault\.vault|account\.table|ingest)\.example$/.test(host)),
      [],
    );
    for (const name of ['direct', 'directAgain']) assert.match(output, new RegExp(`"name":"${name}"`));
  });

  it('to the endpoint of the identity goes directly', () => assert.ok(identity.length > 0, output));
});
