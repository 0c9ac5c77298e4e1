import type { IsUnclaimed } from '../../../src/desk/actions/action.ts';
import type { PresentPass } from '../../../src/desk/actions/temporary-access-pass/pass.ts';
import type { Begun } from '../../../src/desk/request/request.ts';
import { Entra } from '../model/entra.ts';
import type { CallFault, Trouble } from '../model/events.ts';
import type { KnownPass } from '../model/passes.ts';
import { CONFIRMED } from './requests.ts';

/** When the calls of these suites begin, a whole second. Milliseconds. */
export const NOW = Date.UTC(2026, 10, 30, 8);
export const MINUTE = 60_000;
export const TERMS = { once: true, minutes: 60 } as const;

/** Johanna's request for a pass for Anna, called for now; the card had shown that there was none. */
export function passRequest(change: Partial<Begun> = {}): Begun {
  const target = { ...CONFIRMED.target, id: 'anna', findings: { present: 'none' } } as const;
  const calls = { attempts: 1, startedAt: NOW, repeatedAt: [], clockAhead: 0, calledAt: [NOW], reach: 'some' } as const;
  return { ...CONFIRMED, ...calls, action: 'temporary-access-pass', target, terms: TERMS, ...change };
}

/** The same, but that its card has named this pass. */
export function naming({ what }: KnownPass): Begun {
  const present: PresentPass = { ...what, state: 'usable' };
  return passRequest({ target: { ...passRequest().target, findings: { present } } });
}

/** The small Entra of the model, with Johanna signed in; nobody else asks for anything. */
export class PassBench {
  now = NOW;
  /** Calls for passes and deletions, as they arrived. */
  readonly calls: string[] = [];
  readonly entra: Entra;
  #ids = 0;

  constructor(ahead = 0) {
    this.entra = new Entra({
      now: () => this.now,
      newId: () => {
        this.#ids += 1;
        return `pass-${this.#ids}`;
      },
      takes: milliseconds => {
        this.now += milliseconds;
      },
      arrived: async () => undefined,
      applied: () => undefined,
      passRead: () => undefined,
      passAsked: async ({ terms }) => void this.calls.push(`asked for ${JSON.stringify(terms)}`),
      passMade: () => undefined,
      passTaken: ({ what }) => void this.calls.push(`deleted ${what.id}`),
    });
    this.entra.ahead = ahead;
  }

  get session() {
    return this.entra.session('johanna', 'correlation-1');
  }

  /** What goes wrong from now on. */
  goesWrong(resets: readonly CallFault[], trouble: Trouble = 'none'): void {
    this.entra.callFaults = [...resets];
    this.entra.trouble = trouble;
  }

  /** Somebody makes a pass for Anna, with what was asked for or with something else. */
  make(terms: { once: boolean; minutes: number; startsAt?: number } = TERMS): KnownPass {
    return this.entra.passes.make('anna', 'correlation-2', terms);
  }

  /** The pass that Anna has now. */
  get present(): KnownPass | undefined {
    return this.entra.passes.of('anna');
  }
}

/** No other request has made it. */
export const UNCLAIMED: IsUnclaimed = async () => true;
