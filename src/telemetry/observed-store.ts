import type { Meter } from '@opentelemetry/api';
import type { AuditEntry } from '../desk/request/audit-entry.ts';
import { withMethods } from '../desk/with-methods.ts';
import { LimitReachedError, StaleRequestError, TargetBusyError } from '../errors.ts';
import type { AuditedRequestStore } from '../store/record/audited-store.ts';
import type { Measures } from './measures.ts';
import { noteTurn } from './turn-scope.ts';

/** More than that are not told apart: something is wrong long before. */
const MOST_DUE = 1_000;

/** The same store; the rows that it writes into the record are counted, and the rows that it could not write. */
export function observedStore(store: AuditedRequestStore, measures: Measures): AuditedRequestStore {
  const counted = async <T>(
    audit: AuditEntry | undefined,
    write: () => Promise<T>,
    wrote: (result: T) => boolean = () => true,
  ): Promise<T> => {
    try {
      const result = await write();
      if (audit && wrote(result)) {
        measures.recorded(audit);
        noteRule(audit);
      }
      return result;
    } catch (error) {
      if (audit && !isDecided(error)) measures.recordFailed();
      throw error;
    }
  };
  return withMethods(store, {
    create: (request, audit) => counted(audit, () => store.create(request, audit)),
    replace: (next, audit, limits) => counted(audit, () => store.replace(next, audit, limits)),
    record: audit => counted(audit, () => store.record(audit)),
    putSetting: (name, value, audit) => counted(audit, () => store.putSetting(name, value, audit)),
    replaceSetting: (name, change, audit) =>
      counted(
        audit,
        () => store.replaceSetting(name, change, audit),
        isReplaced => isReplaced,
      ),
  });
}

/** The line of the turn says by which rule somebody was refused, also where that is not a row of its own. */
export function noteRule({ rule }: AuditEntry): void {
  if (rule !== undefined) noteTurn({ rule });
}

/** The store decided against the write, and is well. */
function isDecided(error: unknown): boolean {
  return error instanceof StaleRequestError || error instanceof TargetBusyError || error instanceof LimitReachedError;
}

/**
 * Tells how many requests are due whenever metrics are collected, at most 1,000; nothing where the store can't be read. Ends
 * when the returned function is called.
 */
export function observeDue(meter: Meter, store: Pick<AuditedRequestStore, 'due'>, now: () => number): () => void {
  const gauge = meter.createObservableGauge('nyckel.work.due', { description: 'Requests that something is due for' });
  const observe: Parameters<typeof gauge.addCallback>[0] = async result => {
    const due = await store.due(now(), MOST_DUE).catch(() => undefined);
    if (due) result.observe(due.length);
  };
  gauge.addCallback(observe);
  return () => gauge.removeCallback(observe);
}
