import { z } from 'zod';
import { ANNA_NAME, type Json, type SandboxFixture } from './edge-fixture.ts';

/** Johanna Bergström, Authentication Administrator. */
export const JOHANNA = 'f9215479-c9c7-431a-a197-9a23e09a875e';
export const PASSES_PATH = `/v1.0/users/${ANNA_NAME}/authentication/temporaryAccessPassMethods`;
export const POLICY_PATH =
  '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';

const VIEWS = z.object({
  passes: z.array(
    z.looseObject({ id: z.string(), temporaryAccessPass: z.string(), uses: z.number(), state: z.string() }),
  ),
});
const MADE = z.object({ id: z.string(), temporaryAccessPass: z.string() });
const LISTED = z.object({ value: z.array(z.object({ id: z.string(), temporaryAccessPass: z.null() })) });

/** Calls about Anna's passes, as Johanna. */
export function passCalls(fixture: SandboxFixture) {
  const { control } = fixture;
  const graph = async (method: string, path: string, body?: unknown): Promise<Json> =>
    fixture.call(method, path, await fixture.mint({ kind: 'graph', objectId: JOHANNA }), body);
  return {
    graph,
    give: (body: object = {}) => graph('POST', PASSES_PATH, body),
    async given(body: object = {}): Promise<z.infer<typeof MADE>> {
      return MADE.parse((await graph('POST', PASSES_PATH, body)).body);
    },
    listed: async () => LISTED.parse((await graph('GET', PASSES_PATH)).body).value.map(({ id }) => id),
    remove: (id: string) => graph('DELETE', `${PASSES_PATH}/${id}`),
    /** As the control surface tells of them. */
    views: async () => VIEWS.parse((await control('GET', `users/${ANNA_NAME}/passes`)).body).passes,
    states: async () =>
      VIEWS.parse((await control('GET', `users/${ANNA_NAME}/passes`)).body).passes.map(({ state }) => state),
    signIn: async (pass: string, userPrincipalName = ANNA_NAME) =>
      (await control('POST', 'try-sign-in', { userPrincipalName, pass })).body.result,
    revocations: async () => (await control('GET', `users/${ANNA_NAME}`)).body.revocations,
  };
}
