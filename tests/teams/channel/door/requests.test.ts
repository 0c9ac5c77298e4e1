import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Doorstep, type Knock } from './doorstep.ts';

const FOREIGN_TENANT = '99999999-aaaa-4bbb-8ccc-dddddddddddd';
const BODY_LIMIT = 128 * 1024;

describe('the door: requests', () => {
  let door: Doorstep;
  before(async () => {
    door = await Doorstep.start();
  });
  after(() => door.world.stop());
  beforeEach(() => door.reset());

  const BAD_REQUESTS: readonly [name: string, status: number, make: () => Knock][] = [
    ['malformed JSON', 400, () => ({ raw: '{"type":"message",' })],
    ['an empty body', 400, () => ({ raw: '' })],
    ['a JSON array', 400, () => ({ body: [door.activity()] })],
    ['a JSON text', 400, () => ({ body: 'message' })],
    ['null', 400, () => ({ raw: 'null' })],
    ['no content type', 415, () => ({ headers: { 'content-type': '' } })],
    ['plain text', 415, () => ({ headers: { 'content-type': 'text/plain' } })],
    ['a form', 415, () => ({ headers: { 'content-type': 'application/x-www-form-urlencoded' } })],
    ['a multipart form', 415, () => ({ headers: { 'content-type': 'multipart/form-data; boundary=x' } })],
    ['another kind of JSON', 415, () => ({ headers: { 'content-type': 'application/vnd.example+json' } })],
    ['a compressed body', 415, () => compressed(gzipSync(JSON.stringify(door.activity())))],
    ['a compressed body that is not what it says', 415, () => compressed(Buffer.from('not gzip'))],
    ['an unknown content encoding', 415, () => ({ headers: { 'content-encoding': 'br' } })],
    ['a body too large', 413, () => ({ body: door.activity({ text: 'a'.repeat(BODY_LIMIT) }) })],
    ['a body too large in chunks', 413, () => chunked(JSON.stringify(door.activity({ text: 'a'.repeat(BODY_LIMIT) })))],
    ['GET', 405, () => ({ method: 'GET' })],
    ['PUT', 405, () => ({ method: 'PUT' })],
    ['DELETE', 405, () => ({ method: 'DELETE' })],
    ['another path', 404, () => ({ path: '/api/messages/more' })],
    ['a path that climbs', 404, () => ({ path: '/api/messages/../../etc/passwd' })],
    ['a path that can’t be decoded', 404, () => ({ path: '/%E0%A4%A' })],
    ['a health check with POST', 405, () => ({ path: '/healthz' })],
  ];
  for (const [name, status, make] of BAD_REQUESTS) {
    it(`answers ${status} to ${name}`, async () => {
      await door.refused(make(), status);
    });
  }

  it('takes a body that is just small enough', async () => {
    const rest = JSON.stringify(door.activity({ text: '' })).length;
    await door.letIn({ body: door.activity({ text: 'a'.repeat(BODY_LIMIT - rest) }) });
  });

  it('says nothing about itself in a header', async () => {
    for (const knock of [{}, { authorization: null }, { path: '/nothing' }]) {
      const { headers } = await door.knock(knock);
      assert.deepEqual([headers.server, headers['x-powered-by']], [undefined, undefined]);
    }
  });

  it('closes a connection that speaks no HTTP', async () => {
    const socket = connect(door.world.bot.port, '127.0.0.1');
    socket.write('hello\r\n\r\n');
    const [answer] = await once(socket, 'data');
    assert.match(String(answer), /^HTTP\/1\.1 400 /);
    await once(socket, 'close');
    await door.nothingHappened();
  });

  it('goes on when a caller hangs up in the middle of a body', async () => {
    const socket = connect(door.world.bot.port, '127.0.0.1');
    const head = 'POST /api/messages HTTP/1.1\r\nHost: bot\r\nAuthorization: Bearer a.b.c\r\n';
    socket.write(`${head}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"type":`);
    await new Promise<void>(resolve => socket.end(() => resolve()));
    socket.destroy();
    await door.nothingHappened();
  });

  const ELSEWHERE: readonly [name: string, make: () => Record<string, unknown>][] = [
    ['webchat', () => ({ channelId: 'webchat' })],
    ['the emulator', () => ({ channelId: 'emulator' })],
    ['Direct Line for App Service', () => ({ channelId: 'AseChannel' })],
    ['Direct Line Speech', () => ({ channelId: 'directlinespeech' })],
    ['no channel', () => ({ channelId: undefined })],
    ['a list of channels', () => ({ channelId: ['msteams'] })],
    ['no service URL', () => ({ serviceUrl: undefined })],
    ['an empty service URL', () => ({ serviceUrl: '' })],
    ['a service URL that is none', () => ({ serviceUrl: 'smba.trafficmanager.net' })],
    ['no conversation', () => ({ conversation: undefined })],
    ['a conversation without an id', () => ({ conversation: { tenantId: door.tenantId } })],
    ['no type', () => ({ type: undefined })],
    ['a type that is no text', () => ({ type: { toString: 'message' } })],
    ['a sender that is no object', () => ({ from: 'erik' })],
    ['an object id that is none', () => ({ from: { id: '29:erik', aadObjectId: "x' or '1'='1" } })],
    ['a text that is no text', () => ({ text: { $ne: '' } })],
    ['entities that are no list', () => ({ entities: { length: 1 } })],
    ['a kind of conversation that is no text', () => ({ conversation: { id: 'a', conversationType: ['personal'] } })],
    ['a conversation that may be a group', () => ({ conversation: { id: 'a', isGroup: 'false' } })],
  ];
  for (const [name, make] of ELSEWHERE) {
    it(`answers 400 to an activity with ${name}`, async () => {
      await door.refused({ body: door.activity(make()) }, 400);
    });
  }

  const from = { id: '29:erik', aadObjectId: '11111111-2222-4333-8444-000000000001' };
  const ODD_BUT_OURS: readonly [name: string, make: () => Record<string, unknown>][] = [
    ['no id', () => ({ id: null })],
    ['no recipient', () => ({ recipient: null })],
    ['no name of the sender', () => ({ from: { ...from, name: null } })],
    ['a name that is no text', () => ({ from: { ...from, name: { first: 'Erik' } } })],
    ['a name without end', () => ({ from: { ...from, name: `Erik${'\u202e'.repeat(30_000)}` } })],
    ['a name that is no text of Unicode', () => ({ from: { ...from, name: 'Erik\ud800' } })],
    ['no tenant of the sender', () => ({ from: { ...from, name: 'Erik', tenantId: null } })],
    ['no channel data', () => ({ channelData: null })],
    ['no tenant in the channel data', () => ({ channelData: { tenant: null } })],
    ['no entities', () => ({ entities: null })],
    ['an entity that is null', () => ({ entities: [null] })],
    ['an entity that is a number', () => ({ entities: [1, { type: 'clientInfo', locale: null }] })],
    ['an entity without a type', () => ({ entities: [{}, { type: 7 }] })],
    ['a mention of nobody', () => ({ entities: [{ type: 'mention', text: null, mentioned: null }] })],
    ['a language that is a number', () => ({ locale: 7, localTimezone: {} })],
    ['what nobody reads', () => ({ attachments: [null], value: 7, timestamp: 'never', textFormat: 7 })],
  ];
  for (const [name, make] of ODD_BUT_OURS) {
    it(`answers an activity with ${name}`, async () => {
      const conversation = { id: `odd ${name}`, conversationType: 'personal', tenantId: door.tenantId };
      await door.letIn({ body: door.activity({ text: 'help', conversation, ...make() }) });
      await door.world.connector.until(() => door.world.connector.in(conversation.id)[0], 'the help card');
      assert.deepEqual(
        door.world.log.filter(line => /"code"/.test(line)),
        [],
      );
    });
  }

  it('takes a conversation of no kind for what it says of itself, and null for nothing said', async () => {
    for (const kind of [
      { conversationType: null, isGroup: null },
      { conversationType: null, isGroup: false, tenantId: null },
    ]) {
      const conversation = { id: `odd ${JSON.stringify(kind)}`, ...kind };
      await door.letIn({ body: door.activity({ text: 'help', conversation }) });
      await door.world.connector.until(() => door.world.connector.in(conversation.id)[0], 'the help card');
    }
  });

  const personal = { id: 'doorstep', conversationType: 'personal' };
  const ANOTHER_TENANT: readonly [name: string, make: () => Record<string, unknown>][] = [
    ['another tenant in the conversation', () => ({ conversation: { ...personal, tenantId: FOREIGN_TENANT } })],
    [
      'somebody of another tenant',
      () => ({ from: { id: '29:x', aadObjectId: '11111111-2222-4333-8444-000000000001', tenantId: FOREIGN_TENANT } }),
    ],
    ['another tenant in the channel data', () => ({ channelData: { tenant: { id: FOREIGN_TENANT } } })],
    [
      'another tenant in both',
      () => ({
        conversation: { ...personal, tenantId: FOREIGN_TENANT },
        channelData: { tenant: { id: FOREIGN_TENANT } },
      }),
    ],
    [
      'another tenant in the conversation alone',
      () => ({ conversation: { ...personal, tenantId: FOREIGN_TENANT }, channelData: undefined }),
    ],
    [
      'another tenant in the channel data alone',
      () => ({ conversation: personal, channelData: { tenant: { id: FOREIGN_TENANT } } }),
    ],
    ['no tenant at all', () => ({ conversation: personal, channelData: {} })],
    ['an empty tenant', () => ({ conversation: { ...personal, tenantId: '' } })],
  ];
  for (const [name, make] of ANOTHER_TENANT) {
    it(`answers 403 to an activity with ${name}`, async () => {
      const reason = await door.refused({ body: door.activity(make()) }, 403);
      assert.match(reason, /tenant/);
    });
  }

  it('takes an activity that names our tenant in one place only, in any case', async () => {
    const tenantId = door.tenantId.toUpperCase();
    await door.letIn({ body: door.activity({ conversation: { ...personal, tenantId }, channelData: undefined }) });
    await door.letIn({ body: door.activity({ conversation: personal, channelData: { tenant: { id: tenantId } } }) });
  });

  for (const serviceUrl of ['https://smba.trafficmanager.net.evil.example/', 'http://localhost.evil.example/']) {
    it(`answers 403 to the service URL ${serviceUrl}, though the token names it`, async () => {
      const authorization = `Bearer ${await door.token('channel', { serviceUrl })}`;
      const reason = await door.refused({ authorization, body: door.activity({ serviceUrl }) }, 403);
      assert.match(reason, /host/);
    });
  }
});

function compressed(raw: Buffer): Knock {
  return { raw, headers: { 'content-encoding': 'gzip' } };
}

function chunked(raw: string): Knock {
  return { raw, headers: { 'transfer-encoding': 'chunked' } };
}
