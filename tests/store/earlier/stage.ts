import assert from 'node:assert/strict';
import { sqliteContents } from '../../../src/operate/doctor/checks/sqlite-contents.ts';
import type { SealedPassword } from '../../../src/operate/doctor/checks/store-contents.ts';
import { tableContents } from '../../../src/operate/doctor/checks/table-contents.ts';
import { readLocation } from '../../../src/store/location.ts';
import type { AuditedRequestStore } from '../../../src/store/record/audited-store.ts';
import { inStore, type StoreName } from '../../support/both-stores.ts';
import { actions, answeredCard, Chat, type ChatKind, textOf } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { passwordOn } from '../../support/reveal.ts';
import { MINUTE, reads } from '../../support/story.ts';
import { type Client, World } from '../../support/world.ts';
import {
  type EarlierRequest,
  type EarlierStore,
  earlierStore,
  putEarlierStore,
  type Version,
} from './earlier-store.ts';

/** People of the sample tenant who appear in the earlier stores. */
const PEOPLE = [
  'erik.lindqvist',
  'johanna.bergstrom',
  'mikael.sandstrom',
  'karin.holmgren',
  'lars.nystrom',
  'fatima.haddad',
];
const SWEDISH = ['mikael.sandstrom', 'fatima.haddad'];

const NO_CREDENTIAL = { getToken: async () => null };

/** Today's bot on a store that an earlier version has left, at the time when it was left. */
export class Stage {
  readonly world: World;
  readonly made: EarlierStore;
  readonly #environment: Record<string, string>;
  readonly #people: ReadonlyMap<string, Client>;
  #started = false;

  private constructor(world: World, made: EarlierStore, store: string, people: ReadonlyMap<string, Client>) {
    this.world = world;
    this.made = made;
    this.#environment = { STORE: store };
    this.#people = people;
  }

  /** Nobody has opened the store yet. */
  static async set(version: Version, name: StoreName): Promise<Stage> {
    const made = earlierStore(version, name);
    // No bot yet: the store has to be there first.
    const world = await World.startProcesses(0, { SEAL_KEY: made.sealKey });
    const people = new Map<string, Client>();
    for (const name of PEOPLE) {
      const upn = `${name}@fjallvind.example`;
      people.set(upn, await world.person(upn, SWEDISH.includes(name) ? 'sv-SE' : 'en-US'));
    }
    const stage = new Stage(world, made, await putEarlierStore(world, version, name), people);
    for (const request of Object.values(made.requests)) stage.#putMessages(request);
    await stage.pass(made.writtenAt - Date.now());
    return stage;
  }

  /** What the earlier bot has posted, of which only the place is known. */
  #putMessages({ card, conversation, handover, run, question, by }: EarlierRequest): void {
    const personal = this.chat(by).id;
    const places: readonly (readonly [string | undefined, string])[] = [
      [card, conversation],
      [handover, personal],
      [run, personal],
      [question, this.made.approvals],
    ];
    for (const [id, conversationId] of places) {
      if (id !== undefined) this.world.connector.messages.set(id, { id, conversationId, type: 'message' });
    }
  }

  /** Starts today's bot, or starts it again; with a policy of its own where one is given. */
  async startBot(policy: Record<string, string> = {}): Promise<void> {
    if (this.#started) await this.world.bot.stop();
    this.#started = true;
    await this.world.startBot({ ...this.#environment, ...policy });
  }

  /** Looks into the store, beside the bot. */
  look<T>(look: (store: AuditedRequestStore) => Promise<T>): Promise<T> {
    return inStore(this.world, this.#environment, look);
  }

  /** Time for everybody. */
  async pass(milliseconds: number): Promise<void> {
    this.world.passTime(milliseconds);
    await this.world.sandbox.control('POST', 'clock', { advanceMs: milliseconds });
  }

  /** So many minutes pass, and the bot looks. */
  async sweepAfter(minutes: number): Promise<void> {
    // What it is looking through still, since its start, it has picked by the time of before.
    await this.world.bot.sweep();
    await this.pass(minutes * MINUTE);
    await this.world.bot.sweep();
  }

  person(upn: string): Client {
    const found = this.#people.get(upn);
    assert.ok(found, `nobody here is ${upn}`);
    return found;
  }

  /** Somebody's personal chat, or a conversation of before. */
  chat(upn: string, conversation?: string): Chat {
    const client = this.person(upn);
    return new Chat(this.world, client, conversation ?? `personal-${client.objectId}`, kindOf(conversation));
  }

  request(name: string): EarlierRequest {
    const found = this.made.requests[name];
    assert.ok(found, `there is no request "${name}"`);
    return found;
  }

  get names(): string[] {
    return Object.keys(this.made.requests);
  }

  /** The sealed passwords in the store. */
  async sealedPasswords(): Promise<readonly SealedPassword[]> {
    const location = readLocation(this.#environment.STORE ?? '');
    assert.ok(location);
    const contents =
      location.kind === 'sqlite' ? sqliteContents(location.path) : await tableContents(location, NO_CREDENTIAL);
    assert.ok(typeof contents === 'object');
    return contents.passwords;
  }

  /** The text of a message, as it is now. */
  text(id: string | undefined): string {
    const message = this.world.connector.messages.get(id ?? '');
    assert.ok(message, `there is no message ${id}`);
    return textOf(message).replaceAll('\u200b', '');
  }

  /** Waits until the request's own card reads so. */
  async shows(name: string, pattern: RegExp): Promise<void> {
    const { card } = this.request(name);
    await this.world.connector.until(() => pattern.test(this.text(card)) || undefined, `${pattern} on "${name}"`);
  }

  /** The requester presses a button of the request's own card; what they then read. */
  async press(name: string, verb: string, inputs: Record<string, unknown> = {}): Promise<string> {
    const { id, by, conversation, card } = this.request(name);
    return reads(await this.chat(by, conversation).execute(verb, { request: id, ...inputs }, card));
  }

  /** A message of this conversation with this button of the request; waits for it. */
  offered(name: string, verb: string, conversation: string): Promise<SentActivity> {
    return this.offeredFor(this.request(name).id, verb, conversation);
  }

  /** The same by the request's id. */
  offeredFor(id: string, verb: string, conversation: string): Promise<SentActivity> {
    const offers = (message: SentActivity) =>
      actions(message).some(one => one.verb === verb && one.data?.request === id);
    const find = () => this.world.connector.in(conversation).find(offers);
    return this.world.connector.until(find, `${verb} of ${id}`);
  }

  /** Shows the password and says that it was handed over; returns it. The card is the one of before, or a new one. */
  async handsOver(name: string): Promise<string> {
    const { id, by, handover } = this.request(name);
    const personal = this.chat(by);
    const card = handover ?? (await this.offered(name, 'show', personal.id)).id;
    const password = passwordOn(answeredCard(await personal.execute('show', { request: id }, card)));
    await this.saysHandedOver(name, card);
    return password;
  }

  async saysHandedOver(name: string, card = this.request(name).handover ?? ''): Promise<void> {
    const { id, by } = this.request(name);
    const done = await this.chat(by).execute('handed-over', { request: id }, card);
    assert.match(reads(done), /Handed over|Överlämnat/);
  }

  /** The names of the events of each request, oldest first, by its name. */
  async events(): Promise<Record<string, string[]>> {
    const rows = await this.look(store => store.auditTrail());
    const names = Object.entries(this.made.requests);
    return Object.fromEntries(
      names.map(([name, { id }]) => [name, rows.filter(({ requestId }) => requestId === id).map(({ event }) => event)]),
    );
  }
}

function kindOf(conversation = 'personal'): ChatKind {
  if (conversation.startsWith('personal')) return 'personal';
  return conversation.includes('groupChat') ? 'groupChat' : 'channel';
}
