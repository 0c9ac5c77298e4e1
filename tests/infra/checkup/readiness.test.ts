import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { askByHttp } from '../../../infra/checkup/readiness.ts';

const PAGES: Readonly<Record<string, readonly [status: number, content: string, location?: string]>> = {
  '/readyz': [503, '{"status":"waiting","waitsFor":"the role on the vault"}'],
  '/page': [200, '<html>Your app is up and running</html>'],
  '/away': [302, '', 'https://login.microsoftonline.com/'],
};

describe('infra: the bot itself is asked', () => {
  let server: Server;
  let url: string;
  before(async () => {
    server = createServer(({ url: asked = '' }, response) => {
      const [status, content, location] = PAGES[asked] ?? [404, ''];
      response.writeHead(status, location ? { location } : {});
      response.end(content);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  it('and its answer is taken with its status', async () => {
    assert.deepEqual(await askByHttp(`${url}/readyz`), {
      status: 503,
      body: { status: 'waiting', waitsFor: 'the role on the vault' },
    });
  });

  it('and what is no answer of its own has no content', async () => {
    assert.deepEqual(await askByHttp(`${url}/page`), { status: 200, body: undefined });
    assert.deepEqual(await askByHttp(`${url}/away`), { status: 302, body: undefined });
  });

  it('and where nobody answers, it is said why', async () => {
    assert.equal(await askByHttp('http://127.0.0.1:2/readyz'), 'ECONNREFUSED');
  });
});
