import type { RequestStore, Seal } from '../../../src/desk/ports.ts';
import { takenOverOf } from '../../../src/desk/request/holding.ts';
import { approvalOf, type Request, refusalOf, targetOf } from '../../../src/desk/request/request.ts';
import { CallerLedger } from './caller-ledger.ts';
import type { Entra } from './entra.ts';
import { LimitsLedger } from './limits-ledger.ts';
import type { Looks } from './looks.ts';
import { PassLedger } from './pass-ledger.ts';
import { reaches } from './people.ts';
import type { ModelPolicy } from './policies.ts';
import type { ResetCall } from './reset-calls.ts';

const SECOND = 1_000;
/** As long before our call a change outside still passes for ours (CLOCK_TOLERANCE of the desk, and a second of rounding). */
const TOLERANCE = 6 * SECOND;

/** What the ledger looks at. */
export interface Watched {
  entra: Entra;
  store: Pick<RequestStore, 'get'>;
  seal: Seal;
  modelPolicy: ModelPolicy;
  now(): number;
  /** Of what is happening now: a number that is greater than all before. */
  moment(): number;
  /** Targets whose calls are under way, in all live processes. */
  inFlight(): readonly string[];
  /** What the process has read since it claimed its request whose call for this target is under way. */
  looksFor(targetId: string): Looks | undefined;
}

/** Keeps its own account of what people did and what arrived in Entra, and notes what must never have happened. */
export class Ledger {
  readonly violations: string[] = [];
  /** How many reset calls have arrived. */
  calls = 0;
  readonly #watched: Watched;
  /** Requests by correlation id. */
  readonly #ids = new Map<string, string>();
  readonly #confirmed = new Set<string>();
  readonly #maySay = new Set<string>();
  readonly #approved = new Set<string>();
  readonly #passwords = new Map<string, { applied: string[]; refused: Set<string>; firstAt: number }>();
  /** Requests whose target was taken over. */
  readonly #taken = new Set<string>();
  /** Requests that were begun by a role that reaches everybody. */
  readonly #strongest = new Set<string>();
  /** Targets that were taken over from a call whose answer was lost: it may arrive after the reset of whoever took over. */
  readonly #lateFor = new Set<string>();
  /** When each request came to wait for its password to be shown. */
  readonly #acceptedAt = new Map<string, number>();
  readonly #limits: LimitsLedger;
  readonly passes: PassLedger;
  readonly callers: CallerLedger;

  constructor(watched: Watched) {
    this.#watched = watched;
    const note = (what: string, request: Request) => this.#note(what, request);
    this.#limits = new LimitsLedger({ ...watched, note });
    this.callers = new CallerLedger({ ...watched, note });
    this.passes = new PassLedger({
      ...watched,
      idOf: correlationId => this.#ids.get(correlationId) ?? '',
      isConfirmed: id => this.#confirmed.has(id),
      counts: call => this.#limits.counts(this.#ids.get(call.correlationId) ?? '', call),
      called: request => this.#called(request),
      note,
    });
  }

  opened({ id, correlationId }: Request): void {
    this.#ids.set(correlationId, id);
  }

  /** The requester pressed Confirm on an open card; `without`: a second person is to stand in for what is missing. */
  confirms(request: Request, who: string, without: boolean): void {
    if (who !== request.requester.id || request.state !== 'open') return;
    this.#confirmed.add(request.id);
    if (without) this.callers.confirmsWithout(request);
  }

  /** Somebody presses Approve or Decline: notes whether they may. */
  decides(request: Request, who: string): void {
    const { requester, id, action } = request;
    const target = targetOf(request);
    const { entra } = this.#watched;
    if (!target || who === requester.id || who === target.id || !entra.signedIn.has(who)) return;
    if (reaches(entra.person(who), entra.person(target.id), action)) this.#maySay.add(`${id} ${who}`);
  }

  /** What was decided in this event has been looked at. */
  endOfEvent(): void {
    this.#maySay.clear();
  }

  /** A request was written, by a process that had looked so; `before` is what it was. */
  written(before: Request | undefined, next: Request, { event, looks }: { event?: string; looks: Looks }): void {
    this.passes.written(next, event);
    // It is new, or is of another sequence on the same store: nothing is known of it.
    if (before) this.callers.written(before, next, { event, looks });
    const decision = approvalOf(next)?.decision;
    if (before?.state === 'awaiting-approval' && (next.state === 'approved' || next.state === 'declined')) {
      if (!decision || !this.#maySay.has(`${next.id} ${decision.by.id}`))
        this.#note('decided by the wrong person', next);
      if (next.state === 'approved') this.#approved.add(next.id);
    }
    if (next.state === 'carried-out' && before?.state !== 'carried-out')
      this.#acceptedAt.set(next.id, this.#watched.now());
    if (event === 'request-taken-over') this.#takenOver(before, next);
    if ((event === 'password-shown' || event === 'pass-shown') && this.#taken.has(next.id))
      this.#note('shown after it was taken over', next);
    if (event === 'reset-failed') this.#failed(next);
    const isStarted = event === 'reset-started' || event === 'pass-started';
    const claims = isStarted && (before?.state === 'open' || before?.state === 'approved');
    if (claims) this.#claimed(next, before.state === 'approved');
  }

  /** By somebody who reaches everybody, from somebody who did not when they began, while no call is under way. */
  #takenOver(before: Request | undefined, next: Request): void {
    const by = takenOverOf(next)?.by.id ?? '';
    const targetId = targetOf(next)?.id ?? '';
    this.#taken.add(next.id);
    if (before?.state === 'unknown') this.#lateFor.add(targetId);
    else if (before?.state !== 'carried-out') this.#note(`taken over in ${before?.state}`, next);
    const standing = this.#watched.entra.person(by).standing;
    if (standing !== 'global') this.#note(`taken over by ${by}, who is ${standing}`, next);
    if (this.#strongest.has(next.id)) this.#note('taken over from somebody as strong', next);
    if (by === next.requester.id) this.#note('taken over from themselves', next);
    if (sealedIn(next) !== undefined) this.#note('a password is left of what was taken over', next);
  }

  /** Nobody gets to know the password of a request that failed: it must not be in force. */
  #failed(request: Request): void {
    const { entra } = this.#watched;
    const { by } = entra.passwordOf(targetOf(request)?.id ?? '');
    // Somebody said after the call that the person never called: then nobody is to know it, whether it is in force or not.
    if (refusalOf(request)?.rule === 'caller-denied-late') return;
    if (by === request.correlationId) this.#note('failed with its password in force', request);
  }

  #claimed(request: Request, approved: boolean): void {
    const { entra, modelPolicy } = this.#watched;
    const { id } = request;
    const target = targetOf(request);
    if (!target) {
      this.#note('started without a target', request);
      return;
    }
    if (entra.person(request.requester.id).standing === 'global') this.#strongest.add(id);
    if (approved && !this.#approved.has(id)) this.#note('started without an approval', request);
    if (!approved && modelPolicy.needsSecondPerson(entra.person(target.id), request.action)) {
      this.#note('started by one person where the policy wants two', request);
    }
    if (!approved || modelPolicy.policy.limits.above === 'refuse') this.#limits.claimed(request, target.id);
  }

  /** A reset call arrived in Entra, whatever comes of it. */
  async arrived(call: ResetCall): Promise<void> {
    this.calls += 1;
    const { store, seal, entra } = this.#watched;
    const request = await store.get(this.#ids.get(call.correlationId) ?? '');
    const target = request && targetOf(request);
    if (!target) {
      this.violations.push(`a reset for no request: ${JSON.stringify(call)}`);
      return;
    }
    const { state, id, requester } = request;
    const sealed = sealedIn(request);
    if (state !== 'running' && state !== 'unknown') this.#note(`reset called in ${state}`, request);
    if (call.targetId !== target.id) this.#note(`reset called for ${call.targetId}`, request);
    if (!sealed || seal.unseal(sealed, id) !== call.password) this.#note('not the sealed one', request);
    if (call.personId !== requester.id) this.#note(`reset called by ${call.personId}`, request);
    if (!this.#confirmed.has(id)) this.#note('reset without a confirm', request);
    if (!reaches(entra.person(requester.id), entra.person(target.id), 'reset-password') || requester.id === target.id) {
      this.#note('reset of somebody out of reach', request);
    }
    if (this.#watched.inFlight().filter(one => one === target.id).length > 1) this.#note('two calls at once', request);
    this.#called(request);
    const known = this.#of(id);
    if (call.fault === 'weak') known.refused.add(call.password);
  }

  #called(request: Request): void {
    const looks = this.#watched.looksFor(targetOf(request)?.id ?? '');
    if (looks) this.callers.called(request, looks);
    else this.#note('called by nobody', request);
  }

  /** A reset call took effect. */
  applied(call: ResetCall): void {
    const id = this.#ids.get(call.correlationId) ?? '';
    const { applied, refused } = this.#of(id);
    const another = applied.some(earlier => earlier !== call.password && !refused.has(earlier));
    if (another) this.violations.push(`${id}: two passwords were in force`);
    applied.push(call.password);
    this.#limits.counts(id, call);
  }

  /** A password was shown for a click at this time. */
  shown(request: Request, password: string, clickedAt: number, lifetime: number): void {
    const { entra } = this.#watched;
    const { id } = request;
    const target = targetOf(request);
    if (clickedAt >= (this.#acceptedAt.get(id) ?? 0) + lifetime)
      this.#note('a password was shown after its time', request);
    if (request.action === 'temporary-access-pass') this.passes.shown(request, password);
    if (request.action !== 'reset-password' || !target) return;
    const changedOutside = entra.outside.get(target.id) ?? 0;
    if (changedOutside >= this.#of(id).firstAt - TOLERANCE || entra.operations.hasFailed(password)) return;
    // Shown before it was taken over, and answered after: the card had said that it may be so.
    if (this.#taken.has(id) || this.#lateFor.has(target.id)) return;
    if (entra.passwordOf(target.id).password !== password) this.#note('the password shown is not in force', request);
  }

  #of(id: string) {
    const known = this.#passwords.get(id) ?? { applied: [], refused: new Set<string>(), firstAt: this.#watched.now() };
    this.#passwords.set(id, known);
    return known;
  }

  #note(what: string, request: Request): void {
    const { id, state, requester } = request;
    this.violations.push(`${id} (${requester.id} for ${targetOf(request)?.id}, ${state}): ${what}`);
  }
}

/** The password that a request keeps, sealed; undefined where it keeps none. */
export function sealedIn(request: Request): string | undefined {
  return 'sealed' in request ? request.sealed : undefined;
}
