import assert from 'node:assert/strict';
import type { RequestStore, Seal } from '../../../src/desk/ports.ts';
import { owes } from '../../../src/desk/request/duties.ts';
import { type Request, targetOf } from '../../../src/desk/request/request.ts';
import type { Entra } from './entra.ts';
import type { PassCall, PassesHeard } from './pass-calls.ts';
import { type KnownPass, OUTSIDE } from './passes.ts';
import { reaches } from './people.ts';

/** What the ledger of passes looks at. */
interface Watched {
  entra: Entra;
  store: Pick<RequestStore, 'get'>;
  seal: Seal;
  now(): number;
  /** The request with this correlation id. */
  idOf(correlationId: string): string;
  /** Whether its requester has pressed Confirm. */
  isConfirmed(id: string): boolean;
  /** It counts for the limits. */
  counts(call: PassCall): void;
  /** The directory is called for it. */
  called(request: Request): void;
  /** Targets whose calls are under way, in all live processes. */
  inFlight(): readonly string[];
  note(what: string, request: Request): void;
}

/** Keeps its own account of the passes that were made for requests, and notes what must never have happened. */
export class PassLedger implements PassesHeard {
  readonly #watched: Watched;
  /** Every request for a pass, as it was last written. */
  readonly #requests = new Map<string, Request>();
  /** When the pass of its target was last read for each request. */
  readonly #readAt = new Map<string, number>();
  /** Requests whose requester has pressed Withdraw. */
  readonly #withdrawing = new Set<string>();
  /** How many calls have arrived. */
  calls = 0;

  constructor(watched: Watched) {
    this.#watched = watched;
  }

  passRead(correlationId: string): void {
    this.#readAt.set(correlationId, this.#watched.now());
  }

  /** The requester presses Withdraw. */
  withdraws({ id }: Request): void {
    this.#withdrawing.add(id);
  }

  async passAsked(call: PassCall): Promise<void> {
    this.calls += 1;
    const { entra, store, inFlight, note } = this.#watched;
    const request = await store.get(this.#watched.idOf(call.correlationId));
    assert.ok(request, `a pass for no request: ${JSON.stringify(call)}`);
    const target = targetOf(request);
    const { state, id, requester, action } = request;
    if (action !== 'temporary-access-pass') note(`a pass for ${action}`, request);
    if (state !== 'running' && state !== 'unknown') note(`a pass called for in ${state}`, request);
    if (call.targetId !== target?.id) note(`a pass called for ${call.targetId}`, request);
    if (call.personId !== requester.id) note(`a pass called for by ${call.personId}`, request);
    if (!this.#watched.isConfirmed(id)) note('a pass without a confirm', request);
    const reached = reaches(entra.person(requester.id), entra.person(call.targetId), 'temporary-access-pass');
    if (!reached || requester.id === call.targetId) note('a pass for somebody out of reach', request);
    if (inFlight().filter(one => one === call.targetId).length > 1) note('two calls at once', request);
    this.#watched.called(request);
    const terms = 'terms' in request ? request.terms : undefined;
    if (JSON.stringify(terms) !== JSON.stringify(call.terms)) note('a pass with other terms', request);
    const live = entra.passes.of(call.targetId);
    const isSecond = live !== undefined && live.by === call.correlationId && entra.passes.isLive(live);
    if (isSecond) note('another pass while the first one lives', request);
  }

  passMade(pass: KnownPass, call: PassCall, replaced: KnownPass | undefined): void {
    this.#watched.counts(call);
    if (replaced) this.#goes(replaced, pass.by, 'replaced');
  }

  passTaken(pass: KnownPass, correlationId: string): void {
    this.#goes(pass, correlationId, 'deleted');
  }

  /** A pass that was there goes for a request: it is its own, or its card had named it. */
  #goes(pass: KnownPass, correlationId: string, how: 'deleted' | 'replaced'): void {
    const { idOf, entra, note } = this.#watched;
    const request = this.#requests.get(idOf(correlationId));
    assert.ok(request, `a pass ${how} for no request`);
    if (pass.by === correlationId) return;
    const named = targetOf(request)?.findings?.present;
    if (named !== undefined && named !== 'none' && named.id === pass.what.id) return;
    // The card has said that there may be one.
    if (named === undefined && how === 'replaced') return;
    // Made since it was read for the last time, it could not be seen.
    const couldBeSeen = pass.what.createdAt - entra.ahead <= (this.#readAt.get(correlationId) ?? 0);
    if (how === 'deleted' || couldBeSeen) note(`a pass of ${pass.by} was ${how} that its card had not named`, request);
  }

  /** A request was written. */
  written(next: Request, event: string | undefined): void {
    if (next.action !== 'temporary-access-pass') return;
    const { entra, note } = this.#watched;
    this.#requests.set(next.id, next);
    const own = entra.passes.live().filter(({ by }) => by === next.correlationId);
    // While it goes on, that may be an earlier pass that was in the way.
    const isOver = next.state === 'done' || next.state === 'failed';
    if (isOver && event === 'pass-withdrawn' && own.length > 0) note('withdrawn on record, while it lives', next);
    if (event === 'pass-made') this.#made(next);
    const stored = JSON.stringify(next);
    for (const { secret } of own) if (stored.includes(secret)) note('a secret lies open in the store', next);
  }

  /** Its secret is sealed with the same write. */
  #made(request: Request): void {
    const { entra, seal, note } = this.#watched;
    const made = 'made' in request ? request.made : undefined;
    const pass = made && entra.passes.find(made.id);
    const sealed = request.state === 'carried-out' ? seal.unseal(request.sealed, request.id) : undefined;
    if (sealed === undefined || sealed !== pass?.secret) note('the sealed one is another', request);
    if (pass?.by !== request.correlationId) note(`the pass of ${pass?.by}`, request);
  }

  /** A pass was shown. */
  shown(request: Request, secret: string): void {
    const { entra, note } = this.#watched;
    const made = 'made' in request ? request.made : undefined;
    const pass = made && entra.passes.find(made.id);
    if (!pass || pass.secret !== secret) note('another pass was shown', request);
    // Somebody has used or deleted it without the bot, the requester has pressed Withdraw before, or a late call has replaced it.
    else if (pass.used || this.#withdrawing.has(request.id) || entra.passes.wasEndedOutside(pass)) return;
    else if (entra.passes.of(pass.targetId)?.by === pass.by) return;
    else if (!entra.passes.isLive(pass)) note('the pass shown does not work', request);
  }

  /** Every live pass is known to somebody, or is going to be taken back. */
  checkLive(): void {
    const { entra, idOf, note } = this.#watched;
    for (const pass of entra.passes.live()) {
      if (pass.by === OUTSIDE) continue;
      const request = this.#requests.get(idOf(pass.by));
      assert.ok(request, `a live pass of no request: ${pass.by}`);
      if (!this.#isLookedAfter(pass, request)) note('a live pass that nobody sees or withdraws', request);
    }
  }

  #isLookedAfter({ what }: KnownPass, request: Request): boolean {
    switch (request.state) {
      case 'running':
      case 'unknown':
        return true;
      case 'carried-out':
        return request.made?.id === what.id || owes(request, 'withdraw');
      case 'done':
        return (
          (request.ending === 'handed-over' && request.made?.id === what.id && !request.caller?.alarm) ||
          owes(request, 'withdraw')
        );
      case 'failed':
        return owes(request, 'withdraw');
      default:
        return false;
    }
  }
}
