import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CardContext } from '../../../src/cards/card.ts';
import { LONGEST, plainText, shownText } from '../../../src/cards/escape.ts';
import { chosenTarget } from '../../../src/desk/judging/judge.ts';
import type { Account } from '../../../src/desk/judging/people-as-read.ts';
import { openFor } from '../../../src/desk/request/evolve.ts';
import { NOTHING_WANTED } from '../../../src/desk/request/proof.ts';
import { readUser } from '../../../src/directory/users.ts';
import { DirectoryError } from '../../../src/errors.ts';
import { answerCard } from '../../../src/teams/showing/answer-cards.ts';
import { elementsOf, stringsIn } from '../../cards/support/reading.ts';
import { knownTarget } from '../../desk/support/known-target.ts';
import { anyText } from '../../support/any-text.ts';
import { runs } from '../../support/runs.ts';
import { assertTrouble, type Harness, PEOPLE, startHarness } from '../harness.ts';

const ID = 'dc288b5b-a6d9-46db-a8df-3c2c3c4be048';
const UPN = 'anna.svensson@fjallvind.example';
const SHOWN = ['displayName', 'givenName', 'surname', 'mail', 'jobTitle', 'department', 'employeeId'] as const;
const CONTEXT: CardContext = { locale: 'en', timeZone: undefined, portal: 'https://entra.microsoft.com' };

const INVISIBLE = [
  '',
  ' ',
  '\u200b',
  '\u202e',
  '\u00ad',
  '\u3164',
  '\u2800',
  '\ufeff',
  '\u0301',
  '\ud800',
  '\u{e0041}',
];

/** Draws the card that asks to confirm, as a person would see it. */
function drawn(account: Account): string[] {
  const requester = { id: 'erik', name: 'Erik', channelUserId: '29:erik', locale: 'en' } as const;
  const place = { conversationId: 'a', serviceUrl: 'https://smba.example', personal: true } as const;
  const target = knownTarget(account);
  const asked = { action: 'reset-password', id: 'r', correlationId: 'c', query: 'anna', typedPassword: false } as const;
  const request = openFor({ ...asked, requester, place }, chosenTarget(target), Date.UTC(2026, 0, 1));
  const card = answerCard(
    { kind: 'confirm', request, target, maySignOut: false, wanted: NOTHING_WANTED },
    { action: 'reset-password', label: 'anna', now: Date.UTC(2026, 0, 1) },
    CONTEXT,
  );
  assert.ok(elementsOf(card, 'TextBlock').every(block => String(block.text).trim() !== ''));
  return stringsIn(card);
}

describe('directory: odd values of an account', () => {
  for (const name of [...INVISIBLE, null, undefined, 7, {}, [], true]) {
    it(`a name of ${JSON.stringify(name)} gives way to the sign-in name`, () => {
      assert.equal(readUser({ id: ID, userPrincipalName: UPN, displayName: name }).displayName, UPN);
    });
  }

  it('any value in the place of any text that is only shown: the card is drawn, with a name that can be seen', () => {
    const oddText = fc.oneof(
      fc.jsonValue(),
      anyText({ maxLength: 40 }),
      fc.array(fc.constantFrom(...INVISIBLE), { maxLength: 5 }).map(parts => parts.join('')),
      fc.constantFrom('x'.repeat(10_000), '\u202e'.repeat(10_000), `${'\u200b'.repeat(3_000)}Anna`, 'a\ud800b'),
    );
    const odd = fc.dictionary(fc.constantFrom(...SHOWN, 'lastPasswordChangeDateTime'), oddText);
    fc.assert(
      fc.property(odd, values => {
        const account = readUser({ ...values, id: ID, userPrincipalName: UPN });
        assert.notEqual(plainText(account.displayName, 60), '');
        assert.ok(account.displayName.isWellFormed() && account.displayName.length <= 2_048);
        assert.ok(drawn(account).includes(shownText(account.displayName, LONGEST.name)));
      }),
      { numRuns: runs(100) },
    );
  });

  it('any value at all: an account, or not known', () => {
    const fields = [
      ...SHOWN,
      'id',
      'userPrincipalName',
      'userType',
      'identities',
      'accountEnabled',
      'onPremisesSyncEnabled',
    ];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...fields), fc.jsonValue()), values => {
        try {
          drawn(readUser({ id: ID, userPrincipalName: UPN, ...values }));
        } catch (error) {
          assert.ok(error instanceof DirectoryError && error.reason === 'not-understood', String(error));
        }
      }),
      { numRuns: runs(100) },
    );
  });

  for (const never of [
    '1601-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '1970-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
  ]) {
    it(`a password changed ${never} never was`, () => {
      const account = readUser({ id: ID, userPrincipalName: UPN, lastPasswordChangeDateTime: never });
      assert.equal(account.lastPasswordChangeDateTime, undefined);
      assert.ok(!drawn(account).some(text => /Password changed/.test(text)));
    });
  }

  for (const odd of [null, undefined, '', 'yesterday', 0, {}, '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z']) {
    it(`an account made ${JSON.stringify(odd)} was made nobody knows when`, () => {
      assert.equal(readUser({ id: ID, userPrincipalName: UPN, createdDateTime: odd }).createdDateTime, undefined);
    });
  }

  it('a date of any form of Graph is kept, and what is no date is not', () => {
    for (const [value, kept] of [
      ['2026-01-01T00:00:00Z', true],
      ['2026-01-01T00:00:00.1234567Z', true],
      ['2026-01-01T01:00:00+01:00', true],
      ['2026-02-31T00:00:00Z', false],
      ['2026', false],
      ['8.25', false],
      [1_767_225_600_000, false],
    ] as const) {
      const account = readUser({ id: ID, userPrincipalName: UPN, lastPasswordChangeDateTime: value });
      assert.equal(account.lastPasswordChangeDateTime, kept ? value : undefined, String(value));
    }
  });
});

describe('directory: sign-in names that are no path', () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness();
  });
  beforeEach(() => harness.reset());
  after(() => harness.stop());

  for (const name of ['$anna@fjallvind.example', "$o'brien@fjallvind.example", "anna('x')@fjallvind.example"]) {
    it(`${name} is found, with what belongs to it`, async () => {
      await harness.control('PATCH', `users/${PEOPLE.annaMember}`, { userPrincipalName: name });
      const session = await harness.as(PEOPLE.erikHelpdesk);
      const { finding } = await session.find({ by: 'address', value: name });
      assert.ok(finding.kind === 'one');
      assert.equal(finding.target.account.id, PEOPLE.annaMember);
      assert.deepEqual([finding.target.roles, finding.target.outages], [[], []]);
      assert.equal((await harness.calls()).length, 1);
    });
  }

  it('an account that is judged by something odd is not known, and nobody else is', async () => {
    const session = await harness.as(PEOPLE.erikHelpdesk);
    const body = { id: PEOPLE.annaMember, userPrincipalName: UPN, onPremisesSyncEnabled: 'false' };
    await harness.fault({ pathPattern: `/users/${PEOPLE.annaMember}\\?`, status: 200, body });
    await assertTrouble('unavailable', session.examine(PEOPLE.annaMember));
  });
});
