import { type Attributes, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { pathTemplate } from './path-template.ts';
import { waitingFor } from './turn-scope.ts';

/** The scope of all our spans and metrics. */
export const SCOPE = 'nyckel';

/** A call to somebody else. Of its address only the template is kept; of its body and headers, nothing. */
interface OutgoingCall {
  service: 'graph' | 'teams' | 'token-service' | 'onedrive';
  method: string;
  /** Path or address; it becomes a template. */
  path: string;
  correlationId?: string;
}

/** Makes a call to somebody else: in a span of its own, and its time counts as waiting. `statusOf` reads its HTTP status. */
export function tracedCall<T>(
  call: OutgoingCall,
  work: () => Promise<T>,
  statusOf: (result: T) => number | undefined,
): Promise<T> {
  const template = pathTemplate(call.path);
  const attributes: Attributes = {
    'http.request.method': call.method,
    'url.template': template,
    'peer.service': call.service,
    'nyckel.correlation_id': call.correlationId,
  };
  return trace
    .getTracer(SCOPE)
    .startActiveSpan(`${call.method} ${template}`, { kind: SpanKind.CLIENT, attributes }, async span => {
      try {
        const result = await waitingFor(work);
        settle(span, statusOf(result));
        return result;
      } catch (error) {
        settle(span, statusIn(error));
        throw error;
      } finally {
        span.end();
      }
    });
}

/** A 4xx is an answer (nobody is signed in, nobody has that name); what fails is a call without a usable one. */
function settle(span: Span, status: number | undefined): void {
  const answered = status !== undefined && status > 0;
  if (answered) span.setAttribute('http.response.status_code', status);
  else span.setAttribute('error.type', 'no-answer');
  const failed = !answered || status === 429 || status >= 500;
  span.setStatus({ code: failed ? SpanStatusCode.ERROR : SpanStatusCode.OK });
}

function statusIn(error: unknown): number | undefined {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : undefined;
}
