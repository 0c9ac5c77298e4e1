import { CLOCK, type Desk } from './desk.ts';
import type { Forgotten } from './forgetting-store.ts';
import type { AuditEntry } from './request/audit-entry.ts';
import type { ForgottenSoFar } from './settings.ts';
import { DAY, FORGET_PAUSE, MOST_FORGOTTEN } from './times.ts';

/** What forgetting works with. */
type Forgetter = Pick<Desk, 'store' | 'policy' | 'now' | 'newId' | 'pause'>;

/** What several bots take before they forget: whoever has it does, and where that one dies, another does an hour later. */
const TURN = 'forgetting';

/**
 * Takes away what is older than the policy keeps it, once a day, whichever of several bots does, and puts on record how much that
 * was. Where it is called more often, nothing happens. What is too much for a day is left for the next.
 */
export function createForgetting(desk: Forgetter): () => Promise<void> {
  let last: number | undefined;
  return async () => {
    const { store, now } = desk;
    const noted = (await store.setting('forgotten'))?.at;
    if ([last, noted].some(at => at !== undefined && now() - at < DAY)) return;
    if (!(await store.takeMessage(TURN, now()))) return;
    await forget(desk);
    last = now();
  };
}

async function forget(desk: Forgetter): Promise<void> {
  const { forgetting } = desk.store;
  const now = desk.now();
  const { requests, record } = desk.policy.retention;
  const cut = record === 'for-good' ? undefined : { before: now - record * DAY, days: record, now };
  const before = { requests: now - requests * DAY, rows: cut?.before };
  try {
    await step(desk, from => forgetting.requests(before.requests, from));
    // A day more than they are of use, for whoever's clock is behind.
    await step(desk, from => forgetting.settings(now - DAY, from));
    if (cut) await step(desk, () => forgetting.record(cut));
  } finally {
    await putOnRecord(desk, before);
  }
}

/** Step by step, until all has been looked at or it is enough for today. */
async function step({ pause }: Forgetter, take: (from: string | undefined) => Promise<Forgotten>): Promise<void> {
  let next: string | undefined;
  for (let count = 0; count < MOST_FORGOTTEN; ) {
    const taken = await take(next);
    count += taken.count;
    next = taken.next;
    if (next === undefined) return;
    await pause(FORGET_PAUSE);
  }
}

/** Whatever was counted, also by somebody who died over it. */
async function putOnRecord(desk: Forgetter, before: { requests: number; rows?: number }): Promise<void> {
  for (;;) {
    const tally = await desk.store.setting('forgotten');
    if (!tally || tally.requests + tally.settings + tally.rows === 0) return;
    const at = desk.now();
    const after = { at, requests: 0, settings: 0, rows: 0 };
    if (await desk.store.replaceSetting('forgotten', { before: tally, after }, rowOf(desk, tally, before))) return;
  }
}

function rowOf(
  { now, newId }: Forgetter,
  tally: ForgottenSoFar,
  before: { requests: number; rows?: number },
): AuditEntry {
  const { requests, settings, rows } = tally;
  const until = {
    requestsBefore: iso(before.requests),
    ...(before.rows !== undefined && { rowsBefore: iso(before.rows) }),
  };
  const detail = JSON.stringify({ requests, settings, rows, ...until });
  return { at: now(), event: 'forgotten', correlationId: newId(), actorId: CLOCK.id, actorName: CLOCK.name, detail };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
