import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { type Request, targetOf } from '../../../src/desk/request/request.ts';
import type { AuditedRequestStore } from '../../../src/store/record/audited-store.ts';
import { createSeal } from '../../../src/store/seal/seal.ts';
import type { BotProcess } from '../bot-process.ts';
import { inStore, STORES, type StoreName } from '../both-stores.ts';
import { actions, type Chat, cardOf, textOf } from '../chat.ts';
import type { CardAction, SentActivity } from '../connector.ts';
import { type KillPoint, killAt } from '../kill-point.ts';
import { ANNA, ERIK, JOHANNA, MINUTE, RESET } from '../story.ts';
import { type Client, World } from '../world.ts';

/** Where a bot dies: at a call that it makes, or so long after the click was sent. */
export type Death = KillPoint | { milliseconds: number };

/** What a person does, and the bot does not survive. */
export type Deed = () => Promise<{ status: number }>;

/** A bot that is going to be killed, and the people who talk to it. */
export class Stage {
  readonly world: World;
  readonly victim: BotProcess;
  /** Helpdesk Administrator, who asks. */
  readonly erik: Client;
  /** Authentication Administrator, who approves. */
  readonly johanna: Client;
  readonly personal: Chat;
  /** Where it is asked; the personal chat unless a story says otherwise. */
  here: Chat;
  /** Where it is approved, when that is another place. */
  approvals?: Chat;
  /** The chat of whoever held the account before, when somebody did. */
  holder?: Chat;
  /** Every temporary password that was ever seen in the store or on a card. */
  readonly passwords = new Set<string>();
  readonly #environment: Record<string, string>;

  private constructor(world: World, environment: Record<string, string>, erik: Client, johanna: Client) {
    const [victim] = world.processes;
    assert.ok(victim);
    this.world = world;
    this.victim = victim;
    this.#environment = environment;
    this.erik = erik;
    this.johanna = johanna;
    this.personal = world.chat(erik);
    this.here = this.personal;
  }

  static async start(store: StoreName, policy: Record<string, string>): Promise<Stage> {
    const environment = await STORES[store]();
    const world = await World.startProcesses(1, { ...environment, ...policy });
    return new Stage(world, environment, await world.person(ERIK), await world.person(JOHANNA));
  }

  /** Lets the bot die at what a person does. Returns once it is dead. */
  async kill(at: Death, deed: Deed): Promise<void> {
    if ('milliseconds' in at) {
      const done = deed();
      await wait(at.milliseconds);
      await this.victim.kill();
      await done;
    } else {
      await killAt(this.world, this.victim, at);
      await deed();
    }
    assert.deepEqual(await within(60_000, this.victim.ended), { code: null, signal: 'SIGKILL' });
    await this.#keepPasswords();
  }

  /** A bot starts on the store of the dead one, and two minutes pass. */
  async succeed(): Promise<void> {
    this.world.passTime(MINUTE + 1_000);
    await this.world.startBot();
    await this.pass(MINUTE + 1_000);
    await this.#keepPasswords();
  }

  /** Time passes, and the minute timer comes before and after. */
  async pass(milliseconds: number): Promise<void> {
    await this.world.bot.sweep();
    this.world.passTime(milliseconds);
    await this.world.bot.sweep();
  }

  inStore<T>(look: (store: AuditedRequestStore) => Promise<T>): Promise<T> {
    return inStore(this.world, this.#environment, look);
  }

  /** What Erik has asked for, the newest first. */
  requests(): Promise<Request[]> {
    return this.inStore(store => store.history({ requesterId: this.erik.objectId }, 10));
  }

  /** Whether a password that the bot made is the one with which its target signs in. */
  async isSet(): Promise<boolean> {
    const [request] = await this.requests();
    const target = (request && targetOf(request))?.userPrincipalName ?? ANNA;
    const tries = await Promise.all([...this.passwords].map(each => this.world.trySignIn(target, each)));
    return tries.includes('must-change-password');
  }

  /** How many calls have set a password. */
  async resets(): Promise<number> {
    const calls = await this.world.graphCalls();
    return calls.filter(call => call.method === 'POST' && call.path.includes(RESET)).length;
  }

  /** What is read in a conversation now: the text of every message. */
  texts(chat: Chat): string[] {
    return this.world.connector.in(chat.id).map(message => textOf(message).replaceAll('\u200b', ''));
  }

  /** The newest message, in any conversation, on which this button of the request can be pressed. */
  button(verb: string, request: string): { chat: Chat; message: SentActivity; pressed: CardAction } | undefined {
    return this.buttons(verb, request).at(-1);
  }

  buttons(verb: string, request: string): { chat: Chat; message: SentActivity; pressed: CardAction }[] {
    const chats = [this.personal, this.here, this.approvals].filter(chat => chat !== undefined);
    return [...this.world.connector.messages.values()].flatMap(message => {
      const chat = chats.find(each => each.id === message.conversationId);
      const pressed = message.attachments?.[0]?.contentType.includes('adaptive')
        ? actions(cardOf(message)).find(one => one.verb === verb && one.data?.request === request)
        : undefined;
      return chat && pressed ? [{ chat, message, pressed }] : [];
    });
  }

  async #keepPasswords(): Promise<void> {
    const seal = createSeal(this.world.sealKeys.current);
    for (const request of await this.requests()) {
      if ('sealed' in request && request.sealed !== undefined)
        this.passwords.add(seal.unseal(request.sealed, request.id));
    }
  }
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const late = wait(milliseconds, undefined, { ref: false }).then(() => assert.fail('the bot was not killed'));
  return Promise.race([work, late]);
}
