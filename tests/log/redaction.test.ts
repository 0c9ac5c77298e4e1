import assert from 'node:assert/strict';
import fc from 'fast-check';
import { generateTemporaryPassword } from '../../src/desk/actions/reset-password/temporary-password.ts';
import { StoreError } from '../../src/errors.ts';
import { createLogger } from '../../src/log/log.ts';
import { createSeal } from '../../src/store/seal/seal.ts';
import { runs } from '../support/runs.ts';
import { KNOWN, SEAL_KEY } from './known-secrets.ts';

const RUNS = { numRuns: runs(400), seed: 55 };

const jwt = fc
  .tuple(fc.object(), fc.object(), fc.uint8Array({ minLength: 16, maxLength: 64 }))
  .map(([header, claims, signature]) =>
    [JSON.stringify({ alg: 'RS256', ...header }), JSON.stringify({ aud: 'x', ...claims }), signature]
      .map(part => Buffer.from(part as string).toString('base64url'))
      .join('.'),
  );
const opaque = fc.uint8Array({ minLength: 12, maxLength: 60 }).map(bytes => Buffer.from(bytes).toString('base64url'));
const base64 = fc.uint8Array({ minLength: 32, maxLength: 64 }).map(bytes => Buffer.from(bytes).toString('base64'));
const seal = createSeal(SEAL_KEY);

/** A secret, and how it is written where nothing around it says so. */
type Written = { secret: string; written: string };
const shaped: fc.Arbitrary<Written> = fc.oneof(
  jwt.map(secret => ({ secret, written: secret })),
  opaque.map(secret => ({ secret, written: `Bearer ${secret}` })),
  opaque.map(secret => ({ secret, written: `authorization: bearer ${secret}` })),
  base64.map(secret => ({ secret, written: `AccountName=a;AccountKey=${secret};TableEndpoint=https://a.example` })),
  base64.map(secret => ({ secret, written: `InstrumentationKey=${secret};IngestionEndpoint=https://a.example/` })),
  base64.map(secret => ({
    secret: encodeURIComponent(secret),
    written: `https://a.example/t?sv=1&sig=${encodeURIComponent(secret)}`,
  })),
  opaque.map(secret => ({ secret, written: `grant_type=x&client_secret=${secret}&scope=y` })),
  fc
    .constant(0)
    .map(() => generateTemporaryPassword([]))
    .map(secret => ({ secret, written: secret })),
  fc
    .string({ maxLength: 30 })
    .map(plain => seal.seal(plain, 'r'))
    .map(secret => ({ secret, written: secret })),
  fc.constantFrom(...KNOWN).map(secret => ({ secret, written: secret })),
  fc.constantFrom(...KNOWN).map(secret => ({ secret, written: encodeURIComponent(secret) })),
  opaque.map(secret => ({ secret, written: JSON.stringify({ id: 'x', temporaryAccessPass: secret, isUsable: true }) })),
  opaque.map(secret => ({ secret, written: JSON.stringify(JSON.stringify({ temporaryAccessPass: secret })) })),
  fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytes => {
    const secret = Buffer.from(bytes).toString('base64');
    return { secret, written: secret };
  }),
);
const words = fc.constantFrom('', 'failed: ', 'a "quoted" word ', '\n', '{"a":"', ' (see https://x.example/a) ');
const around = fc.tuple(words, shaped, words).map(([before, { secret, written }, after]) => ({
  secret,
  text: `${before}${written}${/^[\w+/=.-]/.test(after) ? ' ' : ''}${after}`,
}));

/** Puts a value somewhere inside of something. */
const nested = fc.array(fc.constantFrom('call', 'details', 'a list', 'reason'), { maxLength: 5 });
function inside(path: readonly string[], value: unknown): unknown {
  return path.reduceRight<unknown>(
    (inner, name) => (name === 'a list' ? [1, inner] : { [name]: inner, status: 1 }),
    value,
  );
}

function written(act: (logger: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  act(createLogger('debug', { write: line => void lines.push(line) }, KNOWN));
  assert.equal(lines.length, 1);
  const [line = ''] = lines;
  assert.equal(typeof JSON.parse(line), 'object');
  return line;
}

/** Neither as it is, nor as JSON or an address would write it. */
function assertAbsent(line: string, secret: string): void {
  for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]) {
    assert.ok(!line.includes(form), `${form} in ${line}`);
  }
}

describe('redaction', () => {
  it('writes no secret, however deep it stands, under whatever name', () => {
    fc.assert(
      fc.property(nested, around, (path, { secret, text }) => {
        assertAbsent(
          written(log => log.info({ found: inside(path, text) }, 'found')),
          secret,
        );
      }),
      RUNS,
    );
  });

  it('writes no secret that stands in the message', () => {
    fc.assert(
      fc.property(around, ({ secret, text }) => {
        assertAbsent(
          written(log => log.warn(text)),
          secret,
        );
      }),
      RUNS,
    );
  });

  it('writes no secret of an error, its stack, its causes, and what libraries hang onto them', () => {
    fc.assert(
      fc.property(around, fc.nat(7), nested, ({ secret, text }, depth, path) => {
        let error = new Error(text);
        for (let each = 0; each < depth; each += 1) error = new StoreError(`level ${each}`, { cause: error });
        Object.assign(error, { request: { headers: { authorization: secret } }, response: secret });
        assertAbsent(
          written(log => log.error({ err: error }, 'failed')),
          secret,
        );
        assertAbsent(
          written(log => log.error(error)),
          secret,
        );
        assertAbsent(
          written(log => log.error({ found: inside(path, error) }, 'failed')),
          secret,
        );
        assertAbsent(
          written(log => log.error({ err: text }, 'failed')),
          secret,
        );
      }),
      RUNS,
    );
  });

  const NAMES = [
    ...['authorization', 'Authorization', 'token', 'userToken', 'access_token', 'password', 'newPassword'],
    ...['clientSecret', 'client_secret', 'sealed', 'sealedPassword', 'SEAL_KEY', 'sealKey', 'connectionString'],
    ...['set-cookie', 'assertion', 'accountKey', 'APPLICATIONINSIGHTS_CONNECTION_STRING', 'SharedAccessSignature'],
    ...['temporaryAccessPass', 'temporary_access_pass'],
  ];
  it('writes nothing that goes by the name of a secret, whatever it looks like', () => {
    const anything = fc.string({ minLength: 6, maxLength: 20, unit: fc.constantFrom(...'qwxzQWXZ') });
    const held = fc.oneof(
      anything.map(secret => ({ secret, value: secret as unknown })),
      anything.map(secret => ({ secret, value: { value: secret } })),
      anything.map(secret => ({ secret, value: [secret] })),
    );
    fc.assert(
      fc.property(nested, fc.constantFrom(...NAMES), held, (path, name, { secret, value }) => {
        assertAbsent(
          written(log => log.info({ found: inside(path, { [name]: value }) }, 'found')),
          secret,
        );
        assertAbsent(
          written(log => log.info({ [name]: value }, 'found')),
          secret,
        );
      }),
      RUNS,
    );
  });

  it('leaves what operators need: ids, hashes, codes, statuses, paths', () => {
    const said = {
      correlationId: 'JLfIJ-TeaOx55jgvF28nkQ',
      person: 'c24b8a8e-2d2f-4426-ac7b-d453e7b6ed9b',
      hash: 'aw6662RhJa7MVIbPPn7YX_pCm8__M-05-rqxtV2xc7o',
      path: '/users/c24b8a8e-2d2f-4426-ac7b-d453e7b6ed9b/authentication/methods/28c10230-6103-485e-b985-444c60001490/resetPassword',
      pass: '/users/{id}/authentication/temporaryAccessPassMethods/{id}',
      action: 'temporary-access-pass',
      code: 'NYCKEL_TOKEN_SERVICE',
      tokens: 3,
      status: 200,
      errorCode: 'accessDenied',
      reason: 'the token was refused: see https://learn.microsoft.com/graph/errors',
    };
    const { level: _level, time: _time, msg: _msg, ...rest } = JSON.parse(written(log => log.info(said, 'said')));
    assert.deepEqual(rest, said);
  });

  for (const before of ['', 'x-', 'a-b-', '\n', '\u0007', '{"a":"', 'eyJ-', '-----', 'see ', '=', '/']) {
    it(`finds a token and the query of an address behind ${JSON.stringify(before)}`, () => {
      const token = 'eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2lnbmF0dXJl';
      const address = 'https://a.example/t?code=Geheim77';
      const line = written(log => log.info({ found: [`${before}${token}`, `${before}${address}`] }, 'found'));
      assertAbsent(line, token);
      assertAbsent(line, 'Geheim77');
    });
  }

  it('writes a line whatever it is given', () => {
    const loop: Record<string, unknown> = { name: 'loop' };
    loop.self = loop;
    const given = { loop, big: 1n, bytes: SEAL_KEY, missing: undefined, nothing: null, act: () => 1 };
    const line = JSON.parse(written(log => log.info(given, 'given')));
    assert.equal(line.msg, 'given');
    assert.deepEqual([line.big, line.bytes, line.nothing], ['(bigint)', '(bytes)', null]);
  });
});
