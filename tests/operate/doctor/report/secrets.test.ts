import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DoctorInstallation, PASSWORD } from '../installation.ts';

const word = fc.stringMatching(/^[A-Za-z0-9]{24,40}$/);
const base64Key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytes => Buffer.from(bytes).toString('base64'));

/** Calls that the doctor makes. */
const CALLS = [
  ['login', 'oauth2'],
  ['token', 'GetSignInResource'],
  ['token', 'GetToken.*nyckel-doctor'],
  ['token', 'GetToken.*erik'],
  ['graph', 'me$'],
  ['graph', 'onPremisesSyncEnabled'],
  ['channel', 'openidconfiguration'],
  ['channel', 'keys'],
] as const;

/** What a service may do at such a call: answer with a status, and tell everything that it was told. */
const trouble = fc.record({
  call: fc.constantFrom(...CALLS),
  status: fc.constantFrom(200, 302, 400, 401, 403, 404),
  shape: fc.constantFrom('error', 'entra', 'fields', 'text'),
});

/** Ways to put a secret into a variable where it is of no use. */
const misplaced = fc.constantFrom(
  ...Array(12).fill('nothing'),
  'STORE',
  'GRAPH_ENDPOINT',
  'SEAL_KEY',
  'BOT_ID',
  'STORE_URL',
  'PORT',
);

const situation = fc.record({
  client: word,
  rightClient: fc.constantFrom(true, true, true, false),
  seal: base64Key,
  previous: fc.option(base64Key, { nil: undefined }),
  account: base64Key,
  gossip: word,
  misplaced,
  troubles: fc.array(trouble, { maxLength: 3 }),
  json: fc.boolean(),
});
type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never;

/** Each call once with each kind of answer, and nothing else wrong. */
const EXAMPLES = CALLS.flatMap(call =>
  (
    [
      [302, 'error'],
      [404, 'entra'],
      [200, 'fields'],
    ] as const
  ).map(([status, shape]): [Situation] => {
    const keys = { seal: Buffer.alloc(32, 1).toString('base64'), account: Buffer.alloc(32, 2).toString('base64') };
    const words = { client: 'client'.repeat(5), gossip: 'gossip'.repeat(5) };
    const troubles = [{ call, status, shape }];
    return [{ ...keys, ...words, rightClient: true, previous: undefined, misplaced: 'nothing', troubles, json: false }];
  }),
);

function bodyOf(shape: string, secret: string): unknown {
  const message = `AADSTS7000215: could not find Connection Setting ${secret}`;
  if (shape === 'error') return { error: { code: secret, message } };
  if (shape === 'entra') return { error: secret, error_description: message };
  if (shape === 'text') return secret;
  const uri = `api://${secret}`;
  return { signInLink: `https://x.example/${secret}`, tokenExchangeResource: { uri }, token: secret, issuer: secret };
}

function misplace({ misplaced: where, client, account, gossip }: Situation, env: Record<string, string>): void {
  if (where === 'STORE') env.STORE = `AccountName=Nyckel;AccountKey=${account}`;
  if (where === 'STORE_URL') env.STORE = `https://x.table.core.windows.net/?sig=${account}`;
  if (where === 'GRAPH_ENDPOINT')
    env.GRAPH_ENDPOINT = env.GRAPH_ENDPOINT?.replace('//', `//${gossip}:${client}@`) ?? '';
  if (where === 'SEAL_KEY' || where === 'BOT_ID' || where === 'PORT') env[where] = client;
}

describe('operate/doctor: secrets', () => {
  let installation: DoctorInstallation;
  before(async () => {
    installation = await DoctorInstallation.start();
  });
  after(() => installation?.stop());

  it('are never told, whatever is wrong and whatever the services answer', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(situation, async given => {
        await installation.makeGood();
        const { env } = installation;
        const right = env.BOT_CLIENT_SECRET ?? '';
        if (!given.rightClient) env.BOT_CLIENT_SECRET = given.client;
        env.SEAL_KEY = given.seal;
        if (given.previous !== undefined) env.SEAL_KEY_PREVIOUS = given.previous;
        misplace(given, env);
        for (const { call, status, shape } of given.troubles) {
          const [service, pathPattern] = call;
          const headers = { location: `https://x.example/${given.gossip}`, 'x-ms-error-code': given.gossip };
          await installation.fault({ service, pathPattern, status, headers, body: bodyOf(shape, given.gossip) });
        }
        const { out } = await installation.here(...(given.json ? ['--json'] : []));
        for (const line of out.split('\n')) seen.add(line.trim().split(/ {2,}/)[0] ?? '');
        const secrets = [right, given.client, given.seal, given.previous, given.account, given.gossip, PASSWORD, 'eyJ'];
        for (const secret of secrets) {
          if (secret !== undefined) assert.ok(!out.includes(secret), `${secret} in ${out}`);
        }
      }),
      { numRuns: EXAMPLES.length + 36, examples: EXAMPLES, seed: 4 },
    );
    // It was told something in each of these runs, and all kinds of findings were among it.
    for (const mark of ['ok', 'problem', 'not checked']) assert.ok(seen.has(mark), mark);
  });
});
