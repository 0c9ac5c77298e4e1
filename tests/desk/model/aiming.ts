import fc from 'fast-check';
import { happensAct } from './any-event.ts';
import type { Act, Around, ModelEvent } from './events.ts';
import { PLACES } from './places.ts';
import type { Crash } from './process.ts';
import type { Way } from './way.ts';
import { WAYS } from './ways.ts';

export interface Aimed {
  /** Where the first process dies that comes there, if one is to die. */
  aim?: Crash;
  /** Instead of how the sequence begins by chance. */
  way: Way;
  /** The first event after the opening. */
  event: ModelEvent;
}

/** Passed only by who comes second. */
const CONTENDED =
  /^(answerProof|ask|cancel|decide|handOver|instead|pick|receipt): store.get|^askProof: .*proof-not-asked|^receipts: store.replace$/;
/** Passed only when somebody does this while a process stands still there. */
const MEANWHILE: Readonly<Record<string, { at: string; does: Act['does'] }>> = {
  'verify: store.replace(reset-undone)': { at: 'verify: pause', does: 'hand-over' },
  'askOver: store.get': { at: 'askOver: store.replace(proof-not-given)', does: 'ask-proof' },
};
/** One in so many goes its way by chance. */
const BY_CHANCE = 5;

/** A process dies at a place, after what leads there. */
export const aimed: fc.Arbitrary<Aimed> = fc
  .record({
    place: fc.constantFrom(...PLACES),
    when: fc.constantFrom('before', 'after'),
    chance: fc.nat(BY_CHANCE - 1),
    event: happensAct,
  })
  .map(({ place, when, chance, event: { act: generated, resets, trouble } }) => {
    const aim: Crash = { place, when };
    if (chance === 0)
      return { aim, way: {}, event: leadingTo(place, { ...generated, crash: undefined }, { resets, trouble }) };
    const ways = WAYS.filter(([pattern]) => pattern.test(place)).map(([, way]) => way);
    const usual: Act = { ...generated, does: 'go-on', who: undefined, request: 0, crash: undefined };
    const act: Act = Object.assign(usual, ...ways.map(way => way.act));
    const around: Around = Object.assign({ resets, trouble }, ...ways.map(way => way.around));
    const { opening, policy, approvals }: Way = Object.assign({}, ...ways);
    return { aim, way: { opening, policy, approvals }, event: leadingTo(place, act, around) };
  });

function leadingTo(place: string, act: Act, around: Around): ModelEvent {
  if (CONTENDED.test(place)) return { happens: 'at-once', acts: [act, act], ...around };
  const others = MEANWHILE[place];
  if (!others) return { happens: 'act', act, ...around };
  const meanwhile: Act[] = [{ ...act, does: others.does }];
  return { happens: 'stands-still', act, at: others.at, meanwhile, ...around };
}
