import type { TableClient } from '@azure/data-tables';
import { isRecord, jsonOf } from '../../net/json.ts';

type Policy = Parameters<TableClient['pipeline']['addPolicy']>[0];
type Answer = Awaited<ReturnType<Policy['sendRequest']>>;

/** Somebody else has answered in the place of the service: a proxy, a filter, a gateway. What became of the call is not known. */
export class ForeignTableAnswerError extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'ForeignTableAnswerError';
  }
}

/** What a success of each kind of call looks like (Azure Table Storage, REST API, "Response" of each operation). */
const SUCCESSES: readonly { of: (method: string, path: string) => boolean; is: (answer: Answer) => boolean }[] = [
  { of: (_method, path) => path.endsWith('/$batch'), is: answer => answer.status === 202 && hasParts(answer) },
  { of: method => method === 'POST', is: ({ status }) => status === 201 || status === 204 },
  {
    of: (method, path) => method === 'GET' && path.endsWith(')') && !path.endsWith('()'),
    is: answer => isContent(answer, 'RowKey'),
  },
  { of: method => method === 'GET', is: answer => isContent(answer, 'value') },
  { of: method => method === 'DELETE', is: ({ status }) => status === 204 },
  { of: () => true, is: ({ status, headers }) => status === 204 && headers.has('etag') },
];

/**
 * Rejects with a ForeignTableAnswerError instead of every answer that the service does not give: a success without its request-id
 * or in another shape, and a refusal without its code. What asks for a repetition is left to the client.
 */
export function onlyOwnAnswers(): Policy {
  return {
    name: 'onlyOwnAnswers',
    async sendRequest(request, next) {
      const answer = await next(request);
      const { status } = answer;
      if (status >= 500 || status === 408 || status === 429) return answer;
      const own = status < 300 ? isOwnSuccess(request, answer) : hasServiceCode(answer);
      if (own) return answer;
      throw new ForeignTableAnswerError(
        `${status} ${/^[\w/.+-]{1,60}/.exec(answer.headers.get('content-type') ?? '')?.[0] ?? ''}`.trim(),
      );
    },
  };
}

function isOwnSuccess(request: Answer['request'], answer: Answer): boolean {
  if (!answer.headers.get('x-ms-request-id')) return false;
  const { pathname } = new URL(request.url);
  return SUCCESSES.find(({ of }) => of(request.method, pathname))?.is(answer) === true;
}

/** Status 300 to 499: the service says in a code why. */
function hasServiceCode({ status, headers, bodyAsText }: Answer): boolean {
  if (status < 400) return false;
  const error = recordIn(bodyAsText)?.['odata.error'];
  const code = isRecord(error) ? error.code : headers.get('x-ms-error-code');
  return typeof code === 'string' && code !== '';
}

/** One entity has its key, a page has a list. */
function isContent({ status, bodyAsText }: Answer, part: 'RowKey' | 'value'): boolean {
  const content = recordIn(bodyAsText);
  if (status !== 200 || typeof content?.['odata.metadata'] !== 'string') return false;
  return part === 'value' ? Array.isArray(content.value) : typeof content.RowKey === 'string';
}

/** Whether every part has a status; whether they answer the changes is for whoever knows these. */
function hasParts({ headers, bodyAsText }: Answer): boolean {
  if (!/^multipart\/mixed\b/i.test(headers.get('content-type') ?? '')) return false;
  const parts = (bodyAsText ?? '').split('--changesetresponse_').slice(1, -1);
  return parts.length > 0 && parts.every(part => /HTTP\/1\.1 \d{3}/.test(part));
}

function recordIn(text: string | null | undefined): Record<string, unknown> | undefined {
  const value = jsonOf(text);
  return isRecord(value) ? value : undefined;
}
