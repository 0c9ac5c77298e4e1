import assert from 'node:assert/strict';
import type { Account } from '../../src/desk/judging/people-as-read.ts';
import type { Named } from '../../src/directory/naming/names-of.ts';
import { serial } from '../support/round-trips.ts';
import { assertTrouble, type Harness, PEOPLE, startHarness } from './harness.ts';

const ANNA = { id: PEOPLE.annaMember, displayName: 'Anna Svensson', givenName: 'Anna', surname: 'Svensson' };
const JOHAN = 'johan.andersson@fjallvind.example';
const LISTS = '/users\\?\\$';
/** A page of people who share a word of the name, and are not taken for her. */
const OTHERS = Array.from({ length: 100 }, (_, n) => ({
  id: `other-${n}`,
  displayName: `Anna Nobody-${n}`,
  userPrincipalName: `anna.${n}@fjallvind.example`,
}));
const NEXT = { '@odata.nextLink': 'https://elsewhere.example/v1.0/users?next' };

describe('directory: who is easily taken for somebody', () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness();
  });
  beforeEach(() => harness.reset());
  after(() => harness.stop());

  async function read(account: Pick<Account, 'id'> & Named = ANNA, patience = 0) {
    return await (await harness.as(PEOPLE.erikHelpdesk, { patience })).namesakesOf(account);
  }

  /** Somebody is called this from now on. */
  async function rename(displayName: string, more: Record<string, unknown> = {}): Promise<void> {
    const [givenName, surname] = displayName.split(' ');
    await harness.control('PATCH', 'users/tomas.berg@fjallvind.example', { displayName, givenName, surname, ...more });
  }

  it('is nobody where all reads are whole and find nobody, in one round trip', async () => {
    assert.deepEqual(await read({ id: PEOPLE.erikHelpdesk, displayName: 'Erik Lindqvist' }), []);
    assert.equal(serial(await harness.calls()), 1);
  });

  it('is looked for once by a name that stands in both places', async () => {
    await read();
    const urls = (await harness.calls()).flatMap(call => (call.batch ?? []).map(({ url }) => url));
    assert.equal(new Set(urls).size, urls.length);
  });

  it('is whoever has the same name, and never the account itself', async () => {
    const johan = await harness.control<typeof ANNA>('GET', `users/${JOHAN}`);
    assert.deepEqual(await read(johan), ['Johan Andersson']);
    assert.deepEqual(await read({ ...johan, id: johan.id.toUpperCase() }), ['Johan Andersson']);
  });

  it('is found for somebody who was found by sign-in name', async () => {
    const session = await harness.as(PEOPLE.erikHelpdesk);
    const { finding } = await session.find({ by: 'address', value: JOHAN });
    assert.ok(finding.kind === 'one');
    assert.deepEqual(await session.namesakesOf(finding.target.account), ['Johan Andersson']);
  });

  for (const near of [
    'Anna Svensson',
    'ANNA SVENSSON',
    'Svensson Anna',
    'Anna Svenson',
    'Anna Svensson-',
    'Ana Svensson',
    'Anna Swensson',
    'Anne Svensson',
    'Änna Svensson',
    'Hanna Svensson',
    'Anna Vensson',
  ]) {
    it(`is ${near}`, async () => {
      await harness.control('PATCH', `users/${PEOPLE.annaMember}`, { displayName: 'Anna Svensson' });
      await rename(near);
      assert.ok((await read())?.includes(near));
    });
  }

  for (const far of ['Anna Berg', 'Tomas Svensson', 'Anna Maria Svensson', 'Annika Svensson', 'Anna Sandberg']) {
    it(`is not ${far}`, async () => {
      await rename(far);
      assert.ok(!(await read())?.includes(far));
    });
  }

  it('is somebody whose given name and surname alone say so', async () => {
    await rename('anna.s (konsult)', { givenName: 'Anna', surname: 'Svensson' });
    assert.ok((await read())?.includes('anna.s (konsult)'));
  });

  it('is told with those of the same name first, and at most three', async () => {
    for (const [person, displayName] of [
      ['tomas.berg', 'Ana Svensson'],
      ['ulla.hellstrom', 'Anna Svenson'],
      ['jonas.ek', 'Anne Svensson'],
      ['ewa.kowalska', 'Anna Svensson'],
    ]) {
      await harness.control('PATCH', `users/${person}@fjallvind.example`, { displayName });
    }
    const names = await read();
    assert.equal(names?.length, 3);
    assert.equal(names[0], 'Anna Svensson');
  });

  for (const displayName of ['', '***', '\u202e', '🦊']) {
    it(`is not known for ${JSON.stringify(displayName)}, by which nobody can be looked for`, async () => {
      assert.equal(await read({ id: PEOPLE.annaMember, displayName }), undefined);
      assert.deepEqual(await harness.calls(), []);
    });
  }

  describe('where the directory does not tell all', () => {
    const nobody = { id: PEOPLE.erikHelpdesk, displayName: 'Erik Lindqvist' };

    for (const fault of [
      { status: 400 },
      { status: 403, code: 'Authorization_RequestDenied' },
      { status: 404 },
      { status: 429 },
      { status: 500 },
      { status: 503 },
      { status: 200, body: {} },
      { status: 200, body: { value: {} } },
      { status: 200, body: { value: [{ displayName: 'Erik Lindqvist' }] } },
      { status: 200, body: { value: [null] } },
      { status: 200, body: { value: [OTHERS[0], null] } },
      { status: 200, foreign: 'html' },
    ]) {
      it(`it is not known, and never nobody, when one read answers ${JSON.stringify(fault)}`, async () => {
        await harness.fault({ pathPattern: LISTS, ...fault });
        assert.equal(await read(nobody), undefined);
      });
    }

    it('it is not known, and never nobody, whichever read fails', async () => {
      await read(nobody);
      const items = (await harness.calls()).flatMap(call => call.batch ?? []);
      assert.ok(items.length > 5);
      for (const [skip, { url }] of items.entries()) {
        await harness.reset();
        await harness.fault({ pathPattern: LISTS, skip, status: 500 });
        assert.equal(await read(nobody), undefined, url);
      }
    });

    it('it is not known when the batch fails as a whole', async () => {
      for (const fault of [
        { status: 500 },
        { status: 429 },
        { drop: 'before', times: null },
        { malformedJson: true },
      ]) {
        await harness.reset();
        await harness.fault({ pathPattern: '\\$batch', ...fault });
        assert.equal(await read(nobody), undefined, JSON.stringify(fault));
      }
    });

    it('whoever was found is told all the same', async () => {
      await rename('Anna Svenson');
      await harness.fault({ pathPattern: 'displayName%20eq', status: 500 });
      assert.ok((await read())?.includes('Anna Svenson'));
    });

    it('it is not known to a guest', async () => {
      assert.equal(await (await harness.as(PEOPLE.miaGuest)).namesakesOf(nobody), undefined);
    });

    it('a throttled read is made again', async () => {
      await harness.fault({ pathPattern: LISTS, status: 429, retryAfter: 1 });
      assert.deepEqual(await read(nobody, 5_000), []);
      assert.deepEqual(harness.waited, [1_000]);
    });

    it('a new sign-in is asked for', async () => {
      for (const pathPattern of ['\\$batch', LISTS]) {
        await harness.reset();
        await harness.fault({ pathPattern, status: 401 });
        await assertTrouble('sign-in-again', read());
      }
    });
  });

  describe('where more people share a word than a page holds', () => {
    /** The first read is cut at the end of its page. */
    const cut = (skip = 0) =>
      harness.fault({ pathPattern: '\\$top=100&', skip, status: 200, body: { value: OTHERS, ...NEXT } });

    it('they are read once more, with their names alone, and somebody among them is found', async () => {
      await rename('Ana Svensson');
      // Every first read shows others alone, and says that there are more.
      await harness.fault({ pathPattern: '\\$top=100&', times: null, status: 200, body: { value: OTHERS, ...NEXT } });
      assert.ok((await read())?.includes('Ana Svensson'));
      const calls = await harness.calls();
      assert.equal(serial(calls), 2);
      const wide = calls.flatMap(call => call.batch ?? []).filter(({ url }) => url.includes('$top=999&'));
      assert.ok(wide.length > 5);
      for (const { url } of wide) assert.match(url, /\$select=id,displayName,givenName,surname,userPrincipalName$/);
    });

    it('only the reads that were cut are made again, and nobody is nobody', async () => {
      await cut();
      assert.deepEqual(await read({ id: PEOPLE.erikHelpdesk, displayName: 'Erik Lindqvist' }), []);
      const items = (await harness.calls()).flatMap(call => call.batch ?? []);
      assert.equal(items.filter(({ url }) => url.includes('$top=999&')).length, 1);
    });

    it('it is not known where there are still more, or they can’t be read', async () => {
      for (const fault of [
        { status: 200, body: { value: OTHERS, ...NEXT } },
        { status: 500 },
        { status: 200, body: {} },
      ]) {
        await harness.reset();
        await cut(1);
        await harness.fault({ pathPattern: '\\$top=999&', times: null, ...fault });
        assert.equal(await read({ id: PEOPLE.erikHelpdesk, displayName: 'Erik Lindqvist' }), undefined);
      }
    });
  });
});
