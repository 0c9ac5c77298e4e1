import assert from 'node:assert/strict';
import type { FakeAzure } from '../azure/fake-azure.ts';
import { eachInANewSubscription } from '../azure/in-an-azure.ts';
import { VALUES } from '../checkup/right-installation.ts';

describe('infra: the installer, in a dry run', () => {
  let azure: FakeAzure;
  eachInANewSubscription(empty => {
    azure = empty;
  });

  it('changes nothing, and shows every command that a run makes', async () => {
    const dry = await azure.deploy('--dry-run');
    assert.equal(dry.code, 0, dry.said);
    assert.deepEqual(dry.changes, []);
    // Nor does it ask about what is not there yet.
    assert.doesNotMatch(dry.calls.join('\n'), /<|00000000-/);
    assert.equal(azure.values, '');
    const shown = [...dry.said.matchAll(/^ {4}az (.*)$/gm)].map(([, line = '']) => line);
    const { changes } = await azure.deploy();
    const plain = (line: string) =>
      line
        .replaceAll(/['\\]/g, '')
        .replaceAll('<AAD_APP_CLIENT_ID>', VALUES.aadAppClientId)
        .replace('<App Service>', 'nyckel-abcdefghijklm')
        .replace(/ --body .*/, '')
        .replace(/ --(?:subscription|output) .*/, '');
    assert.deepEqual(shown.map(plain), changes.map(plain));
  });

  it('of what is there already, shows only what would be done', async () => {
    await azure.deploy();
    const { said, changes } = await azure.install('deploy', '--dry-run');
    assert.deepEqual(changes, []);
    const shown = [...said.matchAll(/^ {4}az (\w+ \w+)/gm)].map(([, line]) => line);
    assert.deepEqual(shown, ['deployment group']);
  });

  it('shows the steps where nobody is signed in, and where no package is there', async () => {
    azure.change({ account: undefined });
    azure.code('');
    const { code, said, changes } = await azure.deploy('--dry-run');
    assert.equal(code, 0, said);
    assert.deepEqual(changes, []);
    assert.match(said, /Nobody is signed in/);
    assert.match(said, /az webapp deploy --resource-group rg-nyckel/);
  });
});
