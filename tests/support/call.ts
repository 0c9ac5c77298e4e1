import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';

export interface Called {
  status: number;
  headers: Headers;
  text: string;
}

/**
 * One call over HTTP or HTTPS and its whole answer, of which no redirect is followed. The tests make thousands; `fetch` takes
 * four times as much of the processor.
 */
export async function call(
  method: string,
  url: string,
  headers: Readonly<Record<string, string>> = {},
  body?: string,
): Promise<Called> {
  const { request } = url.startsWith('https:') ? https : http;
  const answer = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const outgoing = request(url, { method, headers }, resolve);
    outgoing.once('error', reject);
    outgoing.end(body);
  });
  return { status: answer.statusCode ?? 0, headers: headersOf(answer), text: await text(answer) };
}

function headersOf({ rawHeaders }: http.IncomingMessage): Headers {
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
  return headers;
}
