import { actions, type Chat } from '../support/chat.ts';
import type { CardAction, SentActivity } from '../support/connector.ts';
import type { Client } from '../support/world.ts';
import type { Facts } from './truth.ts';

/** What the colleagues make of a request: half of them agree at once. */
const VERDICTS = ['approve', 'approve', 'approve', 'later', 'decline', 'both', 'nobody', 'approve'] as const;
type Verdict = (typeof VERDICTS)[number];

/** How long whoever waits lets a request wait. Milliseconds. */
const WAITS = 4_000;

const REASON = 'She is not at work today';

export type Press = (on: { chat: Chat; messageId: string }, button: CardAction, inputs?: object) => Promise<unknown>;

/** The colleagues who are asked about one request: they approve, at once or later, decline, both at once, or do nothing. */
export class SecondPerson {
  readonly #colleagues: readonly Client[];
  readonly #press: Press;
  readonly #verdict: Verdict;
  #since?: number;

  constructor(colleagues: readonly Client[], random: () => number, press: Press) {
    this.#colleagues = colleagues;
    this.#press = press;
    this.#verdict = VERDICTS[Math.floor(random() * VERDICTS.length)] ?? 'approve';
  }

  /** Nobody decides, and the requester has waited for long enough. */
  get isGivenUp(): boolean {
    return this.#verdict === 'nobody' && this.#waited();
  }

  /** Decides on the request that this message of the chat asks about, if it is time. */
  async decide(chat: Chat, message: SentActivity, facts: Facts): Promise<void> {
    this.#since ??= Date.now();
    const buttons = actions(message);
    const of = (verb: string) => buttons.find(each => each.verb === verb);
    const [approve, decline] = [of('approve'), of('decline')];
    const [first, second] = this.#colleagues;
    if (!approve || !decline || !first || !second || this.#verdict === 'nobody') return;
    if (this.#verdict === 'later' && !this.#waited()) return;
    const approves = async () => {
      facts.approvers.add(first.name);
      await this.#press({ chat: chat.as(first), messageId: message.id }, approve);
    };
    const declines = async () => {
      facts.decliners.add(second.name);
      await this.#press({ chat: chat.as(second), messageId: message.id }, decline, { declineReason: REASON });
    };
    if (this.#verdict === 'both') await Promise.all([approves(), declines()]);
    else await (this.#verdict === 'decline' ? declines() : approves());
  }

  #waited(): boolean {
    return this.#since !== undefined && Date.now() - this.#since >= WAITS;
  }
}

/** Whether the message asks somebody else to approve this request. */
export function asksAbout(message: SentActivity, request: string | undefined): boolean {
  return actions(message).some(({ verb, data }) => verb === 'approve' && data?.request === request);
}
