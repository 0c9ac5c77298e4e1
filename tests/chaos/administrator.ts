import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { BotProcess } from '../support/bot-process.ts';
import { actions, type Chat, type InvokeAnswer } from '../support/chat.ts';
import type { CardAction, SentActivity } from '../support/connector.ts';
import type { Client, World } from '../support/world.ts';
import type { Duties, Seen, Target } from './duties.ts';
import { isAbout, isOver, readingOf } from './reading.ts';
import { asksAbout, SecondPerson } from './second-person.ts';
import { type Facts, falsehoods } from './truth.ts';

const PASSWORD = /[DFHLMNRT][c-x2-9]{3}(-[c-x2-9]{4}){3}/;
/** Between two looks, as a person has them. Milliseconds. */
const LOOKS = 300;
/** After so long without any answer a person writes again. Milliseconds. */
const SILENCE = 6_000;
/** How often Teams delivers a message that the bot could not take. */
const DELIVERIES = 20;
/** So many are asked for also where the machine is slow. */
const LEAST = 3;
/** How long a card may say what was true before the last click. Milliseconds. */
const LAGS = 30_000;

/** One reset: what is known of it, where it goes on, and what was there before. */
interface Reset {
  facts: Facts;
  chat: Chat;
  personal: Chat;
  known: ReadonlySet<string>;
  /** Questions about it in the approvals conversation. */
  questions: Set<string>;
  second: SecondPerson;
}

/** An administrator at work: asks, confirms, tries again, shows, hands over, through whichever bot answers. */
export class Administrator {
  readonly seen: Seen = { asked: 0, handedOver: 0, decided: 0, wrong: [], turns: 0 };
  readonly #world: World;
  readonly #client: Client;
  readonly #duties: Duties;

  constructor(world: World, client: Client, duties: Duties) {
    this.#world = world;
    this.#client = client;
    this.#duties = duties;
  }

  /** Resets one password after the other until the signal, and a few on any day; what was begun is brought to its end. */
  async work(signal: AbortSignal, patience: number): Promise<void> {
    const { targets } = this.#duties;
    for (let turn = 0; !signal.aborted || turn < LEAST; turn += 1) {
      const target = targets[turn % targets.length];
      if (target) await this.#reset(await this.#begin(target, turn % 3 === 2 ? 'groupChat' : 'personal'), patience);
    }
  }

  async #begin(target: Target, kind: 'personal' | 'groupChat'): Promise<Reset> {
    const { sandbox, connector } = this.#world;
    const { userPrincipalName, id, displayName } = target;
    const before = `Before-${randomUUID()}`;
    await sandbox.control('POST', 'set-password', { userPrincipalName, password: before });
    const { revocations } = await sandbox.control<{ revocations: number }>('GET', `users/${id}`);
    const { calls } = await sandbox.control<{ calls: { n: number }[] }>('GET', 'calls?service=graph');
    const chat = this.#world.chat(this.#client, kind);
    const personal = kind === 'personal' ? chat : this.#world.chat(this.#client);
    const { colleagues, approvals, random } = this.#duties;
    const facts: Facts = {
      target: userPrincipalName,
      targetId: id,
      targetName: displayName,
      requesterName: this.#client.name,
      before,
      revocationsBefore: revocations,
      callsBefore: calls.at(-1)?.n ?? 0,
      personal: personal.id,
      approvals: approvals.id,
      approvers: new Set(),
      decliners: new Set(),
    };
    const second = new SecondPerson(shuffled(colleagues, random), random, (on, button, inputs) =>
      this.#press(on, button, facts, inputs),
    );
    return { facts, chat, personal, known: new Set(connector.messages.keys()), questions: new Set(), second };
  }

  async #reset(reset: Reset, patience: number): Promise<void> {
    const { chat, facts } = reset;
    this.seen.asked += 1;
    await this.#signIn(this.#client);
    await this.#post(chat, `reset password for ${facts.target}`);
    const end = Date.now() + patience;
    let asked = Date.now();
    while (Date.now() < end) {
      const mine = this.#messages(reset);
      if (mine.length === 0 && Date.now() - asked > SILENCE) {
        asked = Date.now();
        await this.#post(chat, `reset password for ${facts.target}`);
      }
      // What is answered with words alone, as a refusal or an outage, is asked for another day.
      const refused = facts.request === undefined && mine.length > 0 && Date.now() - asked > SILENCE;
      if ((await this.#next(reset, mine)) || refused) break;
      await wait(LOOKS);
    }
    this.seen.decided += facts.approvers.size + facts.decliners.size > 0 ? 1 : 0;
    // What still hangs in the network arrives, and what was said has to be true all the same.
    await this.#world.sandbox.control('POST', 'late-calls');
    this.seen.wrong.push(...(await this.#standing(reset)));
  }

  /** What is false on the cards when the reset is over; what may lag is given its time. */
  async #standing(reset: Reset): Promise<string[]> {
    const look = async (lags: boolean) => {
      const texts = this.#messages(reset).map(readingOf);
      return (await Promise.all(texts.map(text => falsehoods(this.#world, text, reset.facts, lags)))).flat();
    };
    const wrong = await look(false);
    const end = Date.now() + LAGS;
    for (;;) {
      const all = await look(true);
      if (all.length === 0 || Date.now() >= end) return [...new Set([...wrong, ...all])];
      await wait(LOOKS);
    }
  }

  #messages({ chat, personal, known, questions, facts }: Reset): SentActivity[] {
    const { connector } = this.#world;
    const asking = connector.in(facts.approvals).filter(each => asksAbout(each, facts.request));
    for (const { id } of asking) questions.add(id);
    facts.asked ||= questions.size > 0;
    const own = (chat.id === personal.id ? [chat] : [chat, personal]).flatMap(({ id }) => connector.in(id));
    return [
      ...own.filter(each => !known.has(each.id) && isAbout(facts.target, readingOf(each))),
      ...connector.in(facts.approvals).filter(({ id }) => questions.has(id)),
    ];
  }

  /** Presses what a person would press next; true when there is nothing more to do. */
  async #next(reset: Reset, messages: readonly SentActivity[]): Promise<boolean> {
    const { facts, chat, personal, second } = reset;
    // Whoever sees the password looks at nothing else.
    const offers = (message: SentActivity) => Number(actions(message).some(({ verb }) => verb === 'show'));
    for (const message of messages.toSorted((one, other) => offers(other) - offers(one))) {
      const text = readingOf(message);
      facts.delivered ||= text.includes('The temporary password is ready');
      await this.#check(text, facts);
      const at = [chat, personal, this.#duties.approvals].find(({ id }) => id === message.conversationId) ?? chat;
      const button = this.#wanted(message, second);
      if (button) {
        facts.request ??= String(button.data?.request);
        const inputs = button.verb === 'confirm' ? { signOut: String(this.#duties.random() < 0.5) } : {};
        const answer = await this.#press({ chat: at, messageId: message.id }, button, facts, inputs);
        return button.verb === 'show' ? this.#handOver({ chat: at, messageId: message.id }, answer, facts) : false;
      }
      if (asksAbout(message, facts.request)) await second.decide(at, message, facts);
    }
    return isOver(messages.map(readingOf).join('\n'));
  }

  /** The button of a message that the requester would press. */
  #wanted(message: SentActivity, second: SecondPerson): CardAction | undefined {
    const verbs = ['confirm', 'retry', 'run', 'show', ...(second.isGivenUp ? ['cancel'] : [])];
    return verbs.map(verb => actions(message).find(each => each.verb === verb)).find(button => button !== undefined);
  }

  async #handOver(on: { chat: Chat; messageId: string }, answer: InvokeAnswer, facts: Facts): Promise<boolean> {
    const password = PASSWORD.exec(readingOf(answer.value))?.[0];
    if (!password) return false;
    facts.shown = password;
    const works = await this.#world.trySignIn(facts.target, password);
    if (works !== 'must-change-password') this.seen.wrong.push(`the password shown for ${facts.target}: ${works}`);
    const button = actions(answer.value).find(each => each.verb === 'handed-over');
    for (let tries = 0; button && tries < 20; tries += 1) {
      const done = readingOf((await this.#press(on, button, facts)).value);
      if (/Handed over/.test(done) && !/Temporary password$/m.test(done)) {
        this.seen.handedOver += 1;
        return true;
      }
      await wait(LOOKS);
    }
    return true;
  }

  async #press(
    on: { chat: Chat; messageId: string },
    button: CardAction,
    facts: Facts,
    inputs = {},
  ): Promise<InvokeAnswer> {
    this.seen.turns += 1;
    const answer = await on.chat.via(this.#bot()).pressAction(button, on.messageId, inputs);
    if (answer.status !== 200 || ![200, 401, 412].includes(answer.statusCode ?? 0)) {
      this.seen.wrong.push(`a click was answered with ${JSON.stringify(answer)}`);
    }
    if (answer.statusCode !== 200) await this.#signIn(on.chat.client);
    await this.#check(readingOf(answer.value), facts);
    return answer;
  }

  /** What is answered with 503, while the channel's keys can't be read for the first time, Teams delivers again. */
  async #post(chat: Chat, text: string): Promise<void> {
    this.seen.turns += 1;
    for (let tries = 1; ; tries += 1) {
      const { status } = await chat.via(this.#bot()).post({ type: 'message', text, textFormat: 'plain' });
      if (status === 503 && tries < DELIVERIES) {
        await wait(LOOKS);
        continue;
      }
      if (status !== 200) this.seen.wrong.push(`a message was answered with ${status}`);
      return;
    }
  }

  /** On the sign-in page, so that the next click or message has a token again. */
  async #signIn({ channelUserId }: Client): Promise<void> {
    await this.#world.sandbox.control('PUT', `sign-ins/${encodeURIComponent(channelUserId)}`, { state: 'signed-in' });
  }

  async #check(text: string, facts: Facts): Promise<void> {
    this.seen.wrong.push(...(await falsehoods(this.#world, text, facts)));
  }

  #bot(): BotProcess {
    const bots = this.#world.processes;
    const bot = bots[Math.floor(this.#duties.random() * bots.length)];
    if (!bot) throw new Error('There is no bot');
    return bot;
  }
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map(each => ({ each, order: random() }))
    .toSorted((one, other) => one.order - other.order)
    .map(({ each }) => each);
}
