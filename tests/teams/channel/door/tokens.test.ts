import assert from 'node:assert/strict';
import { catchConsole, Doorstep, type TokenChanges } from './doorstep.ts';

const FOREIGN_TENANT = '99999999-aaaa-4bbb-8ccc-dddddddddddd';

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** Seconds since the epoch, so many from now: taken when it is used, not when this file is loaded. */
const at = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

/** Tokens that must not open the door: what is wrong, kind, changes. */
const BAD_TOKENS: readonly [
  name: string,
  status: number,
  kind: string,
  changes?: TokenChanges | (() => TokenChanges),
][] = [
  ['no signature (alg none)', 401, 'unsigned'],
  ['HS256 with the public key as the secret', 401, 'hmac'],
  ['a key that is not published, under the id of one that is', 401, 'foreign-key'],
  ['a key id that is not published', 401, 'channel', { header: { kid: 'nobody-knows-this-key' } }],
  ['no key id', 401, 'channel', { header: { kid: null } }],
  ['a key that is endorsed for another channel', 401, 'other-channel'],
  ['expired beyond the five minutes of clock skew', 401, 'channel', { expiresIn: -301 }],
  ['not valid yet', 401, 'channel', () => ({ claims: { nbf: at(1000) } })],
  ['issued in the future', 401, 'channel', () => ({ claims: { iat: at(1000) } })],
  ['no end', 401, 'channel', { claims: { exp: null } }],
  ['no times at all', 401, 'channel', { claims: { exp: null, nbf: null, iat: null } }],
  ['an end that is a text', 401, 'channel', () => ({ claims: { exp: String(at(HOUR)) } })],
  ['an end that is a list', 401, 'channel', () => ({ claims: { exp: [at(HOUR)] } })],
  ['an end that is true', 401, 'channel', { claims: { exp: true } }],
  ['an end in milliseconds', 401, 'channel', () => ({ claims: { exp: at(HOUR) * 1000 } })],
  ['an end in two days', 401, 'channel', () => ({ claims: { exp: at(2 * DAY) } })],
  ['an age of a year', 401, 'channel', () => ({ claims: { iat: at(-365 * DAY) } })],
  ['valid since a year ago', 401, 'channel', () => ({ claims: { nbf: at(-365 * DAY) } })],
  ['valid since the beginning of time', 401, 'channel', { claims: { nbf: 0 } }],
  ['a beginning that is a text', 401, 'channel', () => ({ claims: { nbf: String(at(-5)) } })],
  ['an issue time that is an object', 401, 'channel', { claims: { iat: {} } }],
  ['an encrypting header', 401, 'channel', { header: { enc: 'A256GCM' } }],
  ['a compressing header', 401, 'channel', { header: { zip: 'DEF' } }],
  ['a key id that is a number', 401, 'channel', { header: { kid: 1 } }],
  ['another bot as the audience', 401, 'channel', { claims: { aud: '11111111-2222-4333-8444-555555555555' } }],
  ['no audience', 401, 'channel', { claims: { aud: null } }],
  ['a list of audiences', 401, 'channel', { claims: { aud: ['11111111-2222-4333-8444-555555555555'] } }],
  ['another issuer', 401, 'channel', { claims: { iss: 'https://api.botframework.example' } }],
  ['the issuer of another cloud', 401, 'channel', { claims: { iss: 'https://api.botframework.us' } }],
  ['no issuer', 401, 'channel', { claims: { iss: null } }],
  ['no service URL', 401, 'channel', { serviceUrl: undefined, claims: { serviceurl: null } }],
  ['the service URL of another host', 401, 'channel', { serviceUrl: 'https://smba.trafficmanager.net/emea/' }],
  ['a tenant, which no token of the channel names', 401, 'channel', { claims: { tid: FOREIGN_TENANT } }],
  ['the claims of a skill', 401, 'channel', { claims: { ver: '1.0', appid: '11111111-2222-4333-8444-555555555555' } }],
  ['an Entra token of our tenant for the bot itself', 401, 'entra'],
  [
    'an Entra token of a foreign tenant whose audience and client are the bot',
    401,
    'entra',
    { claims: { tid: FOREIGN_TENANT, iss: `https://sts.windows.net/${FOREIGN_TENANT}/` } },
  ],
  [
    'the same, version 2.0',
    401,
    'entra',
    {
      claims: { tid: FOREIGN_TENANT, iss: `https://login.microsoftonline.com/${FOREIGN_TENANT}/v2.0`, ver: '2.0' },
    },
  ],
  ['the bot’s own token for the connector', 401, 'connector'],
];

describe('the door: tokens', () => {
  let door: Doorstep;
  let written: ReturnType<typeof catchConsole>;
  before(async () => {
    door = await Doorstep.start();
  });
  after(() => door.world.stop());
  beforeEach(async () => {
    await door.reset();
    written = catchConsole();
  });
  afterEach(() => written.restore());

  it('opens for a token of the channel, whatever else is tried here', async () => {
    await door.letIn();
    await door.world.connector.until(() => door.world.connector.in('doorstep')[0], 'an answer');
    const calls = await door.world.graphCalls();
    assert.ok(calls.length > 0);
  });

  it('takes a token that expired less than five minutes ago, because clocks differ', async () => {
    await door.letIn({ authorization: `Bearer ${await door.token('channel', { expiresIn: -200 })}` });
  });

  for (const [name, status, kind, changes] of BAD_TOKENS) {
    it(`refuses ${name}`, async () => {
      const token = await door.token(kind, typeof changes === 'function' ? changes() : changes);
      await door.refused({ authorization: `Bearer ${token}` }, status);
      assert.ok(!written.lines.join().includes(token.slice(0, 40)));
    });
  }

  it('refuses a token whose signature was changed', async () => {
    const [header, claims, signature = ''] = (await door.token()).split('.');
    const changed = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    await door.refused({ authorization: `Bearer ${header}.${claims}.${changed}` }, 401);
  });

  it('refuses a token whose claims were changed', async () => {
    const [header, , signature] = (await door.token()).split('.');
    const [, claims] = (await door.token('unsigned', { claims: { jti: 'another' } })).split('.');
    await door.refused({ authorization: `Bearer ${header}.${claims}.${signature}` }, 401);
  });

  const BAD_HEADERS: readonly [name: string, make: (token: string) => string | null][] = [
    ['no Authorization header', () => null],
    ['Basic', () => `Basic ${Buffer.from('bot:secret').toString('base64')}`],
    ['a good token as Basic', token => `Basic ${token}`],
    ['a good token without a scheme', token => token],
    ['Bearer without a token', () => 'Bearer'],
    ['Bearer and a blank', () => 'Bearer '],
    ['two tokens', token => `Bearer ${token} ${token}`],
    ['a good token and something else', token => `Bearer ${token} extra`],
    ['three parts of garbage', () => 'Bearer not.a.token'],
    ['one part', () => 'Bearer garbage'],
    ['a good token without its signature', token => `Bearer ${token.split('.').slice(0, 2).join('.')}.`],
    ['a good token in quotes', token => `Bearer "${token}"`],
    ['claims that are no object', () => `Bearer ${encoded({ alg: 'RS256' })}.${encoded('text')}.${encoded('x')}`],
    ['claims that are null', () => `Bearer ${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(null)}.x`],
    [
      'a header that is no JSON',
      () => `Bearer ${Buffer.from('{').toString('base64url')}.${encoded({ iss: 'https://api.botframework.com' })}.x`,
    ],
    [
      'a header with odd types',
      () => `Bearer ${encoded({ alg: {}, kid: [] })}.${encoded({ iss: 'https://api.botframework.com' })}.x`,
    ],
  ];
  for (const [name, make] of BAD_HEADERS) {
    it(`refuses ${name}`, async () => {
      await door.refused({ authorization: make(await door.token()) }, 401);
    });
  }

  it('never writes a token or a claim to the log', async () => {
    const token = await door.token('foreign-key', { claims: { secret: 'claim-in-the-token' } });
    await door.knock({ authorization: `Bearer ${token}` });
    await door.knock({ authorization: `Basic ${token}` });
    await door.knock({ path: `/api/messages/${token}` });
    await door.knock({ raw: `{"token":"${token}"` });
    const log = door.world.log.join('\n');
    assert.equal(door.world.log.length, 4, log);
    for (const part of token.split('.')) assert.ok(!log.includes(part.slice(0, 30)), log);
    assert.ok(!log.includes('claim-in-the-token'));
  });
});

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
