import assert from 'node:assert/strict';
import { DoctorInstallation } from '../installation.ts';

/** Nobody approves, stands in, or is asked who calls. */
const NOBODY_ELSE = { approval: [{ when: 'never' }], limits: { above: 'refuse' }, proof: [], proofMissing: 'refuse' };
const NOT_APPROVED =
  /^There is no conversation in which requests from personal chats are approved: they would be refused\./;
const NOT_TOLD = /Nobody would be told in Teams of an alarm.*, or could end it before its 24 hours are over\.$/;

describe('npm run doctor, on the approvals conversation', () => {
  let installation: DoctorInstallation;
  before(async () => {
    installation = await DoctorInstallation.start();
  });
  after(() => installation?.stop());
  beforeEach(async () => {
    await installation.makeGood();
    installation.tamper('DELETE FROM settings');
  });

  async function told(policy: object) {
    installation.policy({ passwordWriteback: 'on', ...policy });
    const finding = (await installation.told()).by.get('approvals');
    assert.ok(finding);
    return finding;
  }

  const MISSING: readonly [policy: string, policy: object, ofAlarms: boolean][] = [
    ['none', {}, true],
    ['one that wants no proof', { proof: [{ when: 'always', atLeast: 0 }] }, false],
    ['one by which limits take a second person', { ...NOBODY_ELSE, limits: {} }, false],
    [
      'one by which not all actions are for one person',
      { ...NOBODY_ELSE, approval: [{ when: 'never', action: 'temporary-access-pass' }, { when: 'always' }] },
      false,
    ],
    [
      'one by which somebody stands in for a word',
      { ...NOBODY_ELSE, proof: [{ when: 'always', atLeast: 1, of: ['voice'] }], proofMissing: 'second-person' },
      false,
    ],
    ['one by which a word is enough, or more', { ...NOBODY_ELSE, proof: [{ when: 'always', atLeast: 1 }] }, true],
    [
      'one by which the manager is asked of some',
      { ...NOBODY_ELSE, proof: [{ when: 'changed-lately', atLeast: 2, of: ['manager'] }] },
      true,
    ],
  ];
  for (const [name, policy, ofAlarms] of MISSING) {
    it(`says that it is missing, ${ofAlarms ? 'for alarms too' : 'and nothing of alarms'}, with the policy: ${name}`, async () => {
      const { mark, found, fixes } = await told(policy);
      assert.equal(mark, 'problem');
      assert.match(found, NOT_APPROVED);
      assert.equal(NOT_TOLD.test(found), ofAlarms, found);
      assert.match(fixes.join(), /"approvals here"/);
    });
  }

  const NEEDLESS: readonly [policy: string, proof: object[]][] = [
    ['nothing of who calls', []],
    ['nothing but a word', [{ when: 'always', atLeast: 1, of: ['called-back', 'voice'] }]],
    ['what nothing can show', [{ when: 'always', atLeast: 3 }]],
  ];
  for (const [name, proof] of NEEDLESS) {
    it(`misses none where nobody else is ever asked, and the policy wants ${name}`, async () => {
      const { mark, found } = await told({ ...NOBODY_ELSE, proof });
      assert.deepEqual(
        [mark, found],
        ['ok', 'The policy never asks for a second person, and nobody can raise an alarm.'],
      );
    });
  }
});
