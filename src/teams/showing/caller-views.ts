import type { CardContext } from '../../cards/card.ts';
import { proofBecauseText } from '../../cards/proof-because-text.ts';
import type { CallerView, EndedAskView, OpenAskView, ShownProof, WayView } from '../../cards/proof-view.ts';
import type { Account } from '../../desk/judging/people-as-read.ts';
import { isSpent, knownCaller, openAskOf, provedUntil } from '../../desk/request/caller.ts';
import {
  ASKED_PROOFS,
  type AskedProof,
  canSatisfy,
  type Demand,
  isAlive,
  isProved,
  LEVEL_OF,
  type Proof,
  type ProofAsk,
  type WantedProof,
  WORDS,
} from '../../desk/request/proof.ts';
import type { Approved, Open, Request } from '../../desk/request/request.ts';

/** What a card about who calls says beside, after a press on it. */
export interface CallerMore {
  /** The numbers on file, where somebody wanted to see them. */
  phones?: CallerView['phones'];
  /** Why the last press did nothing. */
  refused?: CallerView['refused'];
}

/** What is known where a card about who calls is drawn. */
interface Drawing extends CallerMore {
  /** What the policy wants to be shown, by what was read for this card. */
  wanted: WantedProof;
  /** Who manages the target. */
  manager?: Account['manager'];
  /** Milliseconds since the epoch. */
  now: number;
}

/** What has shown who calls, for the cards of what came after it; undefined where nothing had to. */
export function shownProofs(request: Pick<Request, 'caller'>): ShownProof[] | undefined {
  const { proofs } = knownCaller(request);
  return proofs.length > 0 ? proofs.map(shown) : undefined;
}

/** Who is calling, on the card of an open or approved request; undefined where nothing has to be shown. */
export function callerView(
  request: Open | Approved,
  { wanted: { demand, standIn }, manager, phones, refused, now }: Drawing,
  { locale }: Pick<CardContext, 'locale'>,
): CallerView | undefined {
  if (demand.atLeast === 0) return undefined;
  const of = { action: request.action, targetId: request.target.id };
  const { proofs } = knownCaller(request);
  const isShown = isProved(proofs, demand, of, now);
  // Each rule has to be satisfied, and not each by the same.
  const rules = demand.rules.filter(rule => !isProved(proofs, { ...demand, rules: [rule] }, of, now));
  const missing = { ...demand, rules };
  const words = isShown ? [] : WORDS.filter(word => canSatisfy(word, missing));
  // That a word is needed for everybody is said by the choice of one.
  const saying = rules.filter(({ because }) => words.length === 0 || because.rule !== 'always');
  const soFar = progress(request, now);
  const ways = isShown ? [] : waysOf(request, missing, manager);
  return {
    ...soFar,
    because: saying.map(({ because }) => proofBecauseText(locale, because)),
    isShown,
    countsUntil: isShown ? new Date(provedUntil(request)) : undefined,
    words,
    // Whoever is being asked is not asked once more.
    ways: ways.filter(({ kind }) => kind !== soFar.open?.kind),
    standIn,
    phones,
    refused,
  };
}

/**
 * The same by what is stored alone, for an approved request: something was shown, and counts no more by now. undefined where nothing
 * had to be shown, or it still counts and nobody was asked since.
 */
export function lapsedCallerView(request: Approved, context: CardContext, now: number): CallerView | undefined {
  const { proofs, asks } = knownCaller(request);
  if (request.approval.withoutProof || (proofs.length === 0 && asks.length === 0)) return undefined;
  const atLeast = proofs.some(({ kind }) => LEVEL_OF[kind] === 1) ? 1 : 2;
  const managerId = proofs.findLast(({ kind }) => kind === 'manager')?.by.id ?? UNKNOWN.id;
  const demand = { atLeast, rules: [{ because: { rule: 'always', values: {} } }], managerId } as const;
  const view = callerView(request, { wanted: { demand, standIn: false }, manager: UNKNOWN, now }, context);
  const isAsBefore = view?.isShown && asks.every(({ askedAt }) => askedAt < request.approval.decision.at);
  const because = [proofBecauseText(context.locale, { rule: 'lapsed', values: {} })];
  return view && !isAsBefore ? { ...view, because } : undefined;
}

/** Somebody may manage the target, and nobody has read who. */
const UNKNOWN = { id: '' };

/** What has been shown and asked so far. */
export function progress(request: Open | Approved, now: number): Pick<CallerView, 'proofs' | 'open' | 'ended'> {
  const of = { action: request.action, targetId: request.target.id };
  const { proofs } = knownCaller(request);
  const open = openAskOf(request, now);
  return {
    proofs: proofs.filter(proof => isAlive(proof, of, now)).map(shown),
    open: open && openView(open),
    ended: endedAsks(request, open),
  };
}

function shown({ kind, by, at }: Proof): ShownProof {
  return { kind, by: by.name, at: new Date(at) };
}

function openView({ kind, of, numbers, until, place }: ProofAsk): OpenAskView {
  return { kind, of: of.name, number: numbers?.right, until: new Date(until), sent: place !== undefined };
}

/** How the last ask of each kind has ended, where nothing was shown by it and nobody is asked again. */
function endedAsks(request: Pick<Request, 'caller'>, open: ProofAsk | undefined): EndedAskView[] {
  const { asks } = knownCaller(request);
  const last = ASKED_PROOFS.flatMap(kind => asks.findLast(ask => ask.kind === kind) ?? []);
  return last.flatMap(ask => {
    const how = ask === open ? undefined : howEnded(ask);
    return how ? [{ kind: ask.kind, of: ask.of.name, how }] : [];
  });
}

/** An alarm has cards of its own. */
function howEnded({ ended = 'over', unsent }: ProofAsk): EndedAskView['how'] | undefined {
  if (unsent) return unsent === 'not-installed' ? 'not-installed' : 'not-sent';
  return ended === 'proved' || ended === 'alarm' ? undefined : ended;
}

/**
 * Who can be asked: whose answer would count, who can be reached, and who has not spent their one try. Where one of them shows all
 * that is missing, nobody is offered who shows only some of it.
 */
function waysOf(request: Open | Approved, demand: Demand, manager: Account['manager']): WayView[] {
  const names: Readonly<Record<AskedProof, WayView | undefined>> = {
    'number-match': { kind: 'number-match', name: request.target.displayName },
    manager: manager && { kind: 'manager', name: manager.displayName },
  };
  const left = ASKED_PROOFS.filter(kind => names[kind] && !isTried(request, kind));
  const showsAll = (kind: AskedProof) =>
    demand.rules.every(rule => canSatisfy(kind, { ...demand, rules: [rule] }, request.target.id));
  const all = left.filter(showsAll);
  const some = left.filter(kind => canSatisfy(kind, demand, request.target.id));
  return (all.length > 0 ? all : some).flatMap(kind => names[kind] ?? []);
}

function isTried(request: Open | Approved, kind: AskedProof): boolean {
  return isSpent(request, kind) || knownCaller(request).asks.some(ask => ask.kind === kind && ask.unsent);
}
