import assert from 'node:assert/strict';
import type { FakeAzure } from '../azure/fake-azure.ts';
import { eachInANewSubscription } from '../azure/in-an-azure.ts';
import { DEPLOYMENT, DEPLOYMENT_FAILURES } from './deployment-failures.ts';
import { OTHER_FAILURES } from './other-failures.ts';

describe('infra: the installer, where a step fails', () => {
  let azure: FakeAzure;
  eachInANewSubscription(empty => {
    azure = empty;
  });

  for (const { what, to, fails, is, todo } of [...DEPLOYMENT_FAILURES, ...OTHER_FAILURES]) {
    it(what, async () => {
      azure.faults({ to, fails });
      const { code, said, calls } = await azure.deploy();
      assert.equal(code, 1);
      assert.match(/What it is +(.*)/.exec(said)?.[1] ?? said, is);
      assert.match(/What to do +(.*)/.exec(said)?.[1] ?? said, todo);
      // What Azure said stands there too, and how to begin again; nothing came after it.
      assert.ok(said.includes(fails.slice(0, 40)), said);
      assert.match(said, /it goes on where it was:\n {2}node infra\/install\.ts deploy --name prod/);
      assert.ok(calls.at(-1)?.includes(to) || to.startsWith('rest'), calls.join('\n'));
      assert.doesNotMatch(said, /What is there now/);
    });
  }

  it('an error that nobody knows is told as it is', async () => {
    azure.faults({ to: DEPLOYMENT, fails: '(Whatever) Something else.' });
    const { code, said } = await azure.deploy();
    assert.equal(code, 1);
    assert.doesNotMatch(said, /What it is/);
    assert.match(
      said,
      /az deployment group create --resource-group rg-nyckel[^\n]*\n {2}said:\n {2}ERROR: \(Whatever\) Something else\./,
    );
  });

  it('a deployment of an interrupted run is waited for', async () => {
    const fails =
      "(DeploymentActive) Unable to edit or replace deployment 'main': previous deployment from '11/29/2026 8:21:16 PM' is still active (expiration time is '12/6/2026 8:21:15 PM').";
    azure.faults({ to: DEPLOYMENT, fails, times: 1 });
    const { code, said, calls } = await azure.deploy();
    assert.equal(code, 0, said);
    assert.ok(
      calls.some(call => call.startsWith('deployment group wait --resource-group rg-nyckel --name main --created')),
    );
    assert.equal(calls.filter(call => call.startsWith(DEPLOYMENT)).length, 2);
  });

  it('a bot that does not become ready is told with what it waits for', async () => {
    azure.waits = Array(200).fill('the role Key Vault Secrets User on the vault');
    const { code, said } = await azure.deploy();
    assert.equal(code, 1);
    assert.match(
      said,
      /not ready after 15 minutes: It waits for the role Key Vault Secrets User on the vault\.\n.*Log stream/,
    );
    assert.equal(said.split('It waits for').length - 1, 2, 'once, and at the end');
  });

  it('a package that is not there, or is none, ends it before anything is made', async () => {
    for (const content of ['', 'something else']) {
      azure.code(content);
      const { code, said, changes } = await azure.deploy();
      assert.equal(code, 1);
      assert.match(said, /WRONG +The code[^\n]*\n.*npm ci --include=dev && npm run build/);
      assert.deepEqual(changes, []);
    }
  });

  it('a package that npm shall make where there is no npm ends it before anything is made', async () => {
    const { code, said, changes } = await azure.deploy('--build');
    assert.equal(code, 1);
    assert.match(said, /npm has not made the package: .*ENOENT/);
    assert.deepEqual(changes, []);
  });

  it('goes on where the account may not see the resource providers', async () => {
    azure
      .reset()
      .faults({ to: 'provider list', fails: "(AuthorizationFailed) The client 'x' does not have authorization." });
    const { code, said } = await azure.deploy();
    assert.equal(code, 0, said);
    assert.match(said, /resource providers are registered can’t be seen with this account; goes on/);
  });

  it('warnings that mean nothing are told with why, or not at all', async () => {
    azure.faults({
      to: 'webapp deploy',
      warns: 'WARNING: Deployment will not build the app: SCM_DO_BUILD_DURING_DEPLOYMENT is false.',
    });
    const { code, said } = await azure.deploy();
    assert.equal(code, 0, said);
    assert.match(
      said,
      /az warns: .*SCM_DO_BUILD_DURING_DEPLOYMENT is false\. \(harmless: the package is built already\)/,
    );
    azure.faults(
      { to: 'group exists', warns: 'WARNING: Something is odd.' },
      { to: 'provider list', warns: 'WARNING: You have 2 updates available.' },
    );
    const again = await azure.install('deploy');
    assert.match(again.said, /az warns: Something is odd\./);
    assert.doesNotMatch(again.said, /updates available/);
  });
});
