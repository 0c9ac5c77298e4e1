import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino';

/** JSON lines on standard output. Of an error only name, code, message and stack are kept: causes hold request headers. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: undefined,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: withoutDetails },
    redact: ['*.authorization', '*.token', '*.password', 'authorization', 'token', 'password'],
  };
  return destination ? pino(options, destination) : pino(options);
}

function withoutDetails(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: 'not an error object' };
  const { type, message, stack } = stdSerializers.err(error);
  const cause = error.cause instanceof Error ? { type: error.cause.name, message: error.cause.message } : undefined;
  return { type, code: 'code' in error ? error.code : undefined, message, stack, cause };
}
