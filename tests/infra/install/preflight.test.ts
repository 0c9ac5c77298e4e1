import assert from 'node:assert/strict';
import { type FakeAzure, FIRST } from '../azure/fake-azure.ts';
import { eachInAnEmptyAzure } from '../azure/in-an-azure.ts';
import { POLICIES } from './policies.ts';
import { account, ROWS } from './shortcomings.ts';

describe('infra: the installer, what it checks before', () => {
  let azure: FakeAzure;
  eachInAnEmptyAzure(empty => {
    azure = empty;
  });

  const check = (words: string[] = [], env: NodeJS.ProcessEnv = {}) =>
    azure.run('install.ts', ['check', '--name', 'prod', ...FIRST, ...words], env);

  for (const { what, change, fault, words, env, says, fix } of [...ROWS, ...POLICIES]) {
    it(what, async () => {
      if (change) azure.change(change(azure.state));
      if (fault) azure.faults(fault);
      const { code, said, changes } = await check(words, env);
      const lines = said.split('\n');
      const at = lines.findIndex(line => says.test(line));
      assert.ok(at >= 0, said);
      if (fix) assert.match(lines[at + 1] ?? '', fix);
      assert.equal(code, /WRONG/.test(said) ? 1 : 0, said);
      assert.equal(says.source.startsWith('WRONG'), code === 1, said);
      assert.deepEqual(changes, []);
      assert.equal(azure.values, '');
    });
  }

  it('the Azure CLI is not there', async () => {
    const { code, said } = await azure.run('install.ts', ['check', '--name', 'prod', ...FIRST], { PATH: '/nowhere' });
    assert.equal(code, 1);
    assert.match(said, /WRONG {2}Azure CLI +The Azure CLI is not installed[^\n]*\n +-> Install it/);
  });

  it('asks nothing more where the account is not the right one', async () => {
    azure.change({ account: undefined });
    const { calls } = await check();
    assert.deepEqual(calls.map(call => call.split(' --')[0]).sort(), ['account show', 'bicep version', 'version']);
  });

  it('takes a guest whose tenant is said to be that of Teams', async () => {
    azure.change(account({ user: { name: 'ida_contoso.com#EXT#@fabrikam.com', type: 'user' } })(azure.state));
    const { code, said } = await check(['TEAMS_TENANT_ID=72F988BF-86F1-41AF-91AB-2D7CD011DB47']);
    assert.equal(code, 0, said);
    assert.match(said, /ok {5}Tenant +.*that of Teams/);
  });

  it('takes a role that is made of two', async () => {
    azure.change({
      groups: { 'rg-nyckel': { location: 'swedencentral' } },
      permissions: [
        { actions: ['*'], notActions: ['Microsoft.Authorization/*/Write'] },
        { actions: ['Microsoft.Authorization/roleAssignments/*'], notActions: [] },
      ],
    });
    assert.match((await check()).said, /ok {5}Resource group +rg-nyckel, with every right in it/);
  });

  it('gets as far as its words about Node.js with one that has no RegExp.escape', async () => {
    azure.change({ groups: { 'rg-nyckel': { location: 'swedencentral' } } });
    const { said } = await check([], { NODE_OPTIONS: '--import=data:text/javascript,delete%20RegExp.escape' });
    assert.match(said, /ok {5}Node\.js[\s\S]*ok {5}Resource group +rg-nyckel, with every right in it/);
  });

  it('asks in the subscription of the installation, whichever is chosen', async () => {
    const { calls } = await check();
    const own = /^(?:account|ad|bicep|rest|version)\b/;
    const ours = calls.filter(call => !own.test(call));
    assert.ok(ours.length > 4);
    for (const call of ours) assert.match(call, / --subscription 11111111-/);
  });

  it('says what is there after a deployment as well, and what is wrong with it', async () => {
    await azure.deploy();
    const right = await azure.install('check');
    assert.equal(right.code, 0, right.said);
    assert.deepEqual(right.changes, []);
    assert.match(right.said, /What is there\n {2}ok/);
    for (const application of azure.state.applications) application.identifierUris = [];
    const wrong = await azure.install('check');
    assert.equal(wrong.code, 1);
    assert.match(wrong.said, /WRONG {2}app id uri/);
    assert.match(wrong.said, /node infra\/install\.ts deploy --name prod/);
  });

  it('goes on only with --anyway where something is wrong', async () => {
    azure.change({ az: '2.40.0' });
    const refused = await azure.deploy();
    assert.equal(refused.code, 1);
    assert.match(refused.said, /1 wrong, 1 to look at\. Nothing was changed\./);
    assert.deepEqual(refused.changes, []);
    const done = await azure.deploy('--anyway');
    assert.equal(done.code, 0, done.said);
    assert.ok(done.changes.length > 5);
  });
});
