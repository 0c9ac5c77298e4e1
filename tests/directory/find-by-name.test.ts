import assert from 'node:assert/strict';
import type { SearchResult } from '../../src/desk/ports.ts';
import type { NameQuery } from '../../src/directory/naming/choose.ts';
import { serial } from '../support/round-trips.ts';
import { oneOfEach } from '../support/runs.ts';
import { assertTrouble, type Harness, PEOPLE, startHarness } from './harness.ts';

/** One who is called what was written: two round trips. */
const CALLED: readonly [row: number, query: Omit<NameQuery, 'by'>, signIn: string][] = [
  [47, { value: 'Bennett, Olivia' }, 'olivia.bennett'],
  [57, { value: 'O. Bennett' }, 'olivia.bennett'],
  [60, { value: 'Peters', alternative: 'Peter' }, 'peter.hedlund'],
  [60, { value: 'Jonas Ek', alternative: 'Jonas Eks' }, 'jonas.ek'],
  [63, { value: 'Asa Ohman' }, 'asa.ohman'],
  [63, { value: 'Par Angstrom' }, 'par.angstrom'],
  [63, { value: 'Lars Nystrom' }, 'lars.nystrom'],
  [63, { value: "Siobhán O'Brien" }, "siobhan.o'brien"],
  [63, { value: 'Ohman' }, 'asa.ohman'],
  [64, { value: "Siobhan O'Brien" }, "siobhan.o'brien"],
  [64, { value: 'Siobhan O´Brien' }, "siobhan.o'brien"],
  [64, { value: 'Siobhan O Brien' }, "siobhan.o'brien"],
  [64, { value: 'Siobhan OBrien' }, "siobhan.o'brien"],
  [64, { value: 'Liam Darcy' }, "liam.d'arcy"],
  [64, { value: 'Darcy' }, "liam.d'arcy"],
  [66, { value: 'Johan Andersson', place: 'Logistics' }, 'johan.andersson2'],
  [66, { value: 'Johan Andersson', place: 'sales department' }, 'johan.andersson'],
  [67, { value: 'olivia.bennett' }, 'olivia.bennett'],
  [67, { value: 'goran.malm' }, 'goran.malm'],
  [68, { value: '1044' }, 'olivia.bennett'],
];

/** Those who are offered where nobody is called that, the nearest first, in three round trips. */
const NEAR: readonly [row: number, query: Omit<NameQuery, 'by'>, first: string][] = [
  [47, { value: 'Bennett, Hans' }, 'olivia.bennett'],
  [48, { value: 'Bennett, Mina' }, 'olivia.bennett'],
  [49, { value: 'Olivia Tack' }, 'olivia.bennett'],
  [50, { value: 'Nya Bennett' }, 'olivia.bennett'],
  [51, { value: 'Maria Lund' }, 'maria.lundin'],
  [51, { value: 'Tom Berg' }, 'tomas.berg'],
  [51, { value: 'Jon Ek' }, 'jonas.ek'],
  [51, { value: 'Johan Berg' }, 'johanna.bergstrom'],
  [54, { value: 'Inga Bennett' }, 'olivia.bennett'],
  [57, { value: 'I. Bennett' }, 'olivia.bennett'],
  [57, { value: 'Olivia I. Bennett' }, 'olivia.bennett'],
  [59, { value: 'Anna Maria Svensson' }, 'anna.svensson'],
  [61, { value: 'Bob Fairfax' }, 'robert.fairfax'],
  [61, { value: 'Robert "Bob" Fairfax' }, 'robert.fairfax'],
  [61, { value: 'Lasse Nyström' }, 'lars.nystrom'],
  [61, { value: 'Jim Whitaker' }, 'james.whitaker'],
  [61, { value: 'Bill Turner' }, 'william.turner'],
  [61, { value: 'Cathy Ashworth' }, 'catherine.ashworth'],
  [62, { value: 'Anna Svenson' }, 'anna.svensson'],
  [62, { value: 'Ana Svensson' }, 'anna.svensson'],
  [62, { value: 'Johan Anderson' }, 'johan.andersson'],
  [62, { value: 'Oskar Vikström' }, 'oskar.wikstrom'],
  [63, { value: 'Goeran Malm' }, 'goran.malm'],
  [66, { value: 'Johan Andersson Logistics' }, 'johan.andersson2'],
  [67, { value: 'olivia.ben' }, 'olivia.bennett'],
];

describe('directory: whom a name finds', () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness();
  });
  beforeEach(() => harness.reset());
  after(() => harness.stop());

  async function find(query: Omit<NameQuery, 'by'>): Promise<SearchResult> {
    return (await (await harness.as(PEOPLE.erikHelpdesk)).find({ by: 'name', ...query })).finding;
  }

  /** Takes so many round trips, one after the other. */
  async function findIn(trips: number, query: Omit<NameQuery, 'by'>): Promise<SearchResult> {
    const finding = await find(query);
    assert.equal(serial(await harness.calls()), trips, 'round trips');
    return finding;
  }

  const localPart = (signInName: string) => signInName.split('@')[0];

  for (const [row, query, signIn] of oneOfEach(CALLED, ([row]) => row)) {
    it(`row ${row}: ${query.value}${query.place ? ` in ${query.place}` : ''} is ${signIn}`, async () => {
      const finding = await findIn(2, query);
      assert.ok(finding.kind === 'one', finding.kind);
      assert.equal(localPart(finding.target.account.userPrincipalName), signIn);
    });
  }

  for (const [row, query, first] of oneOfEach(NEAR, ([row]) => row)) {
    it(`row ${row}: nobody is called ${query.value}, and ${first} comes closest`, async () => {
      const finding = await findIn(3, query);
      assert.ok(finding.kind === 'several', finding.kind);
      assert.equal(finding.unsure, 'name');
      assert.ok(finding.candidates.length <= 5);
      assert.equal(localPart(finding.candidates[0]?.userPrincipalName ?? ''), first);
    });
  }

  it('row 67: an account name of Windows Server AD is found though no name and no sign-in name has it', async () => {
    await harness.control('PATCH', `users/${PEOPLE.annaMember}`, { onPremisesSamAccountName: 'annsve' });
    const finding = await findIn(2, { value: 'ANNSVE' });
    assert.ok(finding.kind === 'one');
    assert.equal(finding.target.account.id, PEOPLE.annaMember);
  });

  it('a mail nickname is found too', async () => {
    await harness.control('PATCH', `users/${PEOPLE.annaMember}`, { mailNickname: 'svc_sql' });
    const finding = await findIn(2, { value: 'svc_sql' });
    assert.ok(finding.kind === 'one');
    assert.equal(finding.target.account.id, PEOPLE.annaMember);
  });

  it('row 55: a particle is written as a word of its own or not', async () => {
    await harness.control('PATCH', `users/${PEOPLE.annaMember}`, { displayName: 'Olivia van Dam' });
    for (const value of ['Olivia van Dam', 'van Dam, Olivia', 'Olivia Vandam']) {
      const finding = await find({ value });
      assert.ok(finding.kind === 'one', value);
      assert.equal(finding.target.account.id, PEOPLE.annaMember);
    }
  });

  it('a given name that the display name does not have is found', async () => {
    await harness.control('PATCH', `users/${PEOPLE.annaMember}`, { givenName: 'Annika', surname: 'Svensson' });
    for (const value of ['Annika Svensson', 'Svensson Annika', 'Annika']) {
      await harness.control('DELETE', 'calls');
      const finding = await findIn(2, { value });
      assert.ok(finding.kind === 'one', value);
      assert.equal(finding.target.account.id, PEOPLE.annaMember);
    }
  });

  it('asks where nobody of that name works there, and offers all of that name', async () => {
    const finding = await findIn(2, { value: 'Johan Andersson', place: 'Legal' });
    assert.ok(finding.kind === 'several');
    assert.equal(finding.unsure, 'place');
    assert.equal(finding.candidates.length, 2);
    const alone = await find({ value: 'Olivia Bennett', place: 'Legal' });
    assert.ok(alone.kind === 'several' && alone.unsure === 'place');
  });

  it('asks where both readings of an ending are somebody', async () => {
    await harness.control('PATCH', `users/${PEOPLE.annaMember}`, { displayName: 'Jonas Eks' });
    const finding = await find({ value: 'Jonas Ek', alternative: 'Jonas Eks' });
    assert.ok(finding.kind === 'several');
    assert.deepEqual(
      finding.candidates.map(({ displayName }) => displayName),
      ['Jonas Ek', 'Jonas Eks'],
    );
  });

  it('has photos, title and department of those who come close', async () => {
    const finding = await find({ value: 'Anna Svenson' });
    assert.ok(finding.kind === 'several');
    const [anna] = finding.candidates;
    assert.match(anna?.photo ?? '', /^data:image\/png;base64,/);
    assert.ok(anna?.jobTitle && anna.department);
  });

  for (const displayName of ['Anna Svenson', 'Hanna Svensson', 'Svensson Anne', 'Anna Svennson']) {
    it(`tells that ${displayName} is easily taken for Anna Svensson, in no more round trips`, async () => {
      await harness.control('PATCH', `users/${PEOPLE.hannaRoleGroupMember}`, { displayName });
      const anna = await findIn(2, { value: 'Svensson Anna' });
      assert.ok(anna.kind === 'one');
      assert.equal(anna.target.account.id, PEOPLE.annaMember);
      assert.deepEqual(
        anna.lookAlikes?.map(account => account.displayName),
        [displayName],
      );
    });
  }

  it('asks which of two namesakes, though one is written with an accent', async () => {
    await harness.control('PATCH', `users/${PEOPLE.hannaRoleGroupMember}`, { displayName: 'Ánna Svensson' });
    const finding = await findIn(2, { value: 'Anna Svensson' });
    assert.ok(finding.kind === 'several' && finding.unsure === undefined);
    assert.equal(finding.candidates.length, 2);
  });

  it('tells of nobody where nobody is taken for them', async () => {
    const finding = await find({ value: 'Olivia Bennett' });
    assert.ok(finding.kind === 'one');
    assert.deepEqual(finding.lookAlikes, []);
  });

  it('tells of the namesake whom the place has ruled out', async () => {
    const finding = await find({ value: 'Johan Andersson', place: 'Sales' });
    assert.ok(finding.kind === 'one');
    assert.deepEqual(
      finding.lookAlikes?.map(({ department }) => department),
      ['Logistics'],
    );
  });

  it('finds the one who is called it though what only helps has failed', async () => {
    await harness.fault({
      pathPattern: 'onPremisesSamAccountName%20eq',
      times: null,
      status: 400,
      code: 'Request_UnsupportedQuery',
    });
    assert.equal((await find({ value: 'olivia.bennett' })).kind, 'one');
  });

  it('does not wait for what only helps', async () => {
    const pathPattern = 'onPremisesSamAccountName%20eq';
    await harness.fault({ pathPattern, times: null, status: 429, retryAfter: 5 });
    assert.equal((await findIn(2, { value: 'olivia.bennett' })).kind, 'one');
  });

  it('does not choose where what could have another of that name has failed', async () => {
    await harness.fault({ pathPattern: 'startswith\\(givenName', times: null, status: 500 });
    await assertTrouble('unavailable', find({ value: 'Olivia Bennett' }));
  });

  it('says of nobody where it looked', async () => {
    assert.deepEqual(await findIn(2, { value: 'Nobody Atall' }), {
      kind: 'none',
      searched: ['name', 'sign-in-name', 'mail', 'mail-nickname', 'account-name', 'employee-number'],
    });
  });
});
