import assert from 'node:assert/strict';
import { InstallationError } from '../../infra/az.ts';
import { application, federatedCredential, readInstallation } from '../../infra/entra-app.ts';
import type { FakeAzure } from './azure/fake-azure.ts';
import { eachInAnEmptyAzure } from './azure/in-an-azure.ts';
import { text } from './files.ts';

const IDS = {
  AAD_APP_CLIENT_ID: '0a1b2c3d-4e5f-4061-8273-8495a6b7c8d9',
  BOT_ID: '6f1d2c3b-4a59-4687-8796-a5b4c3d2e1f0',
  // The tenant of microsoft/Agents#237, where Entra itself says which subject it was shown.
  BOT_TENANT_ID: '72f988bf-86f1-41af-91ab-2d7cd011db47',
};
const INSTALLATION = readInstallation(IDS);

describe('infra: entra-app, what it writes', () => {
  it('takes the ids in any case', () => {
    assert.deepEqual(readInstallation({ ...IDS, BOT_ID: IDS.BOT_ID.toUpperCase() }), INSTALLATION);
  });

  it('names every id that is missing or no GUID', () => {
    const wrong = { ...IDS, BOT_ID: 'nyckel', BOT_TENANT_ID: undefined };
    assert.throws(
      () => readInstallation(wrong),
      (error: Error) =>
        error instanceof InstallationError && /^Set BOT_ID, BOT_TENANT_ID to a GUID/.test(error.message),
    );
    assert.throws(() => readInstallation({ ...IDS, BOT_ID: `${IDS.BOT_ID}'); drop` }), InstallationError);
  });

  it('writes the manifest without what Graph decides, with the ids in place', () => {
    const wanted = application(text('aad.manifest.json'), INSTALLATION);
    const { id, appId, ...rest } = JSON.parse(text('aad.manifest.json')) as Record<string, unknown>;
    assert.ok(id && appId);
    const web = { ...(rest.web as object), redirectUris: ['https://token.botframework.com/.auth/web/redirect'] };
    assert.deepEqual(wanted, { ...rest, web, identifierUris: [`api://botid-${IDS.BOT_ID}`] });
  });

  it('sends people back to where the token service is, in the region of the bot', () => {
    const redirectFor = (region: string) => {
      const { web } = application(text('aad.manifest.json'), readInstallation({ ...IDS, BOT_REGION: region }));
      return (web as { redirectUris: string[] }).redirectUris;
    };
    assert.deepEqual(redirectFor(''), ['https://token.botframework.com/.auth/web/redirect']);
    assert.deepEqual(redirectFor('global'), redirectFor(''));
    assert.deepEqual(redirectFor('westeurope'), ['https://europe.token.botframework.com/.auth/web/redirect']);
    for (const region of ['WestEurope', 'swedencentral', 'toString']) {
      assert.throws(() => redirectFor(region), /^InstallationError: Set BOT_REGION to global or westeurope/);
    }
  });

  it('asks for the permissions of the installation, and takes no others', () => {
    const askedFor = (set: string | undefined) => {
      const wanted = application(text('aad.manifest.json'), readInstallation({ ...IDS, GRAPH_PERMISSIONS: set }));
      return (wanted.requiredResourceAccess as { resourceAccess: unknown[] }[])[0]?.resourceAccess.length;
    };
    assert.deepEqual([askedFor(undefined), askedFor(''), askedFor('broad'), askedFor('narrow')], [10, 10, 10, 11]);
    for (const set of ['Narrow', 'all', 'toString', ' ']) {
      assert.throws(() => askedFor(set), /^InstallationError: Set GRAPH_PERMISSIONS to broad or narrow/);
    }
  });

  it('does not write a placeholder that it does not know', () => {
    assert.throws(
      () => application('{"displayName":"${'.concat('{NAME}}"}'), INSTALLATION),
      /unknown placeholder: NAME/,
    );
  });

  it('writes the subject that Entra compares with what Azure Bot shows', () => {
    assert.deepEqual(federatedCredential(INSTALLATION), {
      issuer: `https://login.microsoftonline.com/${IDS.BOT_TENANT_ID}/v2.0`,
      subject: `/eid1/c/pub/t/v4j5cvGGr0GRqy180BHbRw/a/9ExAW52n_ky4ZiS_jhpJIQ/${IDS.BOT_ID}`,
      audiences: ['api://AzureADTokenExchange'],
      description: 'Azure Bot signs people in to Nyckel.',
    });
  });
});

describe('infra: entra-app, what it does', () => {
  const WRITES_CREDENTIAL = `rest --method PATCH --url https://graph.microsoft.com/v1.0/applications(appId='${IDS.AAD_APP_CLIENT_ID}')/federatedIdentityCredentials(name='nyckel-azure-bot') --headers Prefer=create-if-missing`;
  const WRITES_APPLICATION = `rest --method PATCH --url https://graph.microsoft.com/v1.0/applications(appId='${IDS.AAD_APP_CLIENT_ID}') `;
  const CREATES_PRINCIPAL = `ad sp create --id ${IDS.AAD_APP_CLIENT_ID}`;
  const UNKNOWN_SCOPE =
    'Bad Request({"error":{"code":"InvalidValue","message":"Property api.preAuthorizedApplications.delegatedPermissionIds has a Permission Id that cannot be found in the AppPermissions sets."}})';
  const NOT_FOUND =
    'Not Found({"error":{"code":"Request_ResourceNotFound","message":"Resource does not exist or one of its queried reference-property objects are not present."}})';
  const DENIED =
    'Forbidden({"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation."}})';
  const fresh = () => ({
    appId: IDS.AAD_APP_CLIENT_ID,
    displayName: 'Nyckel',
    identifierUris: [],
    tags: [],
    federatedIdentityCredentials: [],
  });
  let azure: FakeAzure;
  eachInAnEmptyAzure(empty => {
    azure = empty;
    azure.change({ applications: [fresh()] });
  });

  const run = (...args: string[]) => azure.run('entra-app.ts', args, IDS);
  const written = () => azure.state.applications[0] ?? assert.fail('it is gone');

  it('writes the credential, offers the scope, authorizes clients for it after that, and makes the enterprise application', async () => {
    const { code, said, changes } = await run();
    assert.equal(code, 0, said);
    const begins = [WRITES_CREDENTIAL, WRITES_APPLICATION, WRITES_APPLICATION, CREATES_PRINCIPAL];
    assert.equal(changes.length, begins.length, changes.join('\n'));
    for (const [at, begin] of begins.entries()) assert.ok(changes[at]?.startsWith(begin), changes.join('\n'));
    const { appId: _id, tags: _tags, federatedIdentityCredentials, ...rest } = written();
    assert.deepEqual(rest, application(text('aad.manifest.json'), INSTALLATION));
    assert.deepEqual(federatedIdentityCredentials, [
      { name: 'nyckel-azure-bot', ...federatedCredential(INSTALLATION) },
    ]);
    assert.deepEqual(azure.state.principals, [IDS.AAD_APP_CLIENT_ID]);
  });

  it('changes nothing at a second run', async () => {
    await run();
    const before = structuredClone(azure.state);
    const { code, changes } = await run();
    assert.equal(code, 0);
    assert.deepEqual(changes, []);
    assert.deepEqual(azure.state, before);
  });

  it('puts back what somebody has changed, and takes no client away in between', async () => {
    await run();
    written().identifierUris.push('api://something');
    const { changes } = await run();
    assert.deepEqual(
      changes.map(call => call.startsWith(WRITES_APPLICATION)),
      [true],
    );
    assert.deepEqual(written().identifierUris, [`api://botid-${IDS.BOT_ID}`]);
  });

  for (const only of [undefined, 'application', 'credential']) {
    it(`changes nothing of an application that belongs to something else: ${only ?? 'both parts'}`, async () => {
      for (const uri of ['api://botid-11111111-2222-4333-8444-555555555555', 'api://payroll']) {
        azure.reset().change({ applications: [{ ...fresh(), identifierUris: [uri] }] });
        const before = structuredClone(azure.state);
        const { code, said, changes } = await run(...(only === undefined ? [] : [only]));
        assert.equal(code, 1);
        assert.ok(said.includes(`has the App ID URI ${uri}`), said);
        assert.match(said, /Correct AAD_APP_CLIENT_ID/);
        assert.deepEqual(changes, []);
        assert.deepEqual(azure.state, before);
      }
    });
  }

  it('takes what Graph gives back in another order, and with more in it, for the same', async () => {
    await run();
    const { requiredResourceAccess, api } = written() as unknown as {
      requiredResourceAccess: { resourceAccess: unknown[] }[];
      api: Record<string, unknown>;
    };
    requiredResourceAccess[0]?.resourceAccess.reverse();
    api.acceptMappedClaims = null;
    assert.deepEqual((await run()).changes, []);
  });

  it('does only the part that is named', async () => {
    const credential = await run('credential');
    assert.deepEqual(
      credential.changes.map(call => call.startsWith(WRITES_CREDENTIAL)),
      [true],
    );
    const whole = await run('application');
    assert.equal(whole.code, 0);
    assert.ok(!whole.calls.some(call => call.includes('federatedIdentityCredentials')));
  });

  for (const [what, to, fails] of [
    ['the scope that was just offered', '--method PATCH', UNKNOWN_SCOPE],
    ['the application that was just made', '--method GET', NOT_FOUND],
    ['another write to it', '--method PATCH', 'Conflict({"error":{"code":"Directory_ConcurrencyViolation"}})'],
    [
      'the application of a new principal',
      'ad sp create',
      'When using this permission, the backing application of the service principal being created must in the local tenant',
    ],
  ] as const) {
    it(`waits while Entra does not know everywhere: ${what}`, async () => {
      azure.faults({ to, fails, times: 3 });
      const { code, said } = await run();
      assert.equal(code, 0, said);
      assert.equal(said.split('waiting for Entra').length - 1, 3, said);
      assert.deepEqual(azure.state.principals, [IDS.AAD_APP_CLIENT_ID]);
      assert.equal(written().federatedIdentityCredentials.length, 1);
    });
  }

  it('waits two minutes, no longer, and says to run it again', async () => {
    azure.faults({ to: WRITES_APPLICATION, fails: UNKNOWN_SCOPE });
    const { code, said } = await run();
    assert.equal(code, 1);
    const pauses = [...said.matchAll(/waiting for Entra.*\((\d+) s\)/g)].map(([, pause]) => Number(pause));
    assert.equal(
      pauses.reduce((sum, pause) => sum + pause, 0),
      120,
    );
    assert.deepEqual(
      pauses,
      pauses.toSorted((a, b) => a - b),
    );
    assert.match(said, /cannot be found in the AppPermissions sets[\s\S]*run it again/);
  });

  it('writes the credential also where the application can’t be written', async () => {
    azure.faults({ to: WRITES_APPLICATION, fails: DENIED });
    const { code, said } = await run();
    assert.equal(code, 1);
    assert.equal(written().federatedIdentityCredentials.length, 1);
    assert.doesNotMatch(said, /waiting for Entra/);
    assert.match(said, /Insufficient privileges[\s\S]*run it again/);
  });

  it('writes the application also where the credential can’t be written, and fails', async () => {
    azure.faults({ to: 'federatedIdentityCredentials', fails: DENIED });
    const { code } = await run();
    assert.equal(code, 1);
    assert.deepEqual(written().identifierUris, [`api://botid-${IDS.BOT_ID}`]);
  });

  it('goes on where it was after it has failed', async () => {
    azure.faults({ to: CREATES_PRINCIPAL, fails: DENIED, times: 1 });
    assert.equal((await run()).code, 1);
    const { code, changes } = await run();
    assert.equal(code, 0);
    assert.deepEqual(
      changes,
      [CREATES_PRINCIPAL].map(call => `${call} --output json`),
    );
  });

  it('calls nothing without the ids, or with words that it does not know', async () => {
    const runs = [azure.run('entra-app.ts', []), run('everything'), run('credential', 'x')];
    for (const { code, said, calls } of await Promise.all(runs)) {
      assert.equal(code, 1);
      assert.match(said, /Usage: node infra\/entra-app\.ts/);
      assert.deepEqual(calls, []);
    }
  });
});
