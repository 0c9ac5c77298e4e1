import { TEMPORARY_PASSWORD_SHAPE } from '../desk/actions/reset-password/temporary-password.ts';

const REDACTED = '[Redacted]';
/** What is nested deeper is left out. */
const DEEPEST = 6;
const MOST_CAUSES = 5;

/** Names under which secrets travel, with whatever comes before or after. */
const SECRET_NAMES = new RegExp(
  [
    ...['authorization', 'token(?!service)', 'password', 'passwd', 'secret', 'cookie', 'sealed', 'seal_?key'],
    ...['credential', 'assertion', 'connection_?string', 'shared_?access', 'account_?key', 'api_?key', 'private_?key'],
    'access_?pass',
  ].join('|'),
  'i',
);

/** A word begins here, also behind the escape of a line break or the like, whose letter would be taken for one of its own. */
const START = String.raw`(?:(?<!\w)|(?<=\\[bfnrt])|(?<=\\u[0-9a-f]{4}))`;

function shape(rest: string, flags = 'g'): RegExp {
  return new RegExp(START + rest, flags);
}

/** What may stand before a token in one run of its characters: the letter of an escape, and anything that ends in a hyphen. */
const BEFORE_TOKEN = String.raw`((?:(?<=\\)(?:[bfnrt]|u[0-9a-f]{4}))?(?:[\w-]*?-)??)`;

/**
 * Shapes of secrets, wherever they stand in a line. None of them takes a quote or a backslash: the line stays JSON. Each reads a
 * character a bounded number of times, since somebody may write a line for it: no run is read again from each of its characters.
 */
const SECRET_SHAPES: readonly (readonly [RegExp, string])[] = [
  // A JSON Web Token, looked for once in each run that a full stop ends, and what follows an authorization scheme.
  [
    new RegExp(String.raw`(?<![\w-])(?=[\w-]+\.[\w-])${BEFORE_TOKEN}eyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)*`, 'g'),
    `$1${REDACTED}`,
  ],
  [shape(String.raw`(Bearer|Basic) +[^\s"\\,;]+`, 'gi'), `$1 ${REDACTED}`],
  // Ours: a sealed text, a temporary password, 32 bytes in base64.
  [shape(String.raw`v1\.[\w-]{8}\.[\w-]{16}\.[\w-]{22,}`), REDACTED],
  [shape(String.raw`${TEMPORARY_PASSWORD_SHAPE}(?![\w-])`), REDACTED],
  [shape(String.raw`[\w+/]{43}=(?!=)`), REDACTED],
  // Parts of connection strings, signed addresses and forms.
  [
    shape(String.raw`(AccountKey|SharedAccessKey|SharedAccessSignature|InstrumentationKey)=[^;\s"\\]+`, 'gi'),
    `$1=${REDACTED}`,
  ],
  [
    shape(
      String.raw`(sig|client_secret|client_assertion|assertion|access_token|refresh_token|id_token|password)=[^;&\s"\\]+`,
      'gi',
    ),
    `$1=${REDACTED}`,
  ],
  // A pass of Microsoft Graph has no shape of its own; in JSON it has its name before it.
  [/(accessPass\\{0,7}"\s{0,3}:\s{0,3}\\{0,7}")[^"\\]+/gi, `$1${REDACTED}`],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[^"]*/g, REDACTED],
];

/** What may hold an address: text without blanks, quotes and backslashes. */
const RUN = /[^\s"\\]+/g;

/** Takes the query out of an address: it holds names that were searched, codes and signatures. */
function withoutQuery(run: string): string {
  const scheme = /https?:\/\/(?=[^?])/i.exec(run);
  const query = scheme ? run.indexOf('?', scheme.index + scheme[0].length) : -1;
  return query < 0 || query === run.length - 1 ? run : `${run.slice(0, query + 1)}${REDACTED}`;
}

/**
 * Takes out of one line of the log what looks like a secret, and these secrets literally: as they are, as they stand in JSON,
 * and as they stand in an address.
 */
export function createScrubber(secrets: readonly string[]): (line: string) => string {
  const literal = secrets
    .filter(secret => secret.length > 0)
    .flatMap(secret => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
    .sort((one, other) => other.length - one.length);
  return line => {
    const known = literal.reduce((text, secret) => text.replaceAll(secret, REDACTED), line);
    const shapeless = SECRET_SHAPES.reduce((text, [shape, instead]) => text.replace(shape, instead), known);
    return shapeless.replace(RUN, withoutQuery);
  };
}

/** A copy for the log: nothing under a name that secrets have, and of errors only what withoutDetails leaves. */
function withoutSecrets(value: unknown, depth: number): unknown {
  if (value instanceof Error) return withoutDetails(value);
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function') return `(${typeof value})`;
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) return '(bytes)';
  if (depth > DEEPEST) return '(too deep)';
  if (Array.isArray(value)) return value.map(item => withoutSecrets(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, underName(name, item, depth + 1)]));
}

/** What the log may hold of a value that goes by this name. */
export function underName(name: string, value: unknown, depth = 0): unknown {
  return SECRET_NAMES.test(name) && isTelling(value) ? REDACTED : withoutSecrets(value, depth);
}

/** A number or a yes or no under such a name is a count or a setting. */
function isTelling(value: unknown): boolean {
  return typeof value === 'string' || (typeof value === 'object' && value !== null);
}

/** Of an error only type, code, message and stack, and of its causes type and message: libraries hang requests onto them. */
export function withoutDetails(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: 'not an error object' };
  const { message, stack } = error;
  const type = error.constructor.name === 'Object' ? error.name : error.constructor.name;
  const code = 'code' in error && ['string', 'number'].includes(typeof error.code) ? error.code : undefined;
  return { type, code, message, stack, cause: causeOf(error, MOST_CAUSES) };
}

function causeOf({ cause }: Error, left: number): Record<string, unknown> | undefined {
  if (!(cause instanceof Error) || left === 0) return undefined;
  return { type: cause.name, message: cause.message, cause: causeOf(cause, left - 1) };
}
