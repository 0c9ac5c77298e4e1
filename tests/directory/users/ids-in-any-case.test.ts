import assert from 'node:assert/strict';
import fc from 'fast-check';
import { judgeRequester, judgeTarget } from '../../../src/desk/judging/judge.ts';
import type { DirectorySession } from '../../../src/desk/ports.ts';
import { readUser } from '../../../src/directory/users.ts';
import { type Harness, PEOPLE, startHarness } from '../harness.ts';

const { erikHelpdesk: ERIK, annaMember: ANNA } = PEOPLE;
const ANNA_AS_READ = { displayName: 'Anna Svensson', userPrincipalName: 'anna.svensson@fjallvind.example' };
const POLICY = { federatedDomains: 'refuse', passwordWriteback: 'off' } as const;

/** An id with any of its letters in capitals. */
const spelled = (id: string) =>
  fc
    .array(fc.boolean(), { minLength: id.length, maxLength: id.length })
    .map(capitals => [...id].map((letter, n) => (capitals[n] ? letter.toUpperCase() : letter)).join(''));

describe('directory: whoever is meant by an id, however it is spelled', () => {
  let harness: Harness;
  let session: DirectorySession;
  before(async () => {
    harness = await startHarness();
  });
  beforeEach(async () => {
    await harness.reset();
    session = await harness.as(ERIK, { patience: 0 });
  });
  after(() => harness.stop());

  const answers = (pathPattern: string, body: unknown) =>
    harness.fault({ pathPattern, times: null, status: 200, body });
  const meInCapitals = () => answers('/me\\?', { id: ERIK.toUpperCase(), displayName: 'Erik Lindqvist' });

  it('an account is the same one', () => {
    fc.assert(fc.property(spelled(ANNA), id => assert.equal(readUser({ ...ANNA_AS_READ, id }).id, ANNA)));
  });

  it('who asks is who wrote, with their roles', async () => {
    await meInCapitals();
    const { requester } = await session.examine(ANNA);
    assert.equal(requester.id, ERIK);
    assert.deepEqual(
      requester.roles?.map(role => role.name),
      ['Helpdesk Administrator'],
    );
    assert.equal(judgeRequester([], requester, { accounts: [ERIK] })?.rule, 'requester-has-no-role');
  });

  it('who the channel says they are may be spelled in any way, too', async () => {
    const { requester } = await (await harness.as(ERIK, {}, undefined, ERIK.toUpperCase())).examine(ANNA);
    assert.equal(requester.roles?.length, 1);
  });

  it('their own account is their own', async () => {
    await answers(`/users/${ERIK}\\?`, {
      id: ERIK.toUpperCase(),
      userPrincipalName: 'erik.lindqvist@fjallvind.example',
    });
    const { requester, target } = await session.examine(ERIK);
    assert.ok(target);
    assert.equal(
      judgeTarget({ action: 'reset-password', requester, actor: { accounts: [ERIK] }, target }, POLICY)?.rule,
      'own-account',
    );
  });

  it('who is found twice is one', async () => {
    const value = [{ ...ANNA_AS_READ, id: ANNA.toUpperCase() }];
    await answers('filter=displayName', { value });
    const { finding } = await session.find({ by: 'name', value: 'Anna Svensson' });
    assert.ok(finding.kind === 'one', finding.kind);
    assert.equal(finding.target.account.id, ANNA);
  });
});
