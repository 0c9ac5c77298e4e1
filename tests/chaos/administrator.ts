import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { BotProcess } from '../support/bot-process.ts';
import { actions, type Chat, type InvokeAnswer, textOf } from '../support/chat.ts';
import type { CardAction, SentActivity } from '../support/connector.ts';
import type { Client, World } from '../support/world.ts';
import { type Facts, falsehoods } from './truth.ts';

const PASSWORD = /[DFHLMNRT][c-x2-9]{3}(-[c-x2-9]{4}){3}/;
/** Between two looks, as a person has them. Milliseconds. */
const LOOKS = 300;
/** After so long without any answer a person writes again. Milliseconds. */
const SILENCE = 6_000;
/** How often Teams delivers a message that the bot could not take. */
const DELIVERIES = 20;

export interface Target {
  userPrincipalName: string;
  displayName: string;
}

/** What one administrator saw of all their resets. */
export interface Seen {
  asked: number;
  handedOver: number;
  /** Each a sentence that was not true, or an answer that nobody should get. */
  wrong: string[];
  /** Messages and clicks. */
  turns: number;
}

/** An administrator at work: asks, confirms, tries again, shows, hands over, through whichever bot answers. */
export class Administrator {
  readonly seen: Seen = { asked: 0, handedOver: 0, wrong: [], turns: 0 };
  readonly #world: World;
  readonly #client: Client;
  readonly #targets: readonly Target[];
  readonly #random: () => number;

  constructor(world: World, client: Client, targets: readonly Target[], random: () => number) {
    this.#world = world;
    this.#client = client;
    this.#targets = targets;
    this.#random = random;
  }

  /** Resets one password after the other until the signal; what was begun is brought to its end. */
  async work(signal: AbortSignal, patience: number): Promise<void> {
    for (let turn = 0; !signal.aborted; turn += 1) {
      const target = this.#targets[turn % this.#targets.length];
      if (target) await this.#reset(target, turn % 3 === 2 ? 'groupChat' : 'personal', patience);
    }
  }

  async #reset(target: Target, kind: 'personal' | 'groupChat', patience: number): Promise<void> {
    const before = `Before-${randomUUID()}`;
    await this.#world.sandbox.control('POST', 'set-password', {
      userPrincipalName: target.userPrincipalName,
      password: before,
    });
    const chat = this.#world.chat(this.#client, kind);
    const personal = kind === 'personal' ? chat : this.#world.chat(this.#client);
    const facts: Facts = {
      target: target.userPrincipalName,
      targetName: target.displayName,
      requesterName: this.#client.name,
      before,
      personal: personal.id,
    };
    this.seen.asked += 1;
    const known = new Set([...this.#world.connector.messages.keys()]);
    await this.#post(chat, `reset password for ${target.userPrincipalName}`);
    const end = Date.now() + patience;
    let asked = Date.now();
    while (Date.now() < end) {
      const mine = this.#messages(chat, personal, known);
      if (mine.length === 0 && Date.now() - asked > SILENCE) {
        asked = Date.now();
        await this.#post(chat, `reset password for ${target.userPrincipalName}`);
      }
      if (await this.#next(facts, { chat, personal }, mine)) break;
      await wait(LOOKS);
    }
    for (const message of this.#messages(chat, personal, known)) await this.#check(textOf(message), facts);
  }

  #messages(chat: Chat, personal: Chat, known: ReadonlySet<string>): SentActivity[] {
    const both = chat.id === personal.id ? [chat] : [chat, personal];
    return both.flatMap(({ id }) => this.#world.connector.in(id)).filter(({ id }) => !known.has(id));
  }

  /** Presses what a person would press next; true when there is nothing more to do. */
  async #next(facts: Facts, at: { chat: Chat; personal: Chat }, messages: readonly SentActivity[]): Promise<boolean> {
    for (const message of messages) {
      const text = textOf(message);
      facts.delivered ||= text.includes('The temporary password is ready');
      await this.#check(text, facts);
      for (const verb of ['confirm', 'retry', 'show']) {
        const button = actions(message).find(each => each.verb === verb);
        if (!button) continue;
        facts.request ??= String(button.data?.request);
        const chat = message.conversationId === at.chat.id ? at.chat : at.personal;
        const answer = await this.#press(chat, button, message.id, facts);
        if (verb === 'show') return this.#handOver(chat, message.id, answer, facts);
        return false;
      }
    }
    const texts = messages.map(textOf).join('\n');
    if (facts.request === undefined && /number/.test(texts)) return true;
    return (
      /was not reset|Expired|You have no role|number:|not find|No account|refused/i.test(texts) &&
      !/being reset/.test(texts)
    );
  }

  async #handOver(chat: Chat, messageId: string, answer: InvokeAnswer, facts: Facts): Promise<boolean> {
    const password = PASSWORD.exec(textOf(answer.value))?.[0];
    if (!password) return false;
    facts.shown = password;
    const works = await this.#world.trySignIn(facts.target, password);
    if (works !== 'must-change-password') this.seen.wrong.push(`the password shown for ${facts.target}: ${works}`);
    const button = actions(answer.value).find(each => each.verb === 'handed-over');
    for (let tries = 0; button && tries < 20; tries += 1) {
      const done = await this.#press(chat, button, messageId, facts);
      if (/Handed over/.test(textOf(done.value)) && !/Temporary password$/m.test(textOf(done.value))) {
        this.seen.handedOver += 1;
        return true;
      }
      await wait(LOOKS);
    }
    return true;
  }

  async #press(chat: Chat, button: CardAction, messageId: string, facts: Facts): Promise<InvokeAnswer> {
    this.seen.turns += 1;
    const answer = await chat.via(this.#bot()).pressAction(button, messageId);
    if (answer.status !== 200 || ![200, 401, 412].includes(answer.statusCode ?? 0)) {
      this.seen.wrong.push(`a click was answered with ${JSON.stringify(answer)}`);
    }
    await this.#check(typeof answer.value === 'string' ? answer.value : textOf(answer.value), facts);
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

  async #check(text: string, facts: Facts): Promise<void> {
    this.seen.wrong.push(...(await falsehoods(this.#world, text.replaceAll('\u200b', ''), facts)));
  }

  #bot(): BotProcess {
    const bots = this.#world.processes;
    const bot = bots[Math.floor(this.#random() * bots.length)];
    if (!bot) throw new Error('There is no bot');
    return bot;
  }
}
