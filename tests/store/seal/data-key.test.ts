import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { openDataKey, renewedDataKey, type WrappedKey } from '../../../src/store/seal/data-key.ts';
import { eachInAVault, type InAVault, NAME, problem } from './in-a-vault.ts';

describe('store/data-key', () => {
  let vault: InAVault['vault'];
  let url: string;
  let read: InAVault['read'];
  let made: InAVault['made'];
  eachInAVault(scene => {
    ({ vault, url, read, made } = scene);
  });

  it('makes a key of 32 bytes, which is in what is stored only as the vault has wrapped it', async () => {
    const { bytes, stored } = await made();
    assert.equal(bytes.length, 32);
    assert.deepEqual(Object.keys(stored).sort(), ['algorithm', 'signature', 'version', 'wrapped']);
    assert.equal(stored.version, vault.keys.versions(NAME)[0]?.id);
    for (const encoding of ['base64', 'base64url', 'hex'] as const)
      assert.ok(!JSON.stringify(stored).includes(bytes.toString(encoding)));
    assert.deepEqual(vault.keys.asked, ['get', 'wrapkey', 'sign']);
    assert.deepEqual(new Set(vault.audiences), new Set(['https://localhost/.default']));
  });

  it('makes another one each time', async () => {
    assert.notDeepEqual((await made()).bytes, (await made()).bytes);
  });

  it('opens what was stored, and has nothing to write', async () => {
    const { bytes, stored } = await made();
    assert.deepEqual(await read(stored), { bytes });
    assert.deepEqual(await openDataKey(url, stored, vault.credential), bytes);
  });

  it('wraps the same key with the newest version after a rotation', async () => {
    const { bytes, stored } = await made();
    const newest = vault.keys.rotate(NAME);
    const { bytes: same, change } = await read(stored);
    assert.deepEqual(same, bytes);
    assert.deepEqual([change?.before, change?.after.version], [stored, newest]);
    vault.keys.enable(NAME, stored.version, false);
    assert.deepEqual(await read(change?.after), { bytes });
  });

  it('only opens it as the key of before, whatever version is the newest', async () => {
    const { bytes, stored } = await made();
    vault.keys.rotate(NAME);
    vault.keys.asked.length = 0;
    assert.deepEqual(await openDataKey(url, stored, vault.credential), bytes);
    assert.deepEqual(vault.keys.asked, ['get', 'get', 'unwrapkey']);
  });

  it('goes on with the version of before while the newest is disabled, or can’t wrap', async () => {
    const { bytes, stored } = await made();
    const newest = vault.keys.rotate(NAME);
    vault.keys.enable(NAME, newest, false);
    const disabled = await read(stored);
    assert.deepEqual([disabled.bytes, disabled.change], [bytes, undefined]);
    assert.match(String(disabled.notRenewed?.message), /disabled the newest version/);
    vault.keys.enable(NAME, newest, true);
    for (const refused of ['wrapkey', 'sign']) {
      vault.instead = operation => (operation === refused ? { status: 500, body: '' } : undefined);
      const failed = await read(stored);
      assert.deepEqual([failed.bytes, failed.change], [bytes, undefined]);
      assert.match(String(failed.notRenewed?.message), /answered 500/);
    }
  });

  it('makes none with a disabled version', async () => {
    vault.keys.enable(NAME, vault.keys.versions(NAME)[0]?.id ?? '', false);
    const { says, waitsFor } = await problem(read());
    assert.match(says, /disabled the newest version [0-9a-f]{32} of the key: enable it/);
    assert.equal(waitsFor, undefined);
  });

  it('says which version to enable where the one that wrapped it was disabled, and waits for nothing', async () => {
    const { stored } = await made();
    vault.keys.rotate(NAME);
    vault.keys.enable(NAME, stored.version, false);
    for (const work of [read(stored), openDataKey(url, stored, vault.credential)]) {
      const { says, waitsFor } = await problem(work);
      assert.match(says, new RegExp(`disabled version ${stored.version} of the key: enable it`));
      assert.equal(waitsFor, undefined);
    }
  });

  it('says so where the key was made anew and has no such version', async () => {
    const { stored } = await made();
    vault.keys.remove(NAME);
    vault.keys.rotate(NAME);
    for (const work of [read(stored), openDataKey(url, stored, vault.credential)]) {
      const { says, waitsFor } = await problem(work);
      assert.match(says, new RegExp(`no version ${stored.version} of the key.*restore`));
      assert.equal(waitsFor, undefined);
    }
  });

  describe('what somebody put in its place who can write the store and has the public key', () => {
    const NOT_SIGNED = /has not signed the data key.*somebody has put another one there/;

    async function refused(stored: WrappedKey): Promise<void> {
      vault.keys.asked.length = 0;
      for (const work of [read(stored), openDataKey(url, stored, vault.credential)]) {
        const { says, waitsFor } = await problem(work);
        assert.match(says, NOT_SIGNED);
        assert.equal(waitsFor, undefined);
      }
      // Nothing of theirs is opened, and nothing signed over it.
      assert.deepEqual(new Set(vault.keys.asked), new Set(['get']));
    }

    const theirs = () => vault.keys.wrappedByAnybody(NAME, randomBytes(32));

    it('a key of their own with the signature of the real one', async () => {
      const { stored } = await made();
      await refused({ ...stored, wrapped: theirs() });
    });

    it('a key of their own with a signature by a key of their own, or none', async () => {
      const { stored } = await made();
      vault.keys.rotate('another');
      const { change } = await renewedDataKey(vault.keyUrl('another'), undefined, vault.credential);
      await refused({ ...stored, wrapped: theirs(), signature: change?.after.signature ?? '' });
      await refused({ ...stored, wrapped: theirs(), signature: '' });
      await refused({ ...stored, signature: '' });
    });

    it('the data key of another Key Vault key', async () => {
      vault.keys.rotate('another');
      const { change } = await renewedDataKey(vault.keyUrl('another'), undefined, vault.credential);
      const another = change?.after ?? assert.fail();
      await refused({ ...another, version: vault.keys.versions(NAME)[0]?.id ?? '' });
    });

    it('the real one with another algorithm or another version', async () => {
      const { stored } = await made();
      await refused({ ...stored, algorithm: 'RSA1_5' });
      const newest = vault.keys.rotate(NAME);
      await refused({ ...stored, version: newest });
    });

    it('a version that leads elsewhere', async () => {
      const { stored } = await made();
      for (const version of ['', '..', '../another', `${stored.version}/wrapkey`, 'https://evil.example/keys/a/b']) {
        const { says } = await problem(read({ ...stored, version }));
        assert.match(says, /has not signed|no version|no such key|something else than an RSA key/);
        assert.deepEqual(new Set(vault.audiences), new Set(['https://localhost/.default']));
      }
    });
  });

  it('refuses a data key of another length', async () => {
    const { stored } = await made();
    const value = randomBytes(16).toString('base64url');
    vault.instead = operation =>
      operation === 'unwrapkey' ? { status: 200, body: JSON.stringify({ value }) } : undefined;
    assert.match((await problem(read(stored))).says, /unwrapped 16 bytes instead of 32/);
  });
});
