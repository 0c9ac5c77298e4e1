import { DEFAULT_POLICY } from './approvals.ts';
import type { Chat, ChatKind } from './chat.ts';
import type { SentActivity } from './connector.ts';
import { askForAnna, ERIK, JOHANNA } from './story.ts';
import { type Client, World } from './world.ts';

/** What a suite does with what is there before each of its tests: it keeps it, and goes on from there. */
type Begin<Scene> = (scene: Scene) => unknown;

/** Each test of the suite in a world of its own, which stops after it. */
export function eachInAWorld(begin: Begin<{ world: World }>, environment: Record<string, string> = {}): void {
  let world: World | undefined;
  beforeEach(async () => {
    world = undefined;
    world = await World.start(environment);
    await begin({ world });
  });
  afterEach(() => world?.stop());
}

/** The same, with Erik in it. */
export function eachWithErik(begin: Begin<{ world: World; erik: Client }>, environment?: Record<string, string>): void {
  eachInAWorld(async ({ world }) => begin({ world, erik: await world.person(ERIK) }), environment);
}

/** The same, in Erik's own chat with the bot. */
export function eachInChatWithErik(begin: Begin<{ world: World; erik: Client; chat: Chat }>): void {
  eachWithErik(({ world, erik }) => begin({ world, erik, chat: world.chat(erik) }));
}

/** The same, with the default policy, and with Johanna, who may approve what Erik asks for. */
export function eachWithApprover(
  begin: Begin<{ world: World; erik: Client; johanna: Client }>,
  environment: Record<string, string> = DEFAULT_POLICY,
): void {
  const both = async ({ world, erik }: { world: World; erik: Client }) =>
    begin({ world, erik, johanna: await world.person(JOHANNA) });
  eachWithErik(both, environment);
}

/** Each test in a world of its own in which Erik has asked for Anna's password, in such a chat. */
export function eachAskedForAnna(
  begin: Begin<{ world: World; erik: Client; chat: Chat; asked: SentActivity }>,
  kind: ChatKind = 'personal',
): void {
  eachWithErik(async ({ world, erik }) => begin({ world, erik, ...(await askForAnna(world, erik, kind)) }));
}

/** One world for all tests of the suite: each begins with the sample tenant and nobody's messages. */
export function oneWorld(begin: Begin<{ world: World }>, environment: Record<string, string> = {}): void {
  let world: World;
  before(async () => {
    world = await World.start(environment);
  });
  after(() => world?.stop());
  beforeEach(async () => {
    await world.reset();
    await begin({ world });
  });
}

/** The same, with Erik in it. */
export function oneWorldWithErik(begin: Begin<{ world: World; erik: Client }>): void {
  oneWorld(async ({ world }) => begin({ world, erik: await world.person(ERIK) }));
}

/** The same, with Johanna in it, who may give passes. */
export function oneWorldWithJohanna(
  begin: Begin<{ world: World; johanna: Client }>,
  environment: Record<string, string> = {},
): void {
  oneWorld(async ({ world }) => begin({ world, johanna: await world.person(JOHANNA) }), environment);
}
