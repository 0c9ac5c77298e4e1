import assert from 'node:assert/strict';
import fc from 'fast-check';
import { runs } from '../../support/runs.ts';
import { type Harness, PEOPLE, startHarness } from '../harness.ts';
import { FORMS, isTheirs } from '../support/written-names.ts';

const RUNS = { numRuns: runs(300), seed: 48 };

describe('directory: the wrong person', () => {
  let harness: Harness;
  let people: { id: string; displayName: string }[];
  before(async () => {
    harness = await startHarness();
    const { users } = await harness.control<{ users: typeof people }>('GET', 'users');
    people = users;
  });
  after(() => harness.stop());

  it('is not found in the sample tenant either, and the right one is, however the name is written', async () => {
    const session = await harness.as(PEOPLE.erikHelpdesk);
    const ordinary = people.filter(({ displayName }) => /^[\p{L} '-]+$/u.test(displayName));
    assert.ok(ordinary.length > 50);
    const form = fc.constantFrom(...Object.keys(FORMS));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ordinary), form, fc.nat(40), async ({ displayName }, how, at) => {
        const written = FORMS[how]?.(displayName.split(' '), at, ordinary[at]?.displayName.split(' ')[0] ?? '') ?? [];
        const { finding } = await session.find({ by: 'name', value: written.join(' ') });
        const theirs = people.filter(person => isTheirs(person, written)).map(({ id }) => id);
        const told = `${how}: ${written.join(' ')} is ${finding.kind}`;
        const isChoice = finding.kind === 'several' && finding.unsure === undefined;
        if (theirs.length > 1) return assert.ok(isChoice, told);
        assert.deepEqual(finding.kind === 'one' ? [finding.target.account.id] : [], theirs, told);
        assert.ok(!isChoice, told);
      }),
      RUNS,
    );
  });
});
