import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { AuthenticationError } from 'botframework-connector';
import fc from 'fast-check';
import { ChannelKeys } from '../../../src/teams/channel/channel-keys.ts';
import { ChannelTokens } from '../../../src/teams/channel/channel-token.ts';
import { runs } from '../../support/runs.ts';
import { KeyServer, signed } from './key-server.ts';

const BOT = '1111aaaa-2222-4333-8444-5555bbbb5555';
const ISSUER = 'https://api.botframework.com';
const NOW = 1_800_000_000;
const MINUTE = 60;
const DAY = 86_400;
const HEADER = { alg: 'RS256', typ: 'JWT', kid: 'one' };
const CLAIMS = {
  iss: ISSUER,
  aud: BOT,
  serviceurl: 'https://smba.trafficmanager.net/emea/',
  nbf: NOW,
  exp: NOW + 3_600,
};

/** The first lock of the door: everything here is really signed with the channel's key, unless it says otherwise. */
describe('teams/channel-token', () => {
  let server: KeyServer;
  let tokens: ChannelTokens;
  before(async () => {
    server = await new KeyServer().start();
    const config = { botId: BOT, channelIssuer: ISSUER };
    tokens = new ChannelTokens(new ChannelKeys(server.url), config, () => NOW * 1_000);
  });
  after(() => server.stop());

  const opens = (token: string) =>
    tokens.verify(`Bearer ${token}`).then(
      () => true,
      (error: unknown) => {
        assert.ok(error instanceof AuthenticationError && error.statusCode === 401, String(error));
        assert.ok(error.message.length < 80, error.message);
        return false;
      },
    );

  it('takes what the channel sends, with what else a header and claims may hold', async () => {
    const header = { ...HEADER, x5t: 'abc', jku: 'https://elsewhere.example/keys' };
    assert.ok(await opens(signed(HEADER, CLAIMS)));
    assert.ok(await opens(signed(header, { ...CLAIMS, iat: NOW - MINUTE, jti: 'x', more: [] })));
  });

  it('takes a token if, and only if, its times are those of a token that holds now (property)', async () => {
    const near = [0, 1, -1].flatMap(by =>
      [NOW, NOW + 5 * MINUTE, NOW - 5 * MINUTE, NOW + DAY, NOW - DAY].map(at => at + by),
    );
    const odd = fc.constantFrom<unknown>(
      undefined,
      null,
      '',
      String(NOW + 60),
      true,
      [NOW],
      {},
      1e300,
      -1,
      0,
      NOW * 1_000,
    );
    const time = fc.oneof(
      fc.constantFrom<unknown>(...near),
      fc.integer({ min: NOW - 2 * DAY, max: NOW + 2 * DAY }),
      odd,
    );
    await fc.assert(
      fc.asyncProperty(time, time, time, async (exp, nbf, iat) => {
        const token = signed(HEADER, { ...CLAIMS, exp, nbf, iat });
        assert.equal(await opens(token), isTimely(exp, nbf, iat));
      }),
      { numRuns: runs(400), seed: 20261128 },
    );
  });

  const BAD_HEADERS: readonly [name: string, header: unknown][] = [
    ['a critical field that nobody knows', { ...HEADER, crit: ['policy'], policy: 1 }],
    ['a critical field that is known', { ...HEADER, crit: ['exp'], exp: NOW + 60 }],
    ['an empty list of critical fields', { ...HEADER, crit: [] }],
    ['critical fields that are no list', { ...HEADER, crit: 'exp' }],
    ['critical fields of null', { ...HEADER, crit: null }],
    ['an unencoded payload', { ...HEADER, b64: false }],
    ['an unencoded payload, critical', { ...HEADER, b64: false, crit: ['b64'] }],
    ['encryption', { ...HEADER, enc: 'A256GCM' }],
    ['compression', { ...HEADER, zip: 'DEF' }],
    ...['none', 'None', 'rs256', 'RS384', 'PS256', 'HS256', 'ES256', '', null, 1, ['RS256'], { RS256: 1 }].map(
      alg => [`the algorithm ${JSON.stringify(alg)}`, { ...HEADER, alg }] as [string, unknown],
    ),
    ...['two', '', null, 1, ['one'], { one: 1 }, '__proto__', 'constructor'].map(
      kid => [`the key id ${JSON.stringify(kid)}`, { ...HEADER, kid }] as [string, unknown],
    ),
    ['a key of its own', { ...HEADER, kid: undefined, jwk: {} }],
    ['no fields', {}],
    ['a header that is a list', ['RS256']],
    ['a header that is null', null],
    ['a header that is a text', 'RS256'],
  ];
  for (const [name, header] of BAD_HEADERS) {
    it(`refuses ${name}, though the signature holds`, async () =>
      assert.equal(await opens(signed(header, CLAIMS)), false));
  }

  const BAD_CLAIMS: readonly [name: string, claims: unknown][] = [
    ...['', 'another', null, [BOT], BOT.toUpperCase(), `${BOT} `, { [BOT]: 1 }].map(
      aud => [`the audience ${JSON.stringify(aud)}`, { ...CLAIMS, aud }] as [string, unknown],
    ),
    ...['', 'https://api.botframework.us', null, [ISSUER], `${ISSUER}/`].map(
      iss => [`the issuer ${JSON.stringify(iss)}`, { ...CLAIMS, iss }] as [string, unknown],
    ),
    ...['', null, ['https://smba.trafficmanager.net/'], 1].map(
      serviceurl => [`the service URL ${JSON.stringify(serviceurl)}`, { ...CLAIMS, serviceurl }] as [string, unknown],
    ),
    ['a tenant', { ...CLAIMS, tid: 'any' }],
    ['claims that are a list', [CLAIMS]],
    ['claims that are null', null],
  ];
  for (const [name, claims] of BAD_CLAIMS) {
    it(`refuses ${name}, though the signature holds`, async () =>
      assert.equal(await opens(signed(HEADER, claims)), false));
  }

  it('refuses a signature of another key, and a good one with anything at all changed (property)', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    assert.equal(await opens(signed(HEADER, CLAIMS, privateKey)), false);
    const good = signed(HEADER, CLAIMS);
    const place = fc.nat(good.length - 1);
    await fc.assert(
      fc.asyncProperty(place, fc.constantFrom('A', '-', '.', '=', '+', ' ', '\u00e5', ''), async (at, instead) => {
        const changed = good.slice(0, at) + instead + good.slice(at + 1);
        // The last character of a part has bits that say nothing.
        fc.pre(changed !== good && !Buffer.from(changed, 'base64url').equals(Buffer.from(good, 'base64url')));
        assert.equal(await opens(changed), false);
      }),
      { numRuns: runs(200), seed: 20261128 },
    );
  });
});

/** RFC 7519, told once more: an end that is a time, not before and not issued later than now, and none of it a day away. */
function isTimely(exp: unknown, nbf: unknown, iat: unknown): boolean {
  const skew = 5 * MINUTE;
  if (typeof exp !== 'number' || exp <= NOW - skew || exp > NOW + DAY + skew) return false;
  return [nbf, iat].every(
    begin => begin === undefined || (typeof begin === 'number' && begin <= NOW + skew && exp - begin <= DAY),
  );
}
