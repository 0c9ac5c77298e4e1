import assert from 'node:assert/strict';
import { readPassPolicy } from '../../src/directory/pass-policy.ts';
import { answer, assertAsksToSignIn, UNREADABLE } from './answers.ts';

const GROUP = '2462D7DD-83d3-424b-accc-8eafb3ab80e8';
const PERSON = 'DC288B5B-a6d9-46db-a8df-3c2c3c4be048';
/** As in Microsoft's example of "Get temporaryAccessPassAuthenticationMethodConfiguration". */
const POLICY = {
  '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration',
  id: 'TemporaryAccessPass',
  state: 'enabled',
  defaultLifetimeInMinutes: 60,
  defaultLength: 8,
  minimumLifetimeInMinutes: 30,
  maximumLifetimeInMinutes: 480,
  isUsableOnce: true,
  excludeTargets: [],
  includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
};
const NOBODY = { everybody: false, groupIds: [], userIds: [] };

const read = (changes: Record<string, unknown>) => readPassPolicy(answer(200, { ...POLICY, ...changes }));

describe('directory: the policy for passes', () => {
  it('is read with its bounds', () => {
    assert.deepEqual(readPassPolicy(answer(200, POLICY)), {
      enabled: true,
      included: { ...NOBODY, everybody: true },
      excluded: NOBODY,
      shortest: 30,
      longest: 480,
      usual: 60,
      onceOnly: true,
    });
  });

  it('is disabled', () => assert.equal(read({ state: 'disabled' })?.enabled, false));

  it('is meant for groups and people, by their ids in lower case', () => {
    const targets = [
      { targetType: 'group', id: GROUP },
      { targetType: 'user', id: PERSON },
    ];
    const meant = { everybody: false, groupIds: [GROUP.toLowerCase()], userIds: [PERSON.toLowerCase()] };
    const policy = read({ includeTargets: targets, excludeTargets: targets });
    assert.deepEqual(policy?.included, meant);
    assert.deepEqual(policy?.excluded, meant);
  });

  it('leaves everybody out where all users are excluded', () => {
    assert.deepEqual(read({ excludeTargets: [{ targetType: 'group', id: 'all_users' }] })?.excluded, {
      ...NOBODY,
      everybody: true,
    });
  });

  it('takes all_users for everybody among groups alone', () => {
    assert.deepEqual(read({ includeTargets: [{ targetType: 'user', id: 'all_users' }] })?.included, NOBODY);
  });

  it('leaves out nobody where it names nobody', () => {
    for (const excludeTargets of [undefined, null]) assert.deepEqual(read({ excludeTargets })?.excluded, NOBODY);
  });

  const ODD: Record<string, unknown>[] = [
    { state: undefined },
    { state: 'unknownFutureValue' },
    { includeTargets: undefined },
    { includeTargets: [{ targetType: 'administrativeUnit', id: GROUP }] },
    { includeTargets: [{ targetType: 'group' }] },
    { includeTargets: [null] },
    { excludeTargets: [{ targetType: 'unknownFutureValue', id: GROUP }] },
    { minimumLifetimeInMinutes: undefined },
    { minimumLifetimeInMinutes: 481 },
    { maximumLifetimeInMinutes: '480' },
    { defaultLifetimeInMinutes: 0 },
    { isUsableOnce: null },
  ];
  for (const odd of ODD) {
    it(`is not known where it has ${JSON.stringify(odd)}`, () => assert.equal(read(odd), undefined));
  }

  for (const [name, given] of UNREADABLE) {
    it(`is not known where ${name}`, () => assert.equal(readPassPolicy(given), undefined));
  }

  it('asks to sign in again', () => assertAsksToSignIn(readPassPolicy));
});
