import { Client, type Context, type Middleware } from '@microsoft/microsoft-graph-client';
import { onEndpoint } from './endpoint.ts';

/** What a client needs to speak for one person. */
interface Speaker {
  /** For example https://graph.microsoft.com. */
  endpoint: string;
  userToken: string;
  /** Milliseconds for one call, its body included. */
  timeout: number;
}

/**
 * A Microsoft Graph client for one person, with a chain of its own. The library's would not do: its authentication handler
 * adds the token for every national cloud's host and any port, its retry handler has no limit for all waits together and
 * would repeat a reset after 503 and 504, its redirect handler follows to other hosts, and its telemetry handler sends
 * client-request-ids of its own.
 */
export function createGraphClient(speaker: Speaker): Client {
  return Client.initWithMiddleware({
    baseUrl: new URL(speaker.endpoint).origin,
    middleware: [new BearerToken(speaker), new OneFetch(speaker.timeout)],
  });
}

/** Adds the person's token, for the endpoint's own host only. */
class BearerToken implements Middleware {
  readonly #speaker: Speaker;
  #next: Middleware | undefined;

  constructor(speaker: Speaker) {
    this.#speaker = speaker;
  }

  setNext(next: Middleware): void {
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    const address = typeof context.request === 'string' ? context.request : context.request.url;
    if (!onEndpoint(address, this.#speaker.endpoint)) throw new Error('refused to send the token to another host');
    const headers = { ...context.options?.headers, Authorization: `Bearer ${this.#speaker.userToken}` };
    context.options = { ...context.options, headers };
    await this.#next?.execute(context);
  }
}

/** Sends the request once. Redirects are not followed: they would take token and body along. */
class OneFetch implements Middleware {
  readonly #timeout: number;

  constructor(timeout: number) {
    this.#timeout = timeout;
  }

  async execute(context: Context): Promise<void> {
    const options: RequestInit = {
      ...context.options,
      redirect: 'manual',
      signal: AbortSignal.timeout(this.#timeout),
    };
    try {
      context.response = await fetch(context.request, options);
    } catch (error) {
      // The library keeps the message of an error and loses its cause, where fetch puts the reason.
      throw new Error(reasonOf(error), { cause: error });
    }
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown failure';
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return error.name === 'TypeError' ? error.message : error.name;
}
