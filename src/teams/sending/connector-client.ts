import type { TurnContext } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import { outgoing } from '../../telemetry/calls.ts';

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
interface Piped {
  client: {
    pipeline: {
      removePolicy(options: { phase: 'Retry' }): unknown;
      addPolicy(policy: {
        name: string;
        sendRequest<T extends Response>(request: Request, next: (request: Request) => Promise<T>): Promise<T>;
      }): void;
    };
  };
}

/**
 * The connector client of a turn, without the library's own retries: those repeat a POST after 500 and 408 as well, when it may
 * have been delivered, and look at no limit. Its calls end when the signal says so; `onAnswer` gets each answer as it came, for
 * the library takes whatever stands under 200 for an answer of Teams.
 */
export function connectorOf(
  context: TurnContext,
  signal: AbortSignal,
  onAnswer: (body: string) => void,
): ConnectorClient {
  const connector = context.turnState.get<ConnectorClient>(context.adapter.ConnectorClientKey);
  const { pipeline } = (connector as unknown as Piped).client;
  pipeline.removePolicy({ phase: 'Retry' });
  pipeline.addPolicy({
    name: 'nyckel-abort',
    sendRequest: async (request, next) => {
      request.abortSignal = signal;
      const { method, url: path } = request;
      const response = await outgoing(
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
