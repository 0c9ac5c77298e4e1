import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { createCredential } from './credential.ts';
import type { Desk } from './desk/desk.ts';
import { createDirectory } from './directory/directory.ts';
import { ErrorCode } from './errors.ts';
import { readPolicy } from './policy.ts';
import { startServer } from './server.ts';
import { createSeal } from './store/seal.ts';
import { readSealKey } from './store/seal-key.ts';
import { openSqliteStore } from './store/sqlite.ts';
import { createAdapter } from './teams/adapter.ts';
import { createApplication } from './teams/application.ts';
import { Background } from './teams/background.ts';
import { sweepAndShow } from './teams/delivery.ts';
import { createDoor } from './teams/door.ts';
import { createMessenger } from './teams/messenger.ts';
import type { Services } from './teams/services.ts';

/** How often the bot looks for what is due. Milliseconds. */
const SWEEP_INTERVAL = 60_000;
/** How long a stop waits for work that is under way. Milliseconds. */
const STOP_WITHIN = 10_000;

export interface BotOptions {
  log: Logger;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

export interface RunningBot {
  port: number;
  /** Expires, erases and gives up what is due now, and updates the cards; the bot does so by itself every minute. */
  sweep(): Promise<void>;
  /** Takes nothing new, lets what is running finish for a bounded time, and closes the store. */
  stop(): Promise<void>;
}

/** Builds the bot from its configuration and starts to listen. Throws a ConfigurationError or a StoreError. */
export async function startBot(config: Config, { log, now = Date.now }: BotOptions): Promise<RunningBot> {
  const policy = readPolicy(config.policyFile);
  const credential = createCredential(config);
  const seal = createSeal(await readSealKey(config.sealKey, credential));
  const store = openSqliteStore(config.storePath);
  const background = new Background(error =>
    log.error({ code: ErrorCode.Unexpected, err: error }, 'background work failed'),
  );
  const adapter = createAdapter(config, credential);
  const messenger = createMessenger(adapter, {
    botId: config.botId,
    tenantId: config.tenantId,
    scope: config.channelScope,
  });
  const directory = createDirectory({ endpoint: config.graphEndpoint, onCall: call => log.debug(call, 'graph') });
  const newId = () => randomBytes(16).toString('base64url');
  const desk: Desk = {
    directory,
    store,
    seal,
    policy,
    now,
    newId,
    pause: milliseconds => background.pause(milliseconds),
  };
  const services: Services = { config, adapter, desk, messenger, background, log };
  const application = createApplication(services);
  const door = createDoor(adapter, config, log, context => application.run(context));
  const ready = async () => {
    await store.check();
    await channelKeysReachable(config.channelOpenIdMetadataUrl);
  };
  const server = await startServer({ door, ready, log }, config.port);
  const sweeping = setInterval(() => background.run(() => sweepAndShow(services)), SWEEP_INTERVAL);
  background.run(() => sweepAndShow(services));
  return {
    port: server.port,
    sweep: () => sweepAndShow(services),
    async stop() {
      clearInterval(sweeping);
      await server.close();
      await background.stop(STOP_WITHIN);
      await store.close();
    },
  };
}

async function channelKeysReachable(metadataUrl: string): Promise<void> {
  const answer = await fetch(metadataUrl, { signal: AbortSignal.timeout(5_000) });
  if (!answer.ok) throw new Error(`The keys of the channel answer ${answer.status} (CHANNEL_OPENID_METADATA_URL)`);
}
