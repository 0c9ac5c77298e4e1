import assert from 'node:assert/strict';
import type { FakeAzure } from '../azure/fake-azure.ts';
import { eachInAnEmptyAzure } from '../azure/in-an-azure.ts';
import { VALUES } from '../checkup/right-installation.ts';

describe('infra: the installer, which application it takes', () => {
  let azure: FakeAzure;
  eachInAnEmptyAzure(empty => {
    azure = empty;
  });

  const applicationId = () => /^AAD_APP_CLIENT_ID=(.*)$/m.exec(azure.values)?.[1];
  const application = (appId: string, more: { tags?: string[]; identifierUris?: string[] } = {}) => ({
    appId,
    displayName: 'Nyckel',
    tags: [],
    identifierUris: [],
    federatedIdentityCredentials: [],
    ...more,
  });
  const tagOf = (name: string) => `nyckel/${VALUES.subscriptionId}/rg-nyckel/${name}`;
  const OTHERS = [
    ['that is in use', application('other', { identifierUris: ['api://botid-somebody-else'] })],
    ['that is just being made', application('other', { tags: [tagOf('test')] })],
    ['that was made by hand a moment ago', application('other')],
    [
      'of a bot of this name that is gone',
      application('other', { tags: [tagOf('prod')], identifierUris: ['api://x'] }),
    ],
  ] as const;
  for (const [which, other] of OTHERS) {
    it(`takes no application of another installation: one ${which}`, async () => {
      azure.change({ applications: [structuredClone(other)] });
      const { code, said } = await azure.deploy();
      assert.equal(code, 0, said);
      assert.deepEqual(azure.state.applications[0], other);
      assert.equal(azure.state.applications.length, 2);
      assert.equal(applicationId(), azure.state.applications[1]?.appId);
    });
  }

  it('makes one of its own beside several of the same name', async () => {
    azure.change({ applications: OTHERS.map(([, other], at) => ({ ...other, appId: `other-${at}` })) });
    const { code, said } = await azure.deploy();
    assert.equal(code, 0, said);
    assert.equal(azure.state.applications.length, OTHERS.length + 1);
  });

  it('takes the application back that has the URI of this bot', async () => {
    await azure.deploy();
    azure.values = azure.values.replace(/^AAD_APP_CLIENT_ID=.*$/m, 'AAD_APP_CLIENT_ID=');
    for (const each of azure.state.applications) each.tags = [];
    const { code, said } = await azure.install('deploy');
    assert.equal(code, 0, said);
    assert.equal(applicationId(), VALUES.aadAppClientId);
    assert.equal(azure.state.applications.length, 1);
  });

  it('does not guess which of two applications it is', async () => {
    azure.change({ applications: ['one', 'two'].map(id => application(id, { tags: [tagOf('prod')] })) });
    const { code, said } = await azure.deploy();
    assert.equal(code, 1);
    assert.match(
      said,
      /several applications Nyckel that could be this one: one, two\. Say which: AAD_APP_CLIENT_ID=<id>/,
    );
    assert.equal(azure.state.applications.length, 2);
  });

  it('changes nothing where the values name the application of something else', async () => {
    azure.change({ applications: [application('other', { identifierUris: ['api://payroll'] })] });
    const { code, said } = await azure.deploy('AAD_APP_CLIENT_ID=other');
    assert.equal(code, 1);
    assert.match(said, /The application other has the App ID URI api:\/\/payroll[^\n]*Correct AAD_APP_CLIENT_ID/);
    assert.deepEqual(azure.state.deployments, {});
  });

  it('says so where the application of the values is gone, and makes no other', async () => {
    await azure.deploy();
    azure.change({ applications: [] });
    const { code, said, changes } = await azure.install('deploy');
    assert.equal(code, 1);
    assert.match(said, /What it is +The application with the id AAD_APP_CLIENT_ID is not in this tenant/);
    assert.deepEqual(changes, []);
  });
});
