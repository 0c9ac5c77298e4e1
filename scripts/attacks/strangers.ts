import { once } from 'node:events';
import { type Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

const activity = (more: object = {}) =>
  JSON.stringify({
    type: 'message',
    channelId: 'msteams',
    serviceUrl: 'https://a.example/',
    conversation: { id: 'a' },
    ...more,
  });

/** What costs a bot most that looks at it. */
export const BODIES: Readonly<Record<string, string>> = {
  'a small activity': activity(),
  '125,000 entities that are none': activity({ entities: Array(125_000).fill(1) }),
  '83,000 empty entities': activity({ entities: Array(83_000).fill({}) }),
  '20,000 unknown properties': activity(Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`k${n}`, n]))),
  '125,000 levels': `{"a":${'['.repeat(125_000)}${']'.repeat(125_000)}}`,
  '255 KB of text': activity({ text: 'a'.repeat(255_000) }),
  '2 MB of text': activity({ text: 'a'.repeat(2_000_000) }),
  'no JSON': '{'.repeat(1_000),
};

/** A header for this bot, as far as anybody gets without the channel's key. */
export function forgedFor(botId: string | undefined, serviceUrl: string): string {
  const claims = { iss: 'https://api.botframework.com', aud: botId, serviceurl: serviceUrl, exp: 9_999_999_999 };
  return `Bearer ${encoded({ alg: 'RS256', kid: 'x' })}.${encoded(claims)}.${'x'.repeat(342)}`;
}

export interface Stranger {
  agent: Agent;
  port: number;
  authorization: string;
}

/** One request without a valid token; its status, 0 where the connection ended first. */
export async function attack({ agent, port, authorization }: Stranger, body = activity()): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    authorization,
    'content-length': Buffer.byteLength(body),
  };
  const outgoing = request({ agent, port, host: '127.0.0.1', method: 'POST', path: '/api/messages', headers });
  outgoing.on('error', () => outgoing.destroy());
  outgoing.end(body);
  let status = 0;
  outgoing.on('response', incoming => {
    status = incoming.statusCode ?? 0;
    incoming.resume();
  });
  await once(outgoing, 'close').catch(() => undefined);
  return status;
}

/** How an attack goes on, and how many requests were made in it. */
export interface Attack {
  attacking: boolean;
  attacks: number;
}

/** Sends one body after the other while the attack goes on. */
export async function keepAttacking(stranger: Stranger, state: Attack): Promise<void> {
  const bodies = Object.values(BODIES);
  while (state.attacking) {
    state.attacks += 1;
    const status = await attack(stranger, bodies[state.attacks % bodies.length]);
    // Nobody is there any more.
    if (status === 0) await wait(10);
  }
}
