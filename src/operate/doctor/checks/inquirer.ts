import { parseHttpDate } from '../../../net/http-date.ts';
import { jsonOf } from '../../../net/json.ts';

/** How long a service may take. Milliseconds. */
const PATIENCE = 10_000;
/** What a Date header leaves out. Milliseconds. */
const RESOLUTION = 1_000;

export interface Reply {
  kind: 'reply';
  status: number;
  /** The JSON of the body; undefined when it is something else. */
  body: unknown;
}

/** How a service is asked: by GET and without a token, unless told. */
interface Asking {
  token?: string;
  method?: string;
  headers?: Readonly<Record<string, string>>;
}

/** No answer; `failure` is a code, such as ECONNREFUSED. */
export interface Silence {
  kind: 'silence';
  failure: string;
}

interface ServiceClock {
  host: string;
  /** How far the service's clock is ahead of ours at least, in milliseconds; negative when it is behind. */
  ahead: number;
}

/** Asks services, and keeps what their clocks say on the way. */
export class Inquirer {
  readonly clocks: ServiceClock[] = [];

  /** Never throws. Redirects are not followed: they would take the token along. */
  async ask(url: string, { token, method = 'GET', headers: more = {} }: Asking = {}): Promise<Reply | Silence> {
    const headers = token === undefined ? { ...more } : { ...more, authorization: `Bearer ${token}` };
    const sent = Date.now();
    try {
      const answer = await fetch(url, { method, headers, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) });
      this.#compare(new URL(url).host, answer.headers.get('date'), sent);
      return { kind: 'reply', status: answer.status, body: jsonOf(await answer.text()) };
    } catch (error) {
      return { kind: 'silence', failure: codeOf(error) };
    }
  }

  #compare(host: string, date: string | null, sent: number): void {
    const theirs = parseHttpDate(date ?? '', sent);
    if (theirs === undefined) return;
    const [least, most] = [theirs - Date.now(), theirs + RESOLUTION - sent];
    this.clocks.push({ host, ahead: least > 0 ? least : Math.min(most, 0) });
  }
}

/** What to do about a service that gave no answer, for operators. */
export function unreachable(host: string, { failure }: Silence, variable: string): [found: string, fix: string] {
  const fix = /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/.test(failure)
    ? `Let the host’s certificate authority be trusted here (NODE_EXTRA_CA_CERTS), or correct ${variable}.`
    : `Correct ${variable}, or let this machine reach ${host} by https: name resolution, firewall, proxy.`;
  return [`${host} does not answer (${failure}).`, fix];
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { cause } = error;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : error.name;
}
