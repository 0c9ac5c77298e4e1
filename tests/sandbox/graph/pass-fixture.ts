import { ALL_SCOPES, type Answer, setup, upn } from './graph-fixture.ts';

export const ANNA = upn('anna.svensson');
export const MINUTE = 60_000;

interface Ask {
  as?: string;
  scopes?: readonly string[];
  body?: unknown;
}

const pathOf = (target: string, id?: string) =>
  `/users/${encodeURIComponent(target)}/authentication/temporaryAccessPassMethods${id === undefined ? '' : `/${id}`}`;

/** A tenant in which Johanna, Authentication Administrator, gives passes. */
export function passSetup() {
  const sandbox = setup();
  const ask = (path: string, method: string, { as = 'johanna.bergstrom', scopes = ALL_SCOPES, body }: Ask = {}) =>
    sandbox.ask(path, { method, as, scopes, body });
  const give = (target = ANNA, options: Ask = {}) => ask(pathOf(target), 'POST', { body: {}, ...options });
  return {
    ...sandbox,
    give,
    /** Gives a pass and answers its id and its secret. */
    async given(target = ANNA, body: object = {}): Promise<{ id: string; secret: string }> {
      const answer = await give(target, { body });
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
      return { id: String(answer.body.id), secret: String(answer.body.temporaryAccessPass) };
    },
    list: (target = ANNA, options: Ask = {}) => ask(pathOf(target), 'GET', options),
    read: (id: string, target = ANNA, options: Ask = {}) => ask(pathOf(target, id), 'GET', options),
    remove: (id: string, target = ANNA, options: Ask = {}) => ask(pathOf(target, id), 'DELETE', options),
    policy: (options: Ask = {}) =>
      ask('/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass', 'GET', {
        scopes: ['Policy.Read.AuthenticationMethod'],
        ...options,
      }),
    signIn: (secret: string, target = ANNA) => sandbox.tenant.tryPass(target, secret).result,
    revocations: (name = 'anna.svensson') => sandbox.tenant.revocationsOf(sandbox.id(name)),
  };
}

/** Status, code and message of an answer. */
export function refusalIn({ status, body }: Answer): [number, string, string] {
  const error: unknown = Object(body).error;
  return [status, String(Object(error).code), String(Object(error).message)];
}
