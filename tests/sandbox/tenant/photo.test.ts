import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';
import { PLAYGROUND_PEOPLE } from '../../../src/sandbox/tenant/playground-people.ts';
import { setup } from '../graph/graph-fixture.ts';

describe('photos of the sample tenant', () => {
  it('are PNGs of at most 2 KB, the same each time and different from person to person', () => {
    const { tenant } = setup();
    const photos = [...tenant.users].flatMap(user => tenant.photoOf(user.id) ?? []);
    assert.ok(photos.length >= 8 && photos.length < tenant.users.size, String(photos.length));
    for (const photo of photos) {
      assert.equal(photo.subarray(1, 4).toString(), 'PNG');
      assert.ok(photo.length <= 2048, String(photo.length));
    }
    assert.equal(new Set(photos.map(photo => photo.toString('hex'))).size, photos.length);
    const [first] = PLAYGROUND_PEOPLE;
    assert.deepEqual(tenant.photoOf(first ?? ''), tenant.photoOf(first ?? ''));
  });

  it('hold one byte per pixel and one per row, in the width that was asked for', () => {
    const { tenant, id } = setup();
    const photo = tenant.photoOf(id('anna.svensson'), 48);
    assert.ok(photo);
    assert.equal(photo.readUInt32BE(16), 48);
    const at = photo.indexOf('IDAT');
    const data = photo.subarray(at + 4, at + 4 + photo.readUInt32BE(at - 4));
    assert.equal(inflateSync(data).length, 48 * 49);
  });

  it('are missing for people without one and for unknown people', () => {
    const { tenant, id } = setup();
    assert.equal(tenant.photoOf(id('tomas.berg')), undefined);
    assert.equal(tenant.photoOf('nobody'), undefined);
  });
});
