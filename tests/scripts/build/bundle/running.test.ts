import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { healthCheck } from '../../../build/dockerfile.ts';
import { answeredCard, Chat } from '../../../support/chat.ts';
import { Connector } from '../../../support/connector.ts';
import { repeat, speak } from '../../../support/raw-http.ts';
import { passwordOn } from '../../../support/reveal.ts';
import { ANNA, ERIK } from '../../../support/story.ts';
import { unprivileged } from '../../../support/unprivileged.ts';
import { type Client, sharedSandbox } from '../../../support/world.ts';
import { startIngestion } from '../../../telemetry/support/ingestion.ts';
import { foreignHostsIn, WATCHED } from '../../../telemetry/support/watched.ts';
import { builtBundle } from '../built.ts';
import { type BundleProcess, startBundle } from '../bundle-process.ts';

describe('running production bundle', () => {
  let sandbox: Awaited<ReturnType<typeof sharedSandbox>>;
  let entry: string;
  let folder: string;
  let connector: Connector;
  let bot: BundleProcess | undefined;

  before(async () => {
    sandbox = await sharedSandbox();
    entry = path.join((await builtBundle()).folder, 'nyckel.js');
  });
  beforeEach(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-running-'));
    connector = new Connector();
    await connector.start();
    await sandbox.control('POST', 'reset');
  });
  afterEach(async () => {
    await bot?.stop();
    bot = undefined;
    await connector.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const environment = (store: string) => ({
    PATH: process.env.PATH ?? '',
    ...sandbox.environment,
    PORT: '0',
    STORE: `sqlite:${store}`,
    LOG_LEVEL: 'debug',
  });

  async function start(more: Record<string, string> = {}): Promise<BundleProcess> {
    bot = await startBundle(entry, { cwd: folder, env: { ...environment(path.join(folder, 'nyckel.db')), ...more } });
    return bot;
  }

  async function erik(): Promise<Client> {
    const user = await sandbox.control<{ id: string; displayName: string }>('GET', `users/${ERIK}`);
    const channelUserId = `29:${user.id}`;
    connector.members.set(channelUserId, user.id);
    await sandbox.control('PUT', 'people', { [channelUserId]: user.id });
    return { name: user.displayName, objectId: user.id, channelUserId, userPrincipalName: ERIK, locale: 'en-US' };
  }

  async function chat(): Promise<Chat> {
    const client = await erik();
    return new Chat({ sandbox, connector }, client, `personal-${client.objectId}`, 'personal', bot);
  }

  it('resets a password from the message to the handover, and stops at SIGTERM', async () => {
    const running = await start();
    const personal = await chat();
    const asked = await personal.says(`reset password for ${ANNA}`);
    // Without a policy file the word of whoever asks is wanted.
    assert.equal((await personal.press(asked, 'confirm', { word: 'voice' })).status, 200);
    const handover = await personal.card('The temporary password is ready');
    const password = passwordOn(answeredCard(await personal.press(handover, 'show')));
    const attempt = { userPrincipalName: ANNA, password };
    assert.deepEqual(await sandbox.control('POST', 'try-sign-in', attempt), { result: 'must-change-password' });
    assert.equal(await running.stop(), 0);
    assert.ok(!running.output().includes(password));
    assert.doesNotMatch(running.output(), /Warning/);
  });

  it('survives upgrades that are reset, gives their connections back, and stops at SIGTERM', async () => {
    const running = await start();
    const { port } = new URL(running.url);
    const headers = 'Host: bot\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n';
    for (const line of ['GET /healthz', 'POST /api/messages', 'GET /nowhere']) {
      const bytes = `${line} HTTP/1.1\r\n${headers}`;
      await repeat(50, () => speak(Number(port), bytes, 'reset at once'));
      const answers = await repeat(50, () => speak(Number(port), bytes));
      assert.ok(
        answers.every(status => status !== 0),
        answers.join(),
      );
    }
    assert.equal((await (await chat()).post({ type: 'message', text: 'help' })).status, 200);
    assert.equal(await running.stop(), 0);
    assert.doesNotMatch(running.output(), /"level":"error"/);
  });

  for (const type of ['multipart/form-data; boundary=x', 'text/csv', 'application/x-www-form-urlencoded']) {
    it(`refuses a body of type ${type}, as src does`, async () => {
      const { url } = await start();
      const headers = { 'content-type': type, authorization: 'Bearer x' };
      const answer = await fetch(`${url}/api/messages`, { method: 'POST', headers, body: 'a,b' });
      assert.equal(answer.status, 415);
    });
  }

  it('sends telemetry where it is set up, with the file beside it', async () => {
    const ingestion = await startIngestion(folder, sandbox.environment.NODE_EXTRA_CA_CERTS ?? '');
    try {
      const running = await start(ingestion.environment);
      await (await chat()).says('help');
      assert.equal(await running.stop(), 0);
      const kinds = new Set(ingestion.envelopes.map(({ data }) => data.baseType));
      assert.ok(kinds.has('RequestData') && kinds.has('MetricData'), [...kinds].join(', '));
    } finally {
      await ingestion.stop();
    }
  });

  it('sends telemetry to nobody but the configured host, and lets Microsoft change nothing about that', async () => {
    const ingestion = await startIngestion(folder, sandbox.environment.NODE_EXTRA_CA_CERTS ?? '');
    try {
      const running = await start({ ...WATCHED, ...ingestion.environment });
      await (await chat()).says('help');
      assert.equal(await running.stop(), 0);
      assert.deepEqual(foreignHostsIn(running.output()), ['169.254.169.254']);
      assert.match(running.output(), /^SETTINGS to be asked for$/m);
    } finally {
      await ingestion.stop();
    }
  });

  it('answers the health check of the Dockerfile, which fails when nobody is there', async () => {
    const running = await start();
    const [program, ...args] = healthCheck();
    assert.equal(program, 'node');
    const check = () =>
      execFileSync(process.execPath, args, { env: { PORT: new URL(running.url).port }, stdio: 'pipe' });
    check();
    await running.stop();
    assert.throws(check, { status: 1 });
  });

  it('runs as a user who may write the store’s folder alone', async () => {
    const application = path.join(folder, 'app');
    const data = path.join(folder, 'data');
    const authority = path.join(folder, 'authority.pem');
    cpSync(path.dirname(entry), application, { recursive: true });
    cpSync(sandbox.environment.NODE_EXTRA_CA_CERTS ?? '', authority);
    chmodSync(authority, 0o444);
    mkdirSync(data);
    for (const each of [folder, application]) chmodSync(each, 0o555);
    bot = await startBundle(
      path.join(application, 'nyckel.js'),
      { cwd: application, env: { ...environment(path.join(data, 'nyckel.db')), NODE_EXTRA_CA_CERTS: authority } },
      unprivileged,
    );
    assert.equal((await fetch(`${bot.url}/readyz`)).status, 200);
    assert.equal(await bot.stop(), 0);
    assert.ok(readdirSync(data).includes('nyckel.db'));
    assert.deepEqual(readdirSync(folder).sort(), ['app', 'authority.pem', 'data']);
  });
});
