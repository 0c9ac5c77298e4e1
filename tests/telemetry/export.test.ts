import assert from 'node:assert/strict';
import os from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { BotProcess } from '../support/bot-process.ts';
import { ERIK, resetAnna, showPassword } from '../support/story.ts';
import { sharedSandbox, World } from '../support/world.ts';
import { INSTRUMENTATION_KEY, type Ingestion, startIngestion } from './support/ingestion.ts';
import { foreignHostsIn, hostsIn, WATCHED } from './support/watched.ts';

const PRIVATE = /anna|svensson|erik|lindqvist|fjallvind|29:|eyJ|Bearer|v1\.[\w-]{8}\./i;

/** A reset from the question to the password on the screen. */
async function wholeWay(world: World): Promise<string> {
  const { personal, handover } = await resetAnna(world, await world.person(ERIK));
  return showPassword(personal, handover);
}

describe('without a connection string', () => {
  let world: World;
  before(async () => {
    world = await World.startProcesses(1, WATCHED);
  });
  after(() => world.stop());

  it('nothing in the process reaches for any other host than those of its configuration', async () => {
    const bot = world.processes[0] ?? assert.fail('there is no process');
    await wholeWay(world);
    assert.deepEqual(await bot.stop(), { code: 0, signal: null });
    // The sandbox, under both of its names: what is watched is really seen.
    const output = bot.log().join('\n');
    assert.deepEqual(foreignHostsIn(output), []);
    assert.ok(hostsIn(output).length > 0);
    assert.ok(bot.log().includes('SDK absent'));
  });
});

describe('a token that is refused', () => {
  let world: World;
  before(async () => {
    world = await World.startProcesses(1);
  });
  after(() => world.stop());

  /** A message with a token that the door refuses; returns the token. */
  async function knockWith(changes: Record<string, unknown>): Promise<string> {
    const { connector, sandbox } = world;
    const wanted = { kind: 'channel', serviceUrl: connector.serviceUrl, ...changes };
    const { token } = await sandbox.control<{ token: string }>('POST', 'tokens', wanted);
    const tenantId = sandbox.environment.BOT_TENANT_ID;
    const answer = await fetch(`${world.processes[0]?.url}/api/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        type: 'message',
        channelId: 'msteams',
        serviceUrl: connector.serviceUrl,
        conversation: { id: 'a', tenantId },
        recipient: { id: `28:${sandbox.environment.BOT_ID}` },
      }),
    });
    assert.equal(answer.status, 401);
    return token;
  }

  it('is a line of the log, whether it expired or does not hold, and nothing of it is anywhere', async () => {
    const expired = await knockWith({ expiresIn: -301 });
    const foreign = await knockWith({ kind: 'foreign-key' });
    const bot = world.processes[0] ?? assert.fail('there is no process');
    await bot.until(/the token has expired[\s\S]*the signature of the token does not hold/);
    for (const line of bot.log()) assert.equal(typeof JSON.parse(line).msg, 'string', line);
    for (const part of [...expired.split('.'), ...foreign.split('.')]) assert.ok(!bot.log().join().includes(part));
  });
});

describe('with a connection string', () => {
  let world: World;
  let ingestion: Ingestion;
  let bot: BotProcess;
  beforeEach(async () => {
    const { environment } = await sharedSandbox();
    world = await World.startProcesses(0);
    ingestion = await startIngestion(world.folder, environment.NODE_EXTRA_CA_CERTS ?? '');
    // Often enough for a gauge to be read before the stop.
    const often = { OTEL_METRIC_EXPORT_INTERVAL: '300' };
    bot = await world.startProcess({ ...WATCHED, ...often, ...ingestion.environment });
    await world.deliverTo(bot);
  });
  afterEach(async () => {
    await world.stop();
    await ingestion.stop();
  });

  const of = (type: string) => ingestion.envelopes.filter(({ data }) => data.baseType === type);

  it('sends traces and metrics at the stop at the latest, under our name and version', async () => {
    await wholeWay(world);
    const metrics = () =>
      of('MetricData').map(({ data }) => (data.baseData.metrics as { name: string }[])[0]?.name ?? '');
    while (!metrics().includes('nyckel.work.due')) await wait(50);
    assert.deepEqual(await bot.stop(), { code: 0, signal: null });
    const names = of('RequestData').map(({ data }) => data.baseData.name);
    assert.deepEqual(names.sort(), ['turn confirm', 'turn reset', 'turn show']);
    const targets = new Set(of('RemoteDependencyData').map(({ data }) => data.baseData.target));
    assert.deepEqual([...targets].sort(), ['graph', 'teams', 'token-service']);
    for (const name of ['nyckel.turns', 'nyckel.turn.own_time', 'nyckel.graph.calls', 'nyckel.resets']) {
      assert.ok(metrics().includes(name), `${name} is not among ${metrics()}`);
    }
    for (const { tags } of ingestion.envelopes) {
      assert.deepEqual([tags['ai.cloud.role'], tags['ai.cloud.roleInstance']], ['nyckel', os.hostname()]);
    }
    assert.ok(of('RequestData').every(({ tags }) => tags['ai.application.ver'] === '0.1.0'));
    assert.deepEqual(of('MessageData'), []);
    assert.deepEqual(of('ExceptionData'), []);
  });

  it('sends no name, no address, no secret and no token', async () => {
    const password = await wholeWay(world);
    await bot.stop();
    const everything = JSON.stringify(ingestion.envelopes);
    assert.ok(everything.length > 5_000);
    assert.doesNotMatch(everything, PRIVATE);
    assert.ok(!everything.includes(password));
    for (const name of ['BOT_CLIENT_SECRET', 'SEAL_KEY']) {
      assert.ok(!everything.includes(world.sandbox.environment[name] ?? assert.fail(name)));
    }
  });

  it('reaches for nobody else than the configured hosts and the metadata service of the machine', async () => {
    await wholeWay(world);
    await bot.stop();
    assert.deepEqual(foreignHostsIn(bot.log().join('\n')), ['169.254.169.254']);
    // The exporter was about to ask Microsoft for its settings, which this process has seen and not let it do.
    assert.ok(bot.log().includes('SETTINGS to be asked for'));
    assert.ok(bot.log().includes('SDK loaded'));
  });

  it('stops in time although nobody takes what it sends, and does not write the connection string', async () => {
    await wholeWay(world);
    ingestion.hang();
    const began = Date.now();
    assert.deepEqual(await bot.stop(), { code: 0, signal: null });
    assert.ok(Date.now() - began < 6_000, `${Date.now() - began} ms`);
    assert.ok(!bot.log().join().includes(INSTRUMENTATION_KEY));
  });

  it('its log stays JSON', async () => {
    await bot.stop();
    for (const line of bot.log().filter(text => !/^(CONNECT|SDK|SETTINGS) /.test(text))) {
      assert.equal(typeof JSON.parse(line).msg, 'string', line);
    }
  });
});
