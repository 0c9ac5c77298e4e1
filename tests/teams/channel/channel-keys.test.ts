import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { ChannelKeys } from '../../../src/teams/channel/channel-keys.ts';
import { KeyServer, published } from './key-server.ts';

const HOUR = 3_600_000;
const FAR = 25 * HOUR;
const DATA = JSON.stringify({ jwks_uri: `data:application/json,${JSON.stringify({ keys: [published()] })}` });
const PLAIN = '{"jwks_uri":"http://[::1]:9/keys"}';

describe('teams/channel-keys', () => {
  let server: KeyServer;
  let now: number;
  let keys: ChannelKeys;
  beforeEach(async () => {
    server = await new KeyServer().start();
    now = 0;
    keys = new ChannelKeys(server.url, () => now);
  });
  afterEach(() => server.stop());

  const TROUBLES: readonly (readonly [name: string, trouble: KeyServer['trouble'], said: RegExp])[] = [
    ['an error of the server', { status: 500 }, /answer 500/],
    ['a page that is not there', { status: 404 }, /answer 404/],
    ['a page of a proxy', { status: 200, body: '<html>' }, /are no JSON/],
    ['other JSON', { status: 200, body: '{}' }, /CHANNEL_OPENID_METADATA_URL|jwks_uri/],
    ['an empty answer', { status: 200, body: '' }, /are no JSON/],
    ['a connection that ends', 'hang up', /can’t be reached/],
    ['an answer without measure', { status: 200, body: `{"keys":[]${' '.repeat(2_000_000)}}` }, /can’t be read/],
    ['a list', { status: 200, body: '[]' }, /jwks_uri|expected object/],
    ['an address within the answer', { status: 200, body: DATA }, /elsewhere than at an https address/],
    ['an address without encryption', { status: 200, body: PLAIN }, /elsewhere than at|can’t be reached/],
    ['an address that is none', { status: 200, body: '{"jwks_uri":"keys"}' }, /jwks_uri/],
  ];
  for (const [name, trouble, said] of TROUBLES) {
    it(`${name}: says so, and reads them when they are there`, async () => {
      server.trouble = trouble;
      await assert.rejects(keys.find('one'), said);
      server.trouble = undefined;
      assert.ok(await keys.find('one'));
    });

    it(`${name}, after they were read once: goes on with what it has`, async () => {
      assert.ok(await keys.find('one'));
      server.trouble = trouble;
      now += FAR;
      assert.ok(await keys.find('one'));
      assert.equal(await keys.find('two'), undefined);
    });
  }

  it('reads them once for everybody who asks at the same time, and then not again', async () => {
    await Promise.all(Array.from({ length: 100 }, () => keys.find('one')));
    for (let each = 0; each < 100; each += 1) await keys.find('one');
    assert.equal(server.asked, 1);
  });

  it('does not ask for each id that somebody invents', async () => {
    for (let each = 0; each < 100; each += 1) assert.equal(await keys.find(`invented ${each}`), undefined);
    assert.equal(server.asked, 1);
    now += HOUR;
    for (let each = 0; each < 100; each += 1) assert.equal(await keys.find(`invented ${each}`), undefined);
    assert.equal(server.asked, 2);
  });

  it('asks at most ten times at once, and then once in two seconds, while they can’t be had', async () => {
    server.trouble = { status: 500 };
    for (let each = 0; each < 100; each += 1) await assert.rejects(keys.find('one'));
    assert.equal(server.asked, 10);
    now += 2_000;
    for (let each = 0; each < 100; each += 1) await assert.rejects(keys.find('one'));
    assert.equal(server.asked, 11);
  });

  it('finds a new key within minutes, and one that was taken away is gone within a day', async () => {
    await keys.have();
    server.keys = [published({ kid: 'two' })];
    now += 6 * 60_000;
    assert.ok(await keys.find('two'));
    assert.equal(await keys.find('one'), undefined);
    server.keys = [published({ kid: 'three' })];
    now += FAR;
    await keys.have();
    await keys.find('three');
    assert.equal(await keys.find('two'), undefined);
  });

  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
  const USELESS: readonly [name: string, key: unknown][] = [
    ['a key for another channel', published({ kid: 'odd', endorsements: ['webchat'] })],
    ['a key of another kind', { ...elliptic, kid: 'odd' }],
    ['a secret', { kty: 'oct', k: 'AAAA', kid: 'odd' }],
    ['a key without its numbers', { kty: 'RSA', kid: 'odd' }],
    ['a key whose id is a number', published({ kid: 1 })],
    ['null', null],
    ['a text', 'odd'],
  ];
  for (const [name, key] of USELESS) {
    it(`leaves ${name} aside, and takes the others`, async () => {
      server.keys = [key, published()];
      assert.ok(await keys.find('one'));
      assert.equal(await keys.find('odd'), undefined);
    });

    it(`${name} alone is none`, async () => {
      server.keys = [key];
      await assert.rejects(keys.have(), /have none for Teams/);
    });
  }
});
