import assert from 'node:assert/strict';
import { CHECKS } from '../../src/operate/doctor/checks/finding.ts';
import { CREDENTIAL_FAULTS } from './doctor/credential-faults.ts';
import { DoctorInstallation, PASSWORD } from './doctor/installation.ts';
import { OWN_FAULTS } from './doctor/own-faults.ts';
import { SERVICE_FAULTS } from './doctor/service-faults.ts';

describe('operate/doctor', () => {
  let installation: DoctorInstallation;
  before(async () => {
    installation = await DoctorInstallation.start();
  });
  after(() => installation?.stop());
  beforeEach(() => installation.makeGood());

  it('finds nothing wrong with a good installation, and leaves nothing unchecked', async () => {
    const { code, checks } = await installation.told();
    assert.deepEqual(
      checks.map(({ check, mark, fixes }) => [check, mark, fixes]),
      CHECKS.map(check => [check, 'ok', []]),
    );
    assert.equal(code, 0);
  });

  for (const { name, breaks, check, found, fix, hides = [] } of [
    ...CREDENTIAL_FAULTS,
    ...SERVICE_FAULTS,
    ...OWN_FAULTS,
  ]) {
    it(`says what to do when ${name}`, async () => {
      await breaks(installation);
      const { code, by, checks } = await installation.told();
      const told = by.get(check);
      assert.equal(told?.mark, 'problem', JSON.stringify(checks, undefined, 1));
      assert.match(told.found, found);
      assert.match(told.fixes.join('\n'), fix);
      const expected = CHECKS.map(one => [one, one === check ? 'problem' : hides.includes(one) ? 'not checked' : 'ok']);
      assert.deepEqual(
        checks.map(each => [each.check, each.mark]),
        expected,
      );
      assert.equal(code, 1);
    });
  }

  it('does not check what it is not told how to, and says how', async () => {
    installation.args = ['--manifest', '/nowhere/manifest.json'];
    const { code, checks } = await installation.told();
    const unchecked = checks.filter(({ mark }) => mark === 'not checked');
    assert.deepEqual(
      unchecked.map(({ check }) => check),
      ['permissions', 'writeback', 'manifest', 'endpoint'],
    );
    for (const { fixes } of unchecked) assert.match(fixes.join(), /--(user|manifest|endpoint)/);
    assert.equal(code, 0);
  });

  it('says when the person of --user is not signed in, or was never seen', async () => {
    await installation.sandbox.control('PUT', 'sign-ins', { default: 'signed-out' });
    const out = (await installation.told()).by.get('permissions');
    assert.deepEqual([out?.mark, out?.found], ['not checked', 'The person of --user is not signed in.']);
    installation.args = ['--user', '00000000-0000-4000-8000-000000000001'];
    const unknown = (await installation.told()).by.get('writeback');
    assert.match(unknown?.found ?? '', /^The store has no request of the person/);
  });

  it('takes the channel id of a person as well', async () => {
    installation.args = ['--user', '29:erik.lindqvist'];
    const { by } = await installation.told();
    assert.equal(by.get('permissions')?.mark, 'ok');
  });

  it('tells a line for each check with its mark, what to do below it, and counts', async () => {
    installation.env.BOT_CLIENT_SECRET = 'not-the-secret';
    const { code, out, problems } = await installation.run();
    assert.deepEqual([code, problems], [1, '']);
    const lines = out.trimEnd().split('\n');
    assert.deepEqual(lines.filter(line => /^(ok|problem|not checked) {2,}/.test(line)).length, CHECKS.length);
    assert.match(
      out,
      /\nproblem {6}credential {4}Microsoft Entra ID does not accept [^\n]+\n {13}-> fix {8}Make a new/,
    );
    assert.equal(lines.at(-1), 'ok: 12, problems: 1, not checked: 3');
  });

  it('ends with 2 and the usage at wrong arguments', async () => {
    for (const args of [['--usr', 'x'], ['verify'], ['--user='], ['--user']]) {
      installation.args = args;
      const { code, out, problems } = await installation.run();
      assert.deepEqual([code, out], [2, '']);
      assert.match(problems, /Usage:\n {2}npm run doctor -- /);
    }
  });

  it('tells no secret, in whatever form', async () => {
    const { BOT_CLIENT_SECRET = '', SEAL_KEY = '' } = installation.env;
    const outputs = [await installation.run(), await installation.run('--json')].map(({ out }) => out);
    for (const out of outputs) {
      for (const secret of [BOT_CLIENT_SECRET, SEAL_KEY, PASSWORD, 'eyJ']) assert.ok(!out.includes(secret), secret);
    }
  });
});
