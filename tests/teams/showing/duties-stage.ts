import { randomUUID } from 'node:crypto';
import type { Desk } from '../../../src/desk/desk.ts';
import { owes } from '../../../src/desk/request/duties.ts';
import type { Duty, DutyKind } from '../../../src/desk/request/duty.ts';
import type { Place } from '../../../src/desk/request/people.ts';
import type { In, Request, RequestState } from '../../../src/desk/request/request.ts';
import { createLogger } from '../../../src/log/log.ts';
import { Background } from '../../../src/process/background.ts';
import { createPeopleLimits } from '../../../src/teams/budgets/people-limits.ts';
import { createAdapter } from '../../../src/teams/channel/adapter.ts';
import type { Services } from '../../../src/teams/services.ts';
import { Sweep } from '../../../src/teams/showing/sweep.ts';
import { DeskBench } from '../../desk/support/desk-bench.ts';
import { APPROVED, APPROVAL as ASKED, DECLINED } from '../../desk/support/requests.ts';
import { NOW, sampleDuty } from '../../store/samples.ts';
import { Connector } from '../../support/connector.ts';
import { messengerAt, stageConfig } from '../sending/messenger-stage.ts';

const PERSON = '29:ingrid';
const HOUR = 3_600_000;

/** What is owed to people by way of Teams. */
export const SENT = ['question', 'handover', 'cards', 'run-card', 'notice'] as const satisfies readonly DutyKind[];
export type SentKind = (typeof SENT)[number];

/**
 * The sweep on a store of its own and the messenger of production, which speaks to Teams over real HTTP. Its time passes when a
 * test says so; the waits between the tries of one call take none.
 */
export class DutiesStage {
  readonly connector = new Connector();
  readonly log: { msg?: string; duty?: string; level?: string }[] = [];
  /** Milliseconds since the epoch. */
  now = NOW;
  readonly #bench = new DeskBench();
  readonly #background = new Background(error => {
    throw error;
  });
  #sweep: Sweep | undefined;

  async start(): Promise<void> {
    await this.connector.start();
    this.connector.members.set(PERSON, 'ingrid');
    const config = stageConfig();
    const destination = { write: (line: string) => void this.log.push(JSON.parse(line)) };
    const credential = { getToken: async () => ({ token: 'a-token', expiresOnTimestamp: Date.now() + HOUR }) };
    const services: Services = {
      config,
      adapter: createAdapter(config, credential),
      desk: this.desk,
      messenger: messengerAt(this.connector.serviceUrl).messenger,
      background: this.#background,
      log: createLogger('debug', destination),
      limits: createPeopleLimits(1_000, () => 0),
      onRefused: () => undefined,
      onSignInRefused: () => undefined,
    };
    this.#sweep = new Sweep(services);
  }

  async stop(): Promise<void> {
    await this.#background.stop(60_000);
    await this.connector.stop();
    await this.#bench.dispose();
  }

  get desk(): Desk {
    return { ...this.#bench.desk, signedIn: async () => undefined, now: () => this.now };
  }

  /** Looks once for what has ended and what is owed, and does it. */
  async sweep(): Promise<void> {
    await this.#sweep?.end();
    await this.#sweep?.take();
    await this.#sweep?.done();
  }

  /** A request that owes this, with its cards in Teams: all of them say what held before. */
  async owing(kind: SentKind, changes: Partial<Duty> = {}): Promise<Request> {
    const duties = [sampleDuty({ what: kind, at: this.now, ...changes })];
    const requester = { id: 'ingrid', name: 'Ingrid Öberg', channelUserId: PERSON, locale: 'en' } as const;
    const place = this.#shown();
    const question = this.#shown();
    const asked = { ...ASKED, places: [{ place: question }] };
    const common = { duties, requester, place };
    switch (kind) {
      case 'question':
        return this.#put('awaiting-approval', {
          ...common,
          place: this.#shown(true),
          approval: { ...asked, places: [{ place: { ...question, cardId: undefined } }] },
          dueAt: this.now + HOUR,
        });
      case 'handover':
        return this.#put('carried-out', { ...common, carriedOutAt: this.now, dueAt: this.now + HOUR / 4 });
      case 'run-card':
        return this.#put('approved', {
          ...common,
          approval: { ...asked, decision: APPROVED },
          dueAt: this.now + HOUR / 2,
        });
      case 'cards':
      case 'notice':
        return this.#put('declined', {
          ...common,
          approval: { ...asked, decision: DECLINED },
          finishedAt: this.now,
        });
    }
  }

  #put<State extends RequestState>(state: State, changes: Partial<In<State>>): Promise<In<State>> {
    return this.#bench.put<State>({ ...changes, state });
  }

  /** A card that still says what it said first. */
  #shown(personal = false): Place {
    const { serviceUrl } = this.connector;
    const conversationId = `19:${randomUUID()}@thread.tacv2`;
    const id = randomUUID();
    this.connector.messages.set(id, { id, conversationId, type: 'message', text: 'as it was' });
    return { serviceUrl, conversationId, personal, cardId: id };
  }

  async present({ id }: Request): Promise<Request> {
    const found = await this.desk.store.get(id);
    if (!found) throw new Error(`There is no request ${id}`);
    return found;
  }

  async owes(request: Request, kind: DutyKind): Promise<boolean> {
    return owes(await this.present(request), kind);
  }

  /** When it is tried again, from now. Milliseconds. */
  async within(request: Request, kind: DutyKind): Promise<number> {
    const owed = (await this.present(request)).duties.find(({ what }) => what === kind);
    return owed ? owed.at - this.now : Number.NaN;
  }
}
