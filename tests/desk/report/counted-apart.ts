import type { Figures } from '../../../src/desk/report/figures.ts';
import type { RecordedEntry } from '../../../src/desk/request/audit-entry.ts';

const DAY = 86_400_000;
const DONE = { 'reset-accepted': 'reset-password', 'pass-made': 'temporary-access-pass' } as const;
const TAKEN = ['reset-failed', 'reset-undone', 'pass-failed', 'pass-undone', 'pass-withdrawn'];
const HANDED = ['password-handed-over', 'pass-handed-over'];
const BEGUN = ['reset-started', 'pass-started'];
/** With what a request that was asked about waits no more. */
const OVER = [
  ...HANDED,
  ...BEGUN,
  'request-approved',
  'request-refused',
  'request-cancelled',
  'request-expired',
  'request-declined',
  'reset-failed',
  'password-erased',
  'pass-failed',
  'pass-erased',
  'request-taken-over',
];

/**
 * The figures of a time, counted in another way than the product does: by looking through all rows for each of them.
 * Nothing of the product but the names on record, which never change.
 */
export function countedApart(rows: readonly RecordedEntry[], [from, before]: readonly [number, number]): Figures {
  const isIn = ({ at }: { at: number }) => !(at < from) && at < before;
  const ofRequest = Object.values(
    Object.groupBy(
      rows.filter(row => row.requestId),
      row => `#${row.requestId}`,
    ),
  );
  const firsts = (...events: string[]) =>
    ofRequest.flatMap((own = []) => {
      const at = own.findIndex(row => events.includes(row.event));
      const row = own[at];
      return row ? [{ row, own, later: own.slice(at + 1) }] : [];
    });
  const within = (...events: string[]) => firsts(...events).filter(({ row }) => isIn(row));
  const done = within(...Object.keys(DONE));
  const handed = within(...HANDED);
  const number = (of: readonly unknown[]) => of.length;
  const takenBack = firsts(...Object.keys(DONE)).flatMap(({ row, later }) => {
    const first = later.find(each => TAKEN.includes(each.event));
    return first && isIn(first) ? [row.event] : [];
  });
  const both = (events: readonly string[]) =>
    new Map(
      Object.entries(DONE).flatMap(([event, kind]) => {
        const times = number(events.filter(each => each === event));
        return times > 0 ? [[kind, times] as const] : [];
      }),
    );
  const waits = handed.flatMap(({ row, own }) => {
    const opened = own.find(each => ['request-opened', 'request-choosing'].includes(each.event));
    return opened ? [Math.max(row.at - opened.at, 0)] : [];
  });
  const fate = (own: readonly RecordedEntry[]) => {
    const last = own.findLast(each => each.event === 'pass-receipt')?.detail;
    if (last === 'used' || last === 'changed') return 'used';
    const made = own.findIndex(each => Object.hasOwn(DONE, each.event));
    if (last === 'withdrawn' || (made >= 0 && own.slice(made).some(each => TAKEN.includes(each.event))))
      return 'takenBack';
    return ['not-used', 'not-changed', 'not-yet'].includes(last ?? '') ? 'unused' : 'unknown';
  };
  const fates = handed.map(({ own }) => fate(own));
  const tally = (keys: readonly string[]) =>
    new Map([...new Set(keys)].map(key => [key, number(keys.filter(k => k === key))]));
  const proof = (own: readonly RecordedEntry[]) => {
    const kinds = own.findLast(row => BEGUN.includes(row.event) && row.proof)?.proof?.split(' ') ?? [];
    if (kinds.includes('none')) return 'none';
    if (kinds.some(kind => /^(number-match|manager)$/.test(kind))) return 2;
    return kinds.some(kind => /^(called-back|in-person|voice)$/.test(kind)) ? 1 : 0;
  };
  const proofs = done.map(({ own }) => proof(own));
  const refused = rows.filter(row => isIn(row) && /^(request-refused|approval-refused|not-allowed)$/.test(row.event));
  const refusals = refused.flatMap(({ rule, event, detail }) => {
    if (rule === 'target-not-found' || rule === 'several-found') return [];
    const [, times = '1'] = /(?:^|; )repeated (\d{1,9}) times(?:$|: )/.exec(detail ?? '') ?? [];
    return new Array<string>(Number(times) || 1).fill(rule ?? event);
  });
  const people = Object.values(Object.groupBy(done, ({ row }) => row.actorId)).map((own = []) => ({
    id: own[0]?.row.actorId ?? '',
    name: own.at(-1)?.row.actorName ?? '',
    done: number(own),
  }));
  const named = people.filter(person => person.done > 4);
  const sorted = waits.toSorted((one, other) => one - other);
  const half = sorted.length / 2;
  const middle = sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1);
  return {
    time: { from, before },
    done: both(done.map(({ row }) => row.event)),
    undone: both(takenBack),
    days: Array.from({ length: (before - from) / DAY }, (_, day) =>
      number(done.filter(({ row }) => Math.floor((row.at - from) / DAY) === day)),
    ),
    reasons: tally(done.map(({ row }) => row.reason ?? '')),
    proofs: new Map([...new Set(proofs)].map(key => [key, number(proofs.filter(each => each === key))])),
    median: sorted.length === 0 ? undefined : Math.round(middle.reduce((sum, each) => sum + each, 0) / middle.length),
    approvals: {
      asked: number(within('approval-asked')),
      approved: number(within('request-approved')),
      declined: number(within('request-declined')),
      waiting: number(within('approval-asked').filter(({ own }) => !own.some(row => OVER.includes(row.event)))),
    },
    refusals: tally(refusals),
    alarms: {
      raised: number(rows.filter(row => row.event === 'alarm-raised' && isIn(row))),
      ended: number(rows.filter(row => row.event === 'alarm-ended' && isIn(row))),
    },
    secrets: {
      handedOver: number(handed),
      used: number(fates.filter(each => each === 'used')),
      unused: number(fates.filter(each => each === 'unused')),
      takenBack: number(fates.filter(each => each === 'takenBack')),
      unknown: number(fates.filter(each => each === 'unknown')),
    },
    people: named.sort((one, other) => other.done - one.done || one.id.localeCompare(other.id)),
    others: number(done) - named.reduce((sum, person) => sum + person.done, 0),
  };
}
