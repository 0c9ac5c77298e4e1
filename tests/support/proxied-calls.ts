import { ManagedIdentityCredential } from '@azure/identity';
import { readConfig } from '../../src/config/config.ts';
import { createCredential } from '../../src/config/credential.ts';
import { useProxy } from '../../src/config/proxy.ts';
import { createDirectory } from '../../src/directory/directory.ts';
import { openStore } from '../../src/store/open-store.ts';
import { readSealKey } from '../../src/store/seal/seal-key.ts';
import { createAdapter } from '../../src/teams/channel/adapter.ts';
import { ChannelKeys } from '../../src/teams/channel/channel-keys.ts';
import { tokenOfAbsent } from '../../src/teams/channel/user-tokens.ts';
import { createMessenger } from '../../src/teams/sending/messenger.ts';
import { startExport } from '../../src/telemetry/export.ts';

// Every kind of call that the bot makes, once, as its environment says; each ends in an error, for nobody answers well.
useProxy(process.env);
const config = readConfig(process.env);
const credential = { getToken: async () => ({ token: 'token', expiresOnTimestamp: Date.now() + 3_600_000 }) };
const adapter = createAdapter(config, credential);
const { botId, tenantId, channelScope: scope } = config;
const messenger = createMessenger(adapter, { botId, tenantId, scope, pause: () => Promise.reject(new Error('no')) });
const card = { type: 'AdaptiveCard', version: '1.5', fallbackText: '', body: [], actions: [] } as const;
const place = { serviceUrl: 'https://smba.example/emea/', conversationId: '19:a', personal: false };

const calls: Readonly<Record<string, () => Promise<unknown>>> = {
  login: () => createCredential(config).getToken(scope),
  connector: () => messenger.send(place, card),
  tokenService: () => tokenOfAbsent(adapter, botId, config.oauthConnection, '29:a'),
  graph: () => createDirectory({ endpoint: config.graphEndpoint }).as('t', 'c', 'a').examine('b'),
  channelKeys: () => new ChannelKeys(config.channelOpenIdMetadataUrl).have(),
  vault: () => readSealKey('https://vault.vault.example/secrets/key', credential),
  tables: () => openStore(config.store, { current: Buffer.alloc(32, 1) }, credential),
  direct: () => fetch('https://inside.direct.example/'),
  directAgain: () => messenger.send({ ...place, serviceUrl: 'https://smba.direct.example/' }, card),
  identity: () => new ManagedIdentityCredential({ clientId: botId }).getToken(scope),
};
for (const [name, call] of Object.entries(calls)) {
  const result = await call().then(
    () => 'answered',
    (error: unknown) => `${error instanceof Error ? error.message : error}`.split('\n')[0],
  );
  process.stdout.write(`${JSON.stringify({ name, result })}\n`);
}
const sending = startExport(config.applicationInsights ?? '');
const { metrics } = await import('@opentelemetry/api');
metrics.getMeter('test').createCounter('calls').add(1);
await sending.stop();
process.exit(0);
