import assert from 'node:assert/strict';
import type { Card, CardAction, Connector, SentActivity } from './connector.ts';
import type { SandboxProcess } from './sandbox-process.ts';
import type { Client } from './world.ts';

export type ChatKind = 'personal' | 'groupChat' | 'channel';

/** What the bot answered to an invoke. */
export interface InvokeAnswer {
  status: number;
  /** For a card action: the status, type and value inside the body. */
  statusCode?: number;
  type?: string;
  value?: unknown;
  body?: unknown;
}

let activities = 0;

/** How many activities have been posted by all clients. */
export function posted(): number {
  return activities;
}

/** What a conversation needs: the relay, and the connector that gets the bot's answers. */
export type Teams = { sandbox: Pick<SandboxProcess, 'relayUrl' | 'environment'>; connector: Connector };

/** A conversation with the bot, as one person's client sees it. */
export class Chat {
  readonly id: string;
  readonly kind: ChatKind;
  readonly client: Client;
  readonly #world: Teams;
  /** The bot that gets what is sent here; without one, the one that gets everything. */
  readonly #bot?: { url: string };

  constructor(world: Teams, client: Client, id: string, kind: ChatKind, bot?: { url: string }) {
    this.#world = world;
    this.client = client;
    this.id = id;
    this.kind = kind;
    this.#bot = bot;
  }

  /** The same conversation through another person's client. */
  as(client: Client): Chat {
    return new Chat(this.#world, client, this.id, this.kind, this.#bot);
  }

  /** The same conversation, with what is sent through it delivered to this one of several bots. */
  via(bot: { url: string }): Chat {
    return new Chat(this.#world, this.client, this.id, this.kind, bot);
  }

  /** Writes a message, and returns the first that the bot then posts here. */
  async says(text: string, more: Record<string, unknown> = {}): Promise<SentActivity> {
    const before = new Set(this.#world.connector.in(this.id).map(message => message.id));
    const answer = await this.post({ type: 'message', text, textFormat: 'plain', ...more });
    assert.equal(answer.status, 200);
    return this.next(before, `an answer to "${text}"`);
  }

  /** The first message of this conversation that is not among `before`. */
  next(before: ReadonlySet<string>, what: string): Promise<SentActivity> {
    const find = () => this.#world.connector.in(this.id).find(message => !before.has(message.id));
    return this.#world.connector.until(find, what);
  }

  /** Waits until a message of this conversation has this text on its card. */
  card(text: string): Promise<SentActivity> {
    const find = () => this.#world.connector.in(this.id).find(message => textOf(message).includes(text));
    return this.#world.connector.until(find, `a card with "${text}"`);
  }

  /** Presses the button with this verb on the card of a message. */
  press(message: SentActivity, verb: string, inputs: Record<string, unknown> = {}, value = {}): Promise<InvokeAnswer> {
    return this.pressAction(action(cardOf(message), verb), message.id, inputs, value);
  }

  /** Presses a button of a card that came as the answer to a click. */
  pressAction(
    pressed: CardAction,
    messageId: string,
    inputs: Record<string, unknown> = {},
    value = {},
  ): Promise<InvokeAnswer> {
    return this.execute(pressed.verb ?? '', { ...pressed.data, ...inputs }, messageId, value);
  }

  /** Sends a card action as it is, whatever it holds. */
  execute(verb: string, data: unknown, replyToId: string, value: Record<string, unknown> = {}): Promise<InvokeAnswer> {
    return this.invoke(
      'adaptiveCard/action',
      { action: { type: 'Action.Execute', verb, data }, trigger: 'manual', ...value },
      { replyToId },
    );
  }

  async invoke(name: string, value: unknown, more: Record<string, unknown> = {}): Promise<InvokeAnswer> {
    const { status, body } = await this.post({ type: 'invoke', name, value, ...more });
    const inner = typeof body === 'object' && body !== null ? body : {};
    return { status, body, ...inner } as InvokeAnswer;
  }

  /** A message as it is written where others talk too: with a mention of the bot, unless it has one. `overheard` has none. */
  #addressed({ overheard, ...activity }: Record<string, unknown>): Record<string, unknown> {
    const { type, text, entities } = activity;
    const id = `28:${this.#world.sandbox.environment.BOT_ID}`;
    const others = Array.isArray(entities) ? entities : [];
    if (type !== 'message' || overheard === true || others.some(one => one?.mentioned?.id === id)) return activity;
    const own = { type: 'mention', text: '<at>Nyckel</at>', mentioned: { id, name: 'Nyckel' } };
    return { ...activity, text: `<at>Nyckel</at> ${text}`, entities: [...others, own] };
  }

  /** Posts an activity of this person through the relay. */
  async post(activity: Record<string, unknown>): Promise<{ status: number; body: unknown }> {
    activities += 1;
    const { client } = this;
    const answer = await fetch(this.#world.sandbox.relayUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.#bot && { 'x-bot-endpoint': `${this.#bot.url}/api/messages` }),
      },
      body: JSON.stringify({
        id: `incoming-${activities}`,
        channelId: 'msteams',
        serviceUrl: this.#world.connector.serviceUrl,
        from: { id: client.channelUserId, aadObjectId: client.objectId, name: client.name },
        recipient: { id: `28:${this.#world.sandbox.environment.BOT_ID}`, name: 'Nyckel' },
        conversation: { id: this.id, conversationType: this.kind, isGroup: this.kind !== 'personal' },
        locale: client.locale,
        localTimezone: 'Europe/Stockholm',
        ...(this.kind === 'personal' ? activity : this.#addressed(activity)),
      }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  }
}

/** The Adaptive Card of a message; throws when it has none. */
export function cardOf(message: SentActivity): Card {
  const card = message.attachments?.find(one => one.contentType === 'application/vnd.microsoft.card.adaptive')?.content;
  assert.ok(card, `the message has no Adaptive Card: ${JSON.stringify(message)}`);
  return card;
}

/** The card of an answer to a click; throws when it is something else. */
export function answeredCard(answer: InvokeAnswer): Card {
  assert.equal(answer.type, 'application/vnd.microsoft.card.adaptive', JSON.stringify(answer));
  return answer.value as Card;
}

/** The button with this verb; throws when the card has none. */
export function action(card: Card, verb: string): CardAction {
  const found = actions(card).find(one => one.verb === verb);
  assert.ok(found, `the card has no button ${verb}: ${JSON.stringify(card)}`);
  return found;
}

/** Every action of a card, wherever it stands. */
export function actions(node: unknown): CardAction[] {
  if (Array.isArray(node)) return node.flatMap(actions);
  if (typeof node !== 'object' || node === null) return [];
  const own =
    'type' in node && typeof node.type === 'string' && node.type.startsWith('Action.') ? [node as CardAction] : [];
  return [...own, ...Object.values(node).flatMap(actions)];
}

/** What a person reads on a card or message: the texts of all elements, joined. */
export function textOf(node: unknown): string {
  if (Array.isArray(node)) return node.map(textOf).join('\n');
  if (typeof node !== 'object' || node === null) return '';
  const own = Object.entries(node).filter(
    ([key, value]) => typeof value === 'string' && ['text', 'title', 'value'].includes(key),
  );
  const runs = Array.isArray((node as Card).inlines)
    ? [(node as { inlines: { text?: string }[] }).inlines.map(run => run.text ?? '').join('')]
    : [];
  return [
    ...runs,
    ...own.map(([, value]) => String(value)),
    ...Object.entries(node)
      .filter(([key]) => key !== 'inlines')
      .map(([, value]) => textOf(value)),
  ]
    .filter(Boolean)
    .join('\n');
}
