import { type DestinationStream, type Logger, pino } from 'pino';
import { createScrubber, underName, withoutDetails } from './redaction.ts';

/**
 * JSON lines on standard output, without secrets: nothing under a name that secrets have, nothing that has the shape of one,
 * and none of `secrets`, wherever it stands. Names are not looked at in the bindings of a child logger, which nobody here makes.
 */
export function createLogger(level: string, destination?: DestinationStream, secrets: readonly string[] = []): Logger {
  const options = {
    level,
    base: undefined,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }), log: asRecord },
    // Errors are done with before: pino's own serializer would add their properties.
    serializers: { err: (value: unknown) => value },
    hooks: { streamWrite: createScrubber(secrets) },
  };
  return destination ? pino(options, destination) : pino(options);
}

function asRecord(record: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(record).map(([name, value]) => [
    name,
    name === 'err' ? withoutDetails(value) : underName(name, value),
  ]);
  return Object.fromEntries(entries);
}
