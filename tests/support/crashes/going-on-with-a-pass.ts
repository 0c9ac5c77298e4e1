import assert from 'node:assert/strict';
import type { Request, RequestState } from '../../../src/desk/request/request.ts';
import { action, answeredCard, cardOf } from '../chat.ts';
import { inputsOf, pass, passesOf, passOn, type SandboxPass, signInWith } from '../passes.ts';
import { MINUTE } from '../story.ts';
import type { Stage } from './stage.ts';

/** The buttons with which people go on in each state. */
const NEXT: Readonly<Partial<Record<RequestState, readonly string[]>>> = {
  open: ['confirm', 'take-over'],
  unknown: ['retry'],
  'carried-out': ['show'],
};
/** More clicks than any request needs. */
const MOST_CLICKS = 6;

/** A bot starts on the store of the dead one, and two minutes pass, for the directory as well. */
export async function succeedWithPass(stage: Stage): Promise<void> {
  await pass(stage.world, MINUTE + 1_000);
  await stage.world.startBot();
  await letPass(stage, MINUTE + 1_000);
}

/** Time passes, and the timers come before and after. */
export async function letPass({ world }: Stage, milliseconds: number): Promise<void> {
  await world.bot.sweep();
  await pass(world, milliseconds);
  await world.bot.sweep();
}

/** People press what the cards of the newest request offer them, until it has ended; whoever is shown a pass signs in with it. */
export async function goOnWithPass(stage: Stage): Promise<void> {
  for (let clicks = 0; clicks < MOST_CLICKS; clicks += 1) {
    const [request] = await stage.requests();
    await assertLookedAfter(stage, request);
    const verb = request && NEXT[request.state]?.find(each => stage.button(each, request.id));
    if (!verb) return;
    await press(stage, verb, request.id);
  }
  assert.fail(`it goes on for ever: ${JSON.stringify(await stage.requests())}`);
}

async function press(stage: Stage, verb: string, request: string): Promise<void> {
  const { chat, message, pressed } = stage.button(verb, request) ?? assert.fail();
  const card = answeredCard(await chat.as(stage.erik).pressAction(pressed, message.id, inputsOf(cardOf(message))));
  if (verb !== 'show') return;
  assert.equal(await signInWith(stage.world, passOn(card)), 'signed-in', 'the pass that is shown works');
  answeredCard(await chat.pressAction(action(card, 'handed-over'), message.id));
}

/** There are never two, and whoever could sign in with one was given it, or is going to be, or it is going to be deleted. */
export async function assertLookedAfter(stage: Stage, request: Request | undefined): Promise<readonly SandboxPass[]> {
  const passes = await passesOf(stage.world);
  const live = passes.filter(({ state }) => state === 'usable');
  assert.ok(live.length <= 1, `two passes: ${JSON.stringify(live)}`);
  const [one] = live;
  const duties = (await stage.inStore(store => store.unfinished())).flatMap(each => each.duties);
  const isAwaited = request?.state === 'running' || request?.state === 'unknown';
  const isKnown = request && 'made' in request && request.made?.id === one?.id;
  const isOwed = duties.some(({ what }) => what === 'withdraw');
  assert.ok(!one || isAwaited || isKnown || isOwed, `nobody sees or withdraws it: ${JSON.stringify({ one, request })}`);
  return passes;
}
