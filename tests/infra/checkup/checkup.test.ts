import assert from 'node:assert/strict';
import { ENTRA_NUMBERS } from '../../../src/entra-numbers.ts';
import { KINDS } from './kinds.ts';
import { check, FORBIDDEN, ofGraph } from './microsoft.ts';
import { broken, rightInstallation } from './right-installation.ts';

describe('infra: the check of an installation', () => {
  it('finds everything right where it is, and tells of each thing once', async () => {
    const { findings } = await check(rightInstallation());
    assert.deepEqual(
      findings.filter(({ state, fix }) => state !== 'right' || fix !== undefined),
      [],
    );
    const subjects = findings.map(({ subject }) => subject);
    assert.deepEqual(subjects, [...new Set(subjects)]);
  });

  it('asks nothing twice', async () => {
    const { addresses } = await check(rightInstallation());
    assert.ok(addresses.length > 20);
    assert.deepEqual(addresses, [...new Set(addresses)]);
  });

  describe('of one that is broken', () => {
    for (const { name, breaks, values, subject, says, fix, also = [], hides = [] } of KINDS) {
      it(name, async () => {
        const { findings } = await check(broken(breaks), { values });
        const wrong = findings.filter(({ state }) => state === 'wrong');
        assert.deepEqual(wrong[0], { subject, state: 'wrong', says, fix });
        assert.deepEqual(
          wrong.slice(1).map(each => each.subject),
          also,
        );
        const unknown = findings.filter(({ state }) => state === 'unknown').map(each => each.subject);
        assert.deepEqual(unknown.toSorted(), [...hides].toSorted());
      });
    }

    it('names no number that the log and the doctor do not know', () => {
      const numbers = KINDS.flatMap(({ number }) => number ?? []);
      assert.ok(numbers.length > 12, `only ${numbers.length}`);
      assert.deepEqual(
        numbers.filter(number => !ENTRA_NUMBERS.has(number)),
        [],
      );
    });

    it('tells no secret of those that it has come upon', async () => {
      const { findings } = await check(
        broken({
          'settings.properties.STORE': 'AccountName=x;AccountKey=hunter2',
          'settings.properties.SEAL_KEY': 'hunter2',
          'settings.properties.SEAL_KEY_PREVIOUS': 'hunter2',
          'settings.properties.BOT_CLIENT_SECRET': 'hunter2',
          'settings.properties.OAUTH_CONNECTION': 'hunter2',
          'application.passwordCredentials': [{ hint: 'hunter2', secretText: 'hunter2' }],
          'connection.properties.clientSecret': 'hunter2',
        }),
      );
      assert.ok(findings.filter(({ state }) => state === 'wrong').length > 4);
      assert.doesNotMatch(JSON.stringify(findings), /hunter2/);
    });
  });

  describe('where it may not read', () => {
    it('claims nothing of what it may not read at all', async () => {
      const { findings } = await check(rightInstallation(), {
        refuses: asked => (ofGraph(asked) ? FORBIDDEN.graph : FORBIDDEN.arm),
      });
      const { findings: all } = await check(rightInstallation());
      assert.deepEqual(
        findings.map(({ subject, state }) => [subject, state]),
        all.map(({ subject }) => [subject, 'unknown']),
      );
      for (const { subject, fix } of findings) assert.ok(fix, subject);
    });

    const EVERYTHING = [...Object.keys(rightInstallation()).filter(each => each !== 'definitions'), 'definition'];
    for (const refused of EVERYTHING) {
      it(`claims nothing that only the answer “${refused}” would show`, async () => {
        const refusal = ofGraph(refused) ? FORBIDDEN.graph : FORBIDDEN.arm;
        const { findings, asked } = await check(rightInstallation(), {
          refuses: each => (each === refused ? refusal : undefined),
        });
        assert.ok(asked.includes(refused));
        const unknown = findings.filter(({ state }) => state === 'unknown').map(({ subject }) => subject);
        assert.ok(unknown.length > 0);
        assert.deepEqual(
          findings.filter(({ state }) => state === 'wrong'),
          [],
        );
        const shown = KINDS.filter(({ breaks }) => Object.keys(breaks).every(place => place.split('.')[0] === refused));
        const claimed = shown.filter(({ subject }) => !unknown.includes(subject));
        assert.deepEqual(
          claimed.map(({ name }) => name),
          [],
        );
      });
    }

    it('names the right that is missing, as Azure does', async () => {
      const { findings } = await check(rightInstallation(), {
        refuses: each => (each === 'web' ? FORBIDDEN.arm : undefined),
      });
      const found = findings.find(({ subject }) => subject === 'app configuration');
      assert.equal(found?.says, 'It may not be read with this account.');
      assert.match(found?.fix ?? '', /a role that has Microsoft\.Web\/sites\/read on the resource group/);
    });

    it('names a role of Microsoft Entra ID for what Graph keeps to itself', async () => {
      const { findings } = await check(rightInstallation(), {
        refuses: each => (each === 'grants' ? FORBIDDEN.graph : undefined),
      });
      const found = findings.find(({ subject }) => subject === 'consent');
      assert.match(found?.fix ?? '', /Cloud Application Administrator or Global Reader/);
    });

    const ELSE: readonly [what: string, said: string][] = [
      ['nobody is signed in', "ERROR: Please run 'az login' to setup account."],
      [
        'the subscription is another tenant’s',
        'ERROR: Not Found({"error":{"code":"SubscriptionNotFound","message":"x"}})',
      ],
      ['a proxy answers', 'ERROR: Not Found(<html>There is nothing here</html>)'],
      ['Azure has too much to do', 'ERROR: Too Many Requests({"error":{"code":"TooManyRequests"}})'],
    ];
    for (const [what, said] of ELSE) {
      it(`does not take it for missing where ${what}`, async () => {
        const { findings } = await check(rightInstallation(), { refuses: () => said });
        assert.deepEqual([...new Set(findings.map(({ state }) => state))], ['unknown']);
      });
    }

    it('does not hide a fault of its own', async () => {
      const wrong = { refuses: () => assert.fail('a bug') };
      await assert.rejects(() => check(rightInstallation(), wrong), /a bug/);
    });
  });
});
