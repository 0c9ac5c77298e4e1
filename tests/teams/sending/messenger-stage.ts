import type { TokenCredential } from '@azure/identity';
import type { AdaptiveCard } from '../../../src/cards/card.ts';
import { type Config, readConfig } from '../../../src/config/config.ts';
import type { Place } from '../../../src/desk/request/people.ts';
import { createAdapter } from '../../../src/teams/channel/adapter.ts';
import { createMessenger, type Messenger, type MessengerOptions } from '../../../src/teams/sending/messenger.ts';

export const THREAD = '19:helpdesk@thread.tacv2;messageid=1';
export const PERSON = '29:erik';
export const CARD: AdaptiveCard = {
  type: 'AdaptiveCard',
  version: '1.5',
  fallbackText: 'old',
  body: [{ type: 'TextBlock', text: 'old' }],
  actions: [],
};

/** The messenger on the adapter of production, with a clock that passes only while somebody waits. */
export interface Speaker {
  messenger: Messenger;
  /** The waits so far, in milliseconds. */
  pauses: number[];
  now(): number;
  place(conversationId?: string): Place;
}

/** What differs from what the tests need most of the time. */
export interface StageOptions extends Pick<MessengerOptions, 'clock' | 'pause' | 'tryTimeout'> {
  credential?: TokenCredential;
}

/** The configuration of a bot that trusts 127.0.0.1 only. */
export function stageConfig(): Config {
  return readConfig({
    BOT_ID: '11111111-2222-4333-8444-555555555555',
    BOT_TENANT_ID: '66666666-7777-4888-8999-aaaaaaaaaaaa',
    SEAL_KEY: Buffer.alloc(32, 7).toString('base64'),
    CHANNEL_SERVICE_HOSTS: '127.0.0.1',
  });
}

/**
 * Builds it for this service URL; 127.0.0.1 is the only host that gets the bot's token. Without a `tryTimeout` it waits for an
 * answer for as long as any test may take: a busy machine answers late.
 */
export function messengerAt(serviceUrl: string, options: StageOptions = {}): Speaker {
  const credential = options.credential ?? {
    getToken: async () => ({ token: 'the-bots-token', expiresOnTimestamp: Date.now() + 3_600_000 }),
  };
  const config = stageConfig();
  const pauses: number[] = [];
  const now = () => pauses.reduce((sum, pause) => sum + pause, 0);
  const messenger = createMessenger(createAdapter(config, credential), {
    botId: config.botId,
    tenantId: config.tenantId,
    scope: config.channelScope,
    clock: options.clock ?? now,
    pause: options.pause ?? (async milliseconds => void pauses.push(milliseconds)),
    tryTimeout: options.tryTimeout ?? 120_000,
  });
  const place = (conversationId = THREAD) => ({ serviceUrl, conversationId, personal: false });
  return { messenger, pauses, now, place };
}
