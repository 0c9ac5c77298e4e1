import { z } from 'zod';
import { BadRequest, jsonObject, type Route, type SandboxReply, type SandboxRequest } from './http.ts';

/** Reads a JSON body with a schema. Throws BadRequest that names every wrong field. */
export function readBody<T>(schema: z.ZodType<T>, request: SandboxRequest): T {
  const parsed = schema.safeParse(jsonObject(request));
  if (!parsed.success) throw new BadRequest(z.prettifyError(parsed.error));
  return parsed.data;
}

/** A route of the control surface. `path` may hold `:name` parts; the result becomes the body, undefined gives 204. */
export function controlRoute(
  method: string,
  path: string,
  answer: (request: SandboxRequest) => unknown | Promise<unknown>,
): Route {
  const pattern = path.replace(/:(\w+)/g, '(?<$1>[^/]+)');
  return {
    method,
    path: new RegExp(`^/_control/${pattern}$`),
    async handle(request): Promise<SandboxReply> {
      const body = await answer(request);
      return body === undefined ? { status: 204 } : { status: 200, body };
    },
  };
}

/** A named part of the path of a control route. */
export function pathPart(request: SandboxRequest, name: string): string {
  const value = request.params[name];
  if (value === undefined) throw new BadRequest(`The path has no ${name}.`);
  return value;
}
