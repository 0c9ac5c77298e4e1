import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { sharedSandbox } from '../../../support/world.ts';
import { catchConsole, Doorstep } from './doorstep.ts';

/** botbuilder's own list of issuers, which it lengthens by itself. */
const { ToBotFromBotOrEmulatorTokenValidationParameters: parameters } = createRequire(import.meta.url)(
  'botframework-connector/lib/auth/tokenValidationParameters.js',
) as { ToBotFromBotOrEmulatorTokenValidationParameters: { issuer: string[] } };

describe('the door: keys and issuers', () => {
  let door: Doorstep | undefined;
  let written: ReturnType<typeof catchConsole>;
  beforeEach(() => {
    written = catchConsole();
  });
  afterEach(async () => {
    written.restore();
    await door?.world.sandbox.control('DELETE', 'faults');
    await door?.world.stop();
    door = undefined;
  });

  it('keeps no issuer that somebody without a valid token names', async () => {
    door = await Doorstep.start();
    const before = [...parameters.issuer];
    for (let n = 0; n < 50; n += 1) {
      const tid = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
      for (const iss of [`https://sts.windows.net/${tid}/`, 'https://api.botframework.com']) {
        const authorization = `Bearer ${forged({ iss, tid, ver: '1.0', appid: door.botId, aud: door.botId })}`;
        const answer = await door.knock({ authorization });
        assert.deepEqual([answer.status, answer.text], [401, '']);
      }
    }
    assert.deepEqual(parameters.issuer, before);
  });

  it('answers 503 while the keys can’t be had, and lets the next one in when they can', async () => {
    door = await startWithOwnKeys();
    await door.world.sandbox.control('POST', 'faults', { service: 'channel', status: 500, times: null });
    await refusedFor503(door);
    await door.world.sandbox.control('DELETE', 'faults');
    await door.letIn();
  });

  it('answers 503 when the keys come as something else than JSON', async () => {
    door = await startWithOwnKeys();
    await door.world.sandbox.control('POST', 'faults', { service: 'channel', malformedJson: true, times: null });
    await refusedFor503(door);
  });

  it('answers 503 when the connection to the keys breaks', async () => {
    door = await startWithOwnKeys();
    await door.world.sandbox.control('POST', 'faults', { service: 'channel', drop: 'before', times: null });
    await refusedFor503(door);
  });

  it('reads them twice, once for each lock, however many come first at the same time', async () => {
    door = await startWithOwnKeys();
    const { sandbox } = door.world;
    const authorization = `Bearer ${await door.token()}`;
    await sandbox.control('POST', 'faults', { service: 'channel', delayMs: 300, times: null });
    await sandbox.control('DELETE', 'calls');
    const knocks = Array.from({ length: 12 }, () =>
      door?.knock({ authorization, body: door.activity({ text: 'help' }) }),
    );
    for (const answer of await Promise.all(knocks)) assert.equal(answer?.status, 200);
    const { calls } = await sandbox.control<{ calls: { path: string }[] }>('GET', 'calls?service=channel');
    const reads = calls.filter(({ path }) => path.includes('keys'));
    assert.equal(reads.length, 2, JSON.stringify(calls));
  });

  it('goes on with the keys that it has when they can’t be had any more', async () => {
    door = await startWithOwnKeys();
    await door.letIn();
    await door.world.sandbox.control('POST', 'faults', { service: 'channel', status: 500, times: null });
    await door.letIn();
  });
});

async function refusedFor503(door: Doorstep): Promise<void> {
  door.world.log.length = 0;
  const answer = await door.knock();
  assert.deepEqual([answer.status, answer.text], [503, '']);
  assert.equal(door.world.log.length, 1, door.world.log.join());
  assert.deepEqual(door.world.connector.calls, []);
  assert.deepEqual(await door.world.graphCalls(), []);
}

let instances = 0;

/** botbuilder keeps keys by address for the whole process: an address of its own means that nothing is kept yet. */
async function startWithOwnKeys(): Promise<Doorstep> {
  instances += 1;
  const { environment } = await sharedSandbox();
  const address = `${environment.CHANNEL_OPENID_METADATA_URL}?instance=${instances}`;
  return Doorstep.start({ CHANNEL_OPENID_METADATA_URL: address });
}

function forged(claims: Record<string, unknown>): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encode({ alg: 'RS256', typ: 'JWT', kid: 'any' })}.${encode(claims)}.${encode('signature')}`;
}
