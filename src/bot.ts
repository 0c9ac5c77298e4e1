import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { TokenCredential } from '@azure/identity';
import { metrics } from '@opentelemetry/api';
import type { Logger } from 'pino';
import type { Config } from './config/config.ts';
import { createCredential } from './config/credential.ts';
import { type PolicyInForce, readPolicy } from './config/policy-file.ts';
import { CLOCK, type Desk } from './desk/desk.ts';
import type { RequestStore } from './desk/ports.ts';
import { countedStore } from './desk/refusals/refusal-counter.ts';
import { END_EVERY, SWEEP_EVERY } from './desk/times.ts';
import { createDirectory } from './directory/directory.ts';
import type { GraphCallRecord, GraphItemRecord } from './directory/graph-calls.ts';
import { Entrance } from './entrance.ts';
import { codeOf, ErrorCode, type StoreError } from './errors.ts';
import { createHealth } from './health.ts';
import { STOP_WITHIN } from './http/times.ts';
import { Background } from './process/background.ts';
import type { RunningServer } from './server.ts';
import { openSealedStore } from './store/open-sealed-store.ts';
import { createAnchor } from './store/record/anchor.ts';
import { createSeal } from './store/seal/seal.ts';
import { startSweeping } from './sweeping.ts';
import { createApplication } from './teams/application.ts';
import { createPeopleLimits } from './teams/budgets/people-limits.ts';
import { createAdapter, type NyckelAdapter } from './teams/channel/adapter.ts';
import { ChannelKeys } from './teams/channel/channel-keys.ts';
import { ChannelTokens } from './teams/channel/channel-token.ts';
import { createDoor } from './teams/channel/door.ts';
import { tokenOfAbsent } from './teams/channel/user-tokens.ts';
import { createMessenger } from './teams/sending/messenger.ts';
import type { Services } from './teams/services.ts';
import { noteAddress } from './teams/turns/note-address.ts';
import { createMeasures, type Measures } from './telemetry/measures.ts';
import { noteRule, observeDue, observedStore } from './telemetry/observed-store.ts';
import { admitted, observedDoor } from './telemetry/observed-turns.ts';
import { SCOPE } from './telemetry/traced-call.ts';
import { turnNotes } from './telemetry/turn-scope.ts';
import { waitingCredential } from './telemetry/waiting-credential.ts';

export interface BotOptions {
  log: Logger;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Milliseconds, never going back: what Teams' limits per conversation and ours per person are kept by. */
  clock?: () => number;
  /** How often the bot looks for what is owed. Milliseconds. */
  sweepEvery?: number;
  /** How often it looks for what is to be erased or to expire. Milliseconds. */
  endEvery?: number;
  /** How the start waits to be let in; where it rejects, the start ends. */
  pause?: (milliseconds: number) => Promise<void>;
}

export interface RunningBot {
  port: number;
  /** Expires, erases and gives up what is due now, and updates the cards; the bot does so by itself every few seconds. */
  sweep(): Promise<void>;
  /** Takes nothing new, lets what is running finish for a bounded time, and closes the store. */
  stop(): Promise<void>;
}

/**
 * Builds the bot from its configuration and starts to listen. Where vault or tables do not let it in yet, it listens at once and
 * waits for them.
 * @throws ConfigurationError or StoreError
 */
export async function startBot(config: Config, options: BotOptions): Promise<RunningBot> {
  const { log, clock = monotonic, pause = wait } = options;
  const entrance = new Entrance({ port: config.port, log, clock, pause });
  try {
    return await startBehind(entrance, config, options);
  } catch (error) {
    await entrance.close();
    throw error;
  }
}

async function startBehind(
  entrance: Entrance,
  config: Config,
  { log, now = Date.now, clock = monotonic, sweepEvery = SWEEP_EVERY, endEvery = END_EVERY }: BotOptions,
): Promise<RunningBot> {
  const policy = readPolicy(config.policyFile);
  const credential = waitingCredential(createCredential(config));
  const meter = metrics.getMeter(SCOPE);
  const measures = createMeasures(meter);
  const background = new Background(error =>
    log.error({ code: codeOf(error), correlationId: turnNotes().correlationId, err: error }, 'background work failed'),
  );
  const sealed = await openSealedStore(config, credential, entrance, loggedOnce(log));
  if (sealed.keys.notRenewed) log.warn({ err: sealed.keys.notRenewed }, 'the data key was not wrapped anew');
  const opened = observedStore(sealed.store, measures);
  const store = countedStore(opened, {
    clock,
    now,
    pause: milliseconds => background.pause(milliseconds),
    run: work => background.run(work),
    onCounted: noteRule,
  });
  await store.record(policyRow(policy, now()));
  const parts = { config, credential, store, policy, background, log, measures, now, clock };
  const services = assemble(parts, createSeal(sealed.keys.current, sealed.keys.previous));
  const server = await entrance.open(inside(services, parts));
  const sweeping = startSweeping(services, createAnchor(opened, log, now), { sweepEvery, endEvery });
  const unobserve = observeDue(meter, store, now);
  return {
    port: server.port,
    sweep: sweeping.sweep,
    async stop() {
      sweeping.stop();
      unobserve();
      const unfinished = await finish(server, background);
      if (unfinished > 0) log.warn({ unfinished }, 'stopped before everything was finished');
      await store.close();
    },
  };
}

/** Listings are read every few seconds, and whoever mends a request wants to read of it once. */
function loggedOnce(log: Logger): (requestId: string, err: StoreError) => void {
  const logged = new Set<string>();
  return (requestId, err) => {
    if (logged.has(requestId)) return;
    logged.add(requestId);
    log.error({ code: err.code, requestId, err }, 'a request cannot be read; everything else goes on without it');
  };
}

function monotonic(): number {
  return performance.now();
}

/** The door with its two locks, and what answers health checks. */
function inside(services: Services, { config, credential, store, log, measures, now }: Parts) {
  const application = createApplication(services);
  const keys = new ChannelKeys(config.channelOpenIdMetadataUrl);
  const locks = { tokens: new ChannelTokens(keys, config), adapter: services.adapter };
  const door = createDoor(locks, config, log, context =>
    admitted(context.activity, async () => {
      await noteAddress(services, context.activity);
      return application.run(context);
    }),
  );
  const health = createHealth({ store, keys, credential, scope: config.channelScope, log, now });
  return { door: observedDoor(door, log, measures), ...health };
}

/** Lets turns and background work finish, for 10 seconds in all; returns how much of it has not. */
async function finish(server: RunningServer, background: Background): Promise<number> {
  const end = performance.now() + STOP_WITHIN;
  const cutOff = await server.close(STOP_WITHIN);
  return cutOff + (await background.stop(Math.max(0, end - performance.now())));
}

interface Parts {
  config: Config;
  credential: TokenCredential;
  store: RequestStore;
  policy: PolicyInForce;
  background: Background;
  log: Logger;
  measures: Measures;
  now: () => number;
  clock: () => number;
}

function assemble(
  { config, credential, store, policy, background, log, measures, now, clock }: Parts,
  seal: Desk['seal'],
): Services {
  const { botId, tenantId, channelScope: scope } = config;
  const adapter = createAdapter(config, credential);
  const pause = (milliseconds: number) => background.pause(milliseconds);
  const messenger = createMessenger(adapter, { botId, tenantId, scope, pause, clock });
  const onCall = (call: GraphCallRecord) => {
    log.debug(call, 'graph');
    measures.graphCall(call);
  };
  const onItemFailed = (item: GraphItemRecord) =>
    log.warn({ ...item, code: ErrorCode.DirectoryUnavailable }, 'a read of Graph failed');
  const directory = createDirectory({
    endpoint: config.graphEndpoint,
    permissions: config.graphPermissions,
    policyGroupIds: policy.groupIds,
    adminAccounts: policy.adminAccounts,
    now,
    onCall,
    onItemFailed,
  });
  const signedIn = signedInWith(adapter, config, directory);
  const newId = () => randomBytes(16).toString('base64url');
  const desk: Desk = { directory, signedIn, store, seal, policy, now, newId, random: randomInt, pause };
  const limits = createPeopleLimits(config.turnsPerMinute, clock);
  const { refused: onRefused, signInRefused: onSignInRefused } = measures;
  return { config, adapter, desk, messenger, background, log, limits, onRefused, onSignInRefused };
}

/** The token service knows people by their id on the channel, in a turn or not. */
function signedInWith(adapter: NyckelAdapter, config: Config, directory: Desk['directory']): Desk['signedIn'] {
  return async ({ id, channelUserId }, correlationId) => {
    const token = await tokenOfAbsent(adapter, config.botId, config.oauthConnection, channelUserId);
    return token === undefined ? undefined : { ...directory.as(token, correlationId, id), olderSignIn: true };
  };
}

/** What held while the rows after it were written. */
function policyRow({ text, fingerprint }: PolicyInForce, at: number) {
  const actor = { actorId: CLOCK.id, actorName: CLOCK.name };
  return {
    at,
    event: 'policy-in-force',
    correlationId: randomUUID(),
    ...actor,
    rule: fingerprint,
    detail: text,
  } as const;
}
