import type { TurnContext } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import { propertyOf } from '../../net/json.ts';
import { tracedCall } from '../../telemetry/traced-call.ts';

interface Request {
  url: string;
  method: string;
  abortSignal?: AbortSignal;
}

interface Response {
  status: number;
  bodyAsText?: string | null;
}

/** What the library keeps private: the @azure/core-rest-pipeline of its client. */
interface Pipeline {
  removePolicy(options: { phase: 'Retry' }): unknown;
  addPolicy(policy: {
    name: string;
    sendRequest<T extends Response>(request: Request, next: (request: Request) => Promise<T>): Promise<T>;
  }): void;
}

/**
 * The connector client of a turn, without the library's own retries: those repeat a POST after 500 and 408 as well, when it may
 * have been delivered, and look at no limit. Its calls end when the signal says so; `onAnswer` gets each answer as it came, for
 * the library takes whatever stands under 200 for an answer of Teams.
 * @throws TypeError when the library keeps its pipeline elsewhere
 */
export function connectorOf(
  context: TurnContext,
  signal: AbortSignal,
  onAnswer: (body: string) => void,
): ConnectorClient {
  const connector = context.turnState.get<ConnectorClient>(context.adapter.ConnectorClientKey);
  const pipeline = pipelineOf(connector);
  pipeline.removePolicy({ phase: 'Retry' });
  pipeline.addPolicy({
    name: 'nyckel-abort',
    sendRequest: async (request, next) => {
      request.abortSignal = signal;
      const { method, url: path } = request;
      const response = await tracedCall(
        { service: 'teams', method, path },
        () => next(request),
        ({ status }) => status,
      );
      onAnswer(response.bodyAsText ?? '');
      return response;
    },
  });
  return connector;
}

function pipelineOf(connector: object): Pipeline {
  const pipeline = propertyOf(propertyOf(connector, 'client'), 'pipeline');
  if (isPipeline(pipeline)) return pipeline;
  throw new TypeError('The connector client has no pipeline: its version is not the one that Nyckel knows');
}

function isPipeline(value: unknown): value is Pipeline {
  return ['removePolicy', 'addPolicy'].every(name => typeof propertyOf(value, name) === 'function');
}
