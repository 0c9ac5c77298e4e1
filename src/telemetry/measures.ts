import type { Meter } from '@opentelemetry/api';
import { timesOf } from '../desk/refusals/repeated.ts';
import { ruleOf } from '../desk/refusals/rule-of.ts';
import type { AuditEntry } from '../desk/request/audit-entry.ts';
import { countedAs } from '../entra-numbers.ts';
import { alarmOf, outcomeOf, proofsOf, verdictOf } from './audit-meaning.ts';
import { pathTemplate } from './path-template.ts';

/** What the bot counts. Dashboards and alert rules rely on the names and attributes. */
export interface Measures {
  /** One turn; own time in milliseconds. */
  turn(kind: string, ownTime: number): void;
  /** One call to Graph; status 0: there was no answer. */
  graphCall(call: { method: string; path: string; status: number }): void;
  /** One row that was written into the record. */
  recorded(entry: AuditEntry): void;
  /** Somebody was refused, so many times. */
  refused(rule: string, person: string, times?: number): void;
  /** Microsoft Entra ID refused a sign-in; counted by its AADSTS number, as far as that is known. */
  signInRefused(entraNumber: string | undefined): void;
  /** A row could not be written, and so what it is about did not happen. */
  recordFailed(): void;
}

const OWN_TIME_BOUNDARIES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];

export function createMeasures(meter: Meter): Measures {
  const turns = meter.createCounter('nyckel.turns', { description: 'Turns, by what was asked for' });
  const ownTime = meter.createHistogram('nyckel.turn.own_time', {
    description: 'Time per turn without waiting for Graph, Teams and the token service',
    unit: 'ms',
    advice: { explicitBucketBoundaries: OWN_TIME_BOUNDARIES },
  });
  const graphCalls = meter.createCounter('nyckel.graph.calls', { description: 'Calls to Microsoft Graph' });
  // Its name is from before there was another action: dashboards and alert rules rely on it.
  const outcomes = meter.createCounter('nyckel.resets', { description: 'What was done, by action and outcome' });
  const refusals = meter.createCounter('nyckel.refusals', { description: 'What was refused, by rule and person' });
  const approvals = meter.createCounter('nyckel.approvals', { description: 'Decisions of second persons' });
  const proofs = meter.createCounter('nyckel.proofs', { description: 'Proofs of who calls, by kind and outcome' });
  const alarms = meter.createCounter('nyckel.alarms', { description: 'Alarms about an account, raised and ended' });
  const signIns = meter.createCounter('nyckel.sign_in.refusals', { description: 'Refused sign-ins, by AADSTS number' });
  const failures = meter.createCounter('nyckel.record.failures', { description: 'Rows that could not be written' });
  const refused = (rule: string, person: string, times = 1) => refusals.add(times, { rule, person });
  return {
    turn(kind, milliseconds) {
      turns.add(1, { kind });
      ownTime.record(milliseconds, { kind });
    },
    graphCall: ({ method, path, status }) => graphCalls.add(1, { method, path: pathTemplate(path), status }),
    recorded(entry) {
      const outcome = outcomeOf(entry.event);
      if (outcome) outcomes.add(1, { ...outcome });
      const verdict = verdictOf(entry.event);
      if (verdict) approvals.add(1, { verdict });
      for (const step of proofsOf(entry)) proofs.add(1, { ...step });
      const alarm = alarmOf(entry.event);
      if (alarm) alarms.add(1, { what: alarm, account: entry.targetId });
      const rule = ruleOf(entry);
      if (rule) refused(rule, entry.actorId, timesOf(entry));
    },
    refused,
    signInRefused: number => signIns.add(1, { aadsts: countedAs(number) }),
    recordFailed: () => failures.add(1),
  };
}
