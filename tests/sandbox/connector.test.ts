import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ClientWindow } from '../../src/sandbox/connector.ts';
import { connectorUrl } from '../../src/sandbox/connector.ts';
import { ANNA, type Json, type SandboxFixture, startFixture } from './edge-fixture.ts';

/** What a window was asked. */
interface Asked {
  window: string;
  method?: string;
  path?: string;
  authorization?: string;
  body: string;
}

async function read(incoming: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of incoming) body += String(chunk);
  return body;
}

describe('sandbox: one connector for several windows', () => {
  const asked: Asked[] = [];
  const servers = ['first', 'second', 'anna'].map(window => ({
    window,
    server: createServer(async (incoming, outgoing) => {
      const { method, url, headers } = incoming;
      asked.push({ window, method, path: url, authorization: headers.authorization, body: await read(incoming) });
      outgoing.writeHead(method === 'DELETE' ? 404 : 201, { 'content-type': 'application/json' });
      outgoing.end(JSON.stringify({ id: window }));
    }),
  }));
  let fixture: SandboxFixture;
  let origin: string;

  before(async () => {
    const windows = await Promise.all(
      servers.map(async ({ window, server }): Promise<ClientWindow> => {
        server.listen(0, '127.0.0.1');
        await once(server, 'listening');
        return {
          name: window,
          person: [`29:${window}`, window === 'anna' ? ANNA.objectId : `object-${window}`],
          personalChat: `a:${window}`,
          conversations: [`19:${window}@thread.tacv2`],
          url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/_connector`,
        };
      }),
    );
    fixture = await startFixture({ windows });
    origin = new URL(fixture.sandbox.relayUrl).origin;
  });
  beforeEach(() => void asked.splice(0));
  after(async () => {
    await fixture.stop();
    for (const { server } of servers) server.close();
  });

  /** What the sandbox answers to whoever noted the address of this window. */
  async function call(
    window: string,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Pick<Json, 'status' | 'body'>> {
    const answer = await fetch(`${connectorUrl(origin, window)}${path}`, {
      method,
      headers: { authorization: 'Bearer bot', 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as Json['body'] };
  }

  for (const member of ['29:second', 'object-second']) {
    it(`opens the chat with somebody who has a window, by ${member}, and asks no window for it`, async () => {
      const body = { members: [{ id: member }], isGroup: false };
      assert.deepEqual(await call('first', 'POST', '/v3/conversations', body), {
        status: 201,
        body: { id: 'a:second' },
      });
      assert.deepEqual(asked, []);
    });
  }

  for (const [who, members] of [
    ['somebody without a window', [{ id: '29:third' }]],
    ['nobody', []],
    ['what is no list', 'x'],
  ] as const) {
    it(`refuses a chat with ${who}, as where the app is not installed`, async () => {
      const answer = await call('first', 'POST', '/v3/conversations', { members });
      assert.equal(answer.status, 403);
      assert.match(JSON.stringify(answer.body), /"code":"BotNotInConversationRoster"/);
    });
  }

  it('follows from whom the app is taken away: neither opened nor written to, and again once it is installed', async () => {
    const app = (teamsApp: boolean) => fixture.control('PATCH', `users/${ANNA.objectId}`, { teamsApp });
    const opened = () => call('first', 'POST', '/v3/conversations', { members: [{ id: ANNA.objectId }] });
    const written = (conversation: string) => call('first', 'POST', `/v3/conversations/${conversation}/activities`, {});
    assert.equal((await opened()).status, 201);
    assert.equal((await app(false)).body.teamsApp, false);
    assert.match(JSON.stringify(await opened()), /"status":403.*"code":"BotNotInConversationRoster"/);
    assert.match(JSON.stringify(await written('a:anna')), /"status":403.*"code":"MessageWritesBlocked"/);
    assert.deepEqual(asked, []);
    // What others read stays as it was.
    assert.equal((await written('19:anna@thread.tacv2')).status, 201);
    assert.equal((await written('a:second')).status, 201);
    await app(true);
    assert.deepEqual([(await opened()).status, (await written('a:anna')).status], [201, 201]);
    await app(false);
    await fixture.control('POST', 'reset');
    assert.deepEqual([(await opened()).status, (await written('a:anna')).status], [201, 201]);
  });

  for (const id of ['a:second', '19:second@thread.tacv2', '19:second@thread.tacv2;messageid=7']) {
    it(`takes what is sent to ${id} to the window that has it, from whichever address`, async () => {
      const path = `/v3/conversations/${encodeURIComponent(id)}/activities/9?x=1`;
      assert.deepEqual(await call('first', 'PUT', path, { text: 'å' }), { status: 201, body: { id: 'second' } });
      const [only, ...more] = asked;
      assert.deepEqual(more, []);
      assert.deepEqual(only, {
        window: 'second',
        method: 'PUT',
        path: `/_connector${path}`,
        authorization: 'Bearer bot',
        body: '{"text":"å"}',
      });
    });
  }

  it('takes what it does not know to the window whose address it is, with what that answers', async () => {
    for (const path of ['/v3/conversations/unknown/activities/1', '/v3/teams/unknown']) {
      assert.deepEqual(await call('second', 'DELETE', path), { status: 404, body: { id: 'second' } });
    }
    assert.deepEqual(
      asked.map(({ window }) => window),
      ['second', 'second'],
    );
  });

  it('knows no conversation of a window that there is not', async () => {
    const answer = await call('third', 'GET', '/v3/conversations/unknown/members');
    assert.equal(answer.status, 404);
    assert.match(JSON.stringify(answer.body), /"code":"ConversationNotFound"/);
    assert.deepEqual(asked, []);
  });
});
