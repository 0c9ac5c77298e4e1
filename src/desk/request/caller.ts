import { ALARM_WITHIN, PROOF_LIFETIME } from '../times.ts';
import type { Input } from './events.ts';
import {
  type Alarm,
  type AskEnding,
  type AskedProof,
  type Caller,
  type Demand,
  isProved,
  type Proof,
  type ProofAsk,
  type Proven,
  type Word,
} from './proof.ts';
import type { Request } from './request.ts';

const NOBODY: Caller = { proofs: [], asks: [] };

/** The request for which something is shown: its target is chosen. */
type About = Pick<Request, 'action' | 'caller' | 'requester'> & { target: { id: string } };

/** What is known of who calls. */
export function knownCaller({ caller }: Pick<Request, 'caller'>): Caller {
  return caller ?? NOBODY;
}

/** The ask of a request that can still be answered; undefined: nobody is asked. `now` is in milliseconds since the epoch. */
export function openAskOf(request: Pick<Request, 'caller'>, now: number): ProofAsk | undefined {
  const ask = knownCaller(request).asks.at(-1);
  return ask && ask.ended === undefined && ask.until > now ? ask : undefined;
}

/** The ask of this id. */
export function askOf(request: Pick<Request, 'caller'>, id: string): ProofAsk | undefined {
  return knownCaller(request).asks.find(ask => ask.id === id);
}

/** Whether this was asked and did not show it: for the same request it is not asked again. */
export function isSpent(request: Pick<Request, 'caller'>, kind: AskedProof): boolean {
  return knownCaller(request).asks.some(
    ask => ask.kind === kind && (ask.ended === 'wrong' || ask.ended === 'cannot-tell'),
  );
}

/** Who has said of this request that the person never called, and when. */
export function raisedAlarm(request: Pick<Request, 'caller'>): Alarm | undefined {
  return knownCaller(request).alarm;
}

/** Whether nobody can say so of this request any more: it was said, or the request ended long ago. `now` is in milliseconds since the epoch. */
export function isTooLateForAlarm(request: Request, now: number): boolean {
  if (raisedAlarm(request)) return true;
  return 'finishedAt' in request && now - request.finishedAt >= ALARM_WITHIN;
}

/** Whether what is demanded has been shown, with this word of the requester. `now` is in milliseconds since the epoch. */
export function isCallerShown(request: About, demand: Demand, word: Word | undefined, now: number): boolean {
  return isProved(withWord(request, word, now).proofs, demand, provenFor(request), now);
}

/** The same, with the word of the requester. `now` is in milliseconds since the epoch. */
function withWord(request: About, word: Word | undefined, now: number): Caller {
  const caller = knownCaller(request);
  if (word === undefined) return caller;
  const { id, name } = request.requester;
  const proof: Proof = { kind: word, by: { id, name }, at: now, ...provenFor(request) };
  return { ...caller, proofs: [...caller.proofs, proof] };
}

/** The same, where it goes on with what is known, and with this word: whoever is still asked can answer no more. */
export function callerAfter(request: About, { word }: Pick<Input, 'word'>, now: number): { caller?: Caller } {
  return withAsksOver({ caller: word === undefined ? request.caller : withWord(request, word, now) });
}

/** The same, where nobody is to answer any more; nothing where nothing is known of who calls. */
export function withAsksOver({ caller }: Pick<Request, 'caller'>): { caller?: Caller } {
  return caller ? { caller: { ...caller, asks: caller.asks.map(each => ended(each, 'over')) } } : {};
}

/** The same, where somebody else is asked. Whoever was asked before can answer no more. */
export function withAsk(request: Pick<Request, 'caller'>, ask: ProofAsk): Caller {
  const { asks, ...caller } = knownCaller(request);
  return { ...caller, asks: [...asks.map(each => ended(each, 'over')), ask] };
}

/** The same, with what is known of one ask. */
export function withAskAs(request: Pick<Request, 'caller'>, id: string, changes: Partial<ProofAsk>): Caller {
  const { asks, ...caller } = knownCaller(request);
  return { ...caller, asks: asks.map(ask => (ask.id === id ? { ...ask, ...changes } : ask)) };
}

/** The same, where one ask has ended; who has shown it, has shown it. `now` is in milliseconds since the epoch. */
export function withAnswer(request: About, id: string, ending: AskEnding, now: number): Caller {
  const caller = withAskAs(request, id, { ended: ending });
  const ask = caller.asks.find(each => each.id === id);
  if (!ask || ending !== 'proved') return caller;
  const proof: Proof = { kind: ask.kind, by: ask.of, at: now, ...provenFor(request) };
  return { ...caller, proofs: [...caller.proofs, proof] };
}

/** The same, once somebody has said that the person never called: no proof counts any more. */
export function withAlarm(request: Pick<Request, 'caller'>, alarm: Alarm): Caller {
  const { asks } = knownCaller(request);
  return { proofs: [], asks: asks.map(ask => ended(ask, 'alarm')), alarm };
}

/** Until when the proofs of a request count that count longest. Milliseconds since the epoch. */
export function provedUntil(request: Pick<Request, 'caller'>): number {
  return Math.max(0, ...knownCaller(request).proofs.map(({ at }) => at + PROOF_LIFETIME));
}

function provenFor({ action, target }: About): Proven {
  return { action, targetId: target.id };
}

function ended(ask: ProofAsk, ending: AskEnding): ProofAsk {
  return ask.ended === undefined ? { ...ask, ended: ending } : ask;
}
