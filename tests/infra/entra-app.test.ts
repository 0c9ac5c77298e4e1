import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { InstallationError } from '../../infra/az.ts';
import { application, federatedCredential, readInstallation } from '../../infra/entra-app.ts';
import { skipBecause } from '../support/skip.ts';
import { type AzAnswer, type FakeAz, fakeAz } from './fake-az.ts';
import { ROOT, text } from './files.ts';

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
  const APPLICATION = `https://graph.microsoft.com/v1.0/applications(appId='${IDS.AAD_APP_CLIENT_ID}')`;
  const GET = `rest --method GET --url ${APPLICATION}`;
  const PATCH = `rest --method PATCH --url ${APPLICATION} `;
  const CREDENTIAL = `rest --method PATCH --url ${APPLICATION}/federatedIdentityCredentials(name='nyckel-azure-bot') `;
  const FRESH = { to: GET, says: '{"oauth2PermissionScopes":[]}' };
  const NO_PRINCIPAL = { to: 'ad sp list', says: '[]' };
  const THERE = { to: GET, says: '{"oauth2PermissionScopes":[{"value":"access_as_user"}]}' };
  const PRINCIPAL = { to: 'ad sp list', says: '["11111111-2222-4333-8444-555555555555"]' };
  let az: FakeAz | undefined;

  before(function () {
    if (process.platform === 'win32') skipBecause(this, 'the stand-in for the Azure CLI is no batch file');
  });
  afterEach(() => az?.remove());

  function run(answers: AzAnswer[], args: string[] = [], ids: Record<string, string> = IDS) {
    az = fakeAz(answers);
    const env = { PATH: az.env.PATH, ...ids };
    const ended = spawnSync(process.execPath, [path.join(ROOT, 'infra/entra-app.ts'), ...args], {
      env,
      encoding: 'utf8',
    });
    const calls = az.calls();
    const patches = calls.filter(({ line }) => line.includes('--method PATCH'));
    return { ...ended, calls, bodies: patches.map(({ file }) => JSON.parse(file ?? '') as Record<string, unknown>) };
  }

  it('offers the scope first, and authorizes clients for it after that', () => {
    const { status, stderr, calls, bodies } = run([FRESH, PRINCIPAL]);
    assert.equal(status, 0, stderr);
    const [first, whole, credential] = bodies;
    const api = first?.api as Record<string, unknown>;
    assert.deepEqual(Object.keys(first ?? {}), ['api']);
    assert.deepEqual(Object.keys(api).sort(), ['oauth2PermissionScopes', 'requestedAccessTokenVersion']);
    assert.deepEqual(whole, application(text('aad.manifest.json'), INSTALLATION));
    assert.deepEqual(credential, federatedCredential(INSTALLATION));
    const last = calls.at(-1)?.line ?? '';
    assert.ok(last.startsWith(CREDENTIAL) && last.includes('Prefer=create-if-missing'), last);
  });

  it('writes the same again at a second run, and never takes a client away in between', () => {
    const { status, calls, bodies } = run([THERE, PRINCIPAL]);
    assert.equal(status, 0);
    assert.deepEqual(bodies, [application(text('aad.manifest.json'), INSTALLATION), federatedCredential(INSTALLATION)]);
    assert.ok(calls.some(({ line }) => line.startsWith(PATCH)));
    assert.ok(!calls.some(({ line }) => line.includes('ad sp create')));
  });

  it('makes the enterprise application when there is none', () => {
    const { calls } = run([THERE, NO_PRINCIPAL]);
    assert.ok(calls.some(({ line }) => line.startsWith(`ad sp create --id ${IDS.AAD_APP_CLIENT_ID}`)));
  });

  it('does only the part that is named', () => {
    assert.deepEqual(
      run([], ['credential']).calls.map(({ line }) => line.startsWith(CREDENTIAL)),
      [true],
    );
    const { status, calls } = run([THERE, PRINCIPAL], ['application']);
    assert.equal(status, 0);
    assert.ok(!calls.some(({ line }) => line.includes('federatedIdentityCredentials')));
  });

  it('stops at the first thing that fails, and says what Azure said', () => {
    const { status, stderr, calls } = run([{ to: GET, fails: 'ERROR: Not signed in. Run az login.' }]);
    assert.equal(status, 1);
    assert.match(stderr, /^az rest --method GET --url failed: ERROR: Not signed in/);
    assert.equal(calls.length, 1);
  });

  it('calls nothing without the ids, or with words that it does not know', () => {
    for (const { status, stderr, calls } of [run([], [], {}), run([], ['everything']), run([], ['credential', 'x'])]) {
      assert.equal(status, 1);
      assert.match(stderr, /Usage: node infra\/entra-app\.ts/);
      assert.deepEqual(calls, []);
    }
  });
});
