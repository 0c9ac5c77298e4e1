import assert from 'node:assert/strict';
import { VERBS } from '../../../../src/cards/actions.ts';
import { owes } from '../../../../src/desk/request/duties.ts';
import type { Request } from '../../../../src/desk/request/request.ts';
import {
  assertPolite,
  GUSTAV,
  requestOn,
  rowsOf,
  stored,
  type Waiting,
  waitForApproval,
} from '../../../support/approvals.ts';
import type { Chat } from '../../../support/chat.ts';
import { eachWithApprover } from '../../../support/scene.ts';
import { runWithNewSignIn, stands } from '../../../support/sign-in.ts';
import { change, fault, LAST_CHANGE, MINUTE, OLIVIA, RESET, resetCalls, showPassword } from '../../../support/story.ts';
import type { Client, World } from '../../../support/world.ts';

/** What each state still does for its requester, by where it is pressed. Everything else has to leave it as it is. */
interface Stage {
  state: string;
  /** Verbs that the requester may press in the conversation of the card. */
  here: readonly string[];
  /** Verbs that the requester may press in their personal chat. */
  personally: readonly string[];
  /** Brings a request of Erik for Gustav there, from waiting for approval; or is where it begins. */
  reach?(scene: Scene): Promise<unknown>;
}

interface Scene {
  world: World;
  waiting: Waiting;
  erik: Client;
  johanna: Client;
  personal: Chat;
}

const approve = ({ waiting, johanna }: Scene) => waiting.chat.as(johanna).press(waiting.card, 'approve');

async function becomeUnknown(scene: Scene): Promise<void> {
  await fault(scene.world, { service: 'graph', pathPattern: LAST_CHANGE, times: null, status: 500 });
  await fault(scene.world, { service: 'graph', pathPattern: RESET, status: 500 });
  await approve(scene);
}

async function handOver(scene: Scene): Promise<void> {
  await approve(scene);
  const { personal, waiting } = scene;
  await personal.execute('handed-over', { request: waiting.request }, (await personal.card('is ready')).id);
}

async function timePasses({ world }: Scene, minutes: number): Promise<void> {
  world.passTime(minutes * MINUTE);
  await world.bot.sweep();
}

const STAGES: readonly Stage[] = [
  { state: 'awaiting-approval', here: ['cancel'], personally: ['cancel'], reach: async () => undefined },
  {
    state: 'approved',
    here: ['cancel'],
    personally: ['cancel', 'run'],
    reach: async scene => {
      await stands(scene.world, scene.erik, { state: 'signed-out' });
      await approve(scene);
      await stands(scene.world, scene.erik, { state: 'signed-in' });
    },
  },
  { state: 'unknown', here: ['retry'], personally: ['retry'], reach: becomeUnknown },
  { state: 'carried-out', here: [], personally: ['show', 'handed-over'], reach: approve },
  { state: 'done', here: ['again'], personally: ['again'], reach: handOver },
  {
    state: 'done',
    here: ['again'],
    personally: ['again'],
    reach: async scene => {
      await approve(scene);
      await timePasses(scene, 15);
    },
  },
  {
    state: 'cancelled',
    here: [],
    personally: [],
    reach: ({ waiting }) => waiting.chat.press(waiting.card, 'cancel'),
  },
  {
    state: 'declined',
    here: [],
    personally: [],
    reach: ({ waiting, johanna }) => waiting.chat.as(johanna).press(waiting.card, 'decline', { declineReason: 'no' }),
  },
  { state: 'expired', here: [], personally: [], reach: scene => timePasses(scene, 60) },
  {
    state: 'refused',
    here: [],
    personally: [],
    reach: async scene => {
      await change(scene.world, GUSTAV, { displayName: 'Gustav Nord' });
      await approve(scene);
      await change(scene.world, GUSTAV, { displayName: 'Gustav Norberg' });
    },
  },
  {
    state: 'failed',
    here: [],
    personally: [],
    reach: async scene => {
      await fault(scene.world, { service: 'graph', pathPattern: RESET, times: null, status: 403 });
      await approve(scene);
      await runWithNewSignIn(scene.world, scene.erik, scene.personal);
    },
  },
  {
    state: 'failed',
    here: [],
    personally: [],
    reach: async scene => {
      await becomeUnknown(scene);
      await timePasses(scene, 15);
    },
  },
];

describe('cards of every state, pressed with every verb', () => {
  let world: World;
  let erik: Client;
  let johanna: Client;
  let olivia: Client;
  let personal: Chat;
  eachWithApprover(async scene => {
    ({ world, erik, johanna } = scene);
    olivia = await world.person(OLIVIA);
    personal = world.chat(erik);
  });

  /** Presses every verb, but those that `may` tells, with every input at once; answers what came back, as text. */
  async function pressAll(chat: Chat, request: string, cardId: string, may: readonly string[]): Promise<string> {
    const data = { request, choice: 0, reason: 'other', ticket: 'T', signOut: 'true', declineReason: 'because I can' };
    const answers: string[] = [];
    for (const verb of VERBS.filter(one => !may.includes(one))) {
      const answer = await chat.execute(verb, data, cardId);
      assertPolite(answer, `${verb} by ${chat.client.name} in ${chat.id}`);
      answers.push(JSON.stringify(answer));
    }
    return answers.join();
  }

  async function pressEverywhere(chat: Chat, request: string, cardId: string, stage: Stage): Promise<string> {
    const decides = stage.state === 'awaiting-approval' ? ['approve', 'decline'] : [];
    return [
      await pressAll(chat, request, cardId, stage.here),
      await pressAll(personal, request, cardId, stage.personally),
      await pressAll(world.chat(erik, 'groupChat'), request, cardId, []),
      await pressAll(chat.as(johanna), request, cardId, decides),
      await pressAll(world.chat(johanna), request, cardId, []),
      await pressAll(world.chat(johanna, 'channel'), request, cardId, []),
      await pressAll(chat.as(olivia), request, cardId, []),
      await pressAll(world.chat(olivia), request, cardId, []),
    ].join();
  }

  async function assertNothingMoves(stage: Stage, chat: Chat, request: string, cardId: string): Promise<string> {
    const before = await stored(world, request);
    assert.equal(before.state, stage.state);
    const calls = await resetCalls(world);
    const decided = (rows: { event: string }[]) =>
      rows.map(row => row.event).filter(event => event !== 'not-allowed' && event !== 'approval-refused');
    const rows = decided(await rowsOf(world, request));
    const answers = await pressEverywhere(chat, request, cardId, stage);
    // Where its cards are may be noted meanwhile.
    const kept = (one: Request) => ({ ...one, version: 0, place: undefined, handover: undefined, duties: [] });
    assert.deepEqual(kept(await stored(world, request)), kept(before));
    assert.equal(await resetCalls(world), calls, 'no further reset');
    assert.deepEqual(decided(await rowsOf(world, request)), rows);
    return answers;
  }

  for (const [index, stage] of STAGES.entries()) {
    it(`${stage.state} (${index}): nothing moves, nobody gets an error`, async () => {
      const waiting = await waitForApproval(world, erik);
      await stage.reach?.({ world, waiting, erik, johanna, personal });
      // How a reset ended is found out beside all this.
      const isOpen = async () => owes(await stored(world, waiting.request), 'verify');
      while (await isOpen()) await new Promise(resolve => setTimeout(resolve, 50));
      const answers = await assertNothingMoves(stage, waiting.chat, waiting.request, waiting.card.id);
      if (stage.state !== 'carried-out') return;
      const password = await showPassword(personal, await personal.card('is ready'));
      assert.ok(!answers.includes(password), 'no answer but the one to "show" holds the password');
    });
  }

  it('open: only its requester confirms or cancels, and only where it was asked', async () => {
    const chat = world.chat(erik, 'channel');
    const asked = await chat.says(`reset password for ${GUSTAV}`);
    const stage = { state: 'open', here: ['confirm', 'cancel'], personally: ['cancel'] };
    await assertNothingMoves(stage, chat, requestOn(asked), asked.id);
  });

  it('choosing: only its requester picks or cancels, and only where it was asked', async () => {
    const chat = world.chat(erik, 'channel');
    const asked = await chat.says('reset password for Johan Andersson');
    const stage = { state: 'choosing', here: ['pick', 'cancel'], personally: ['cancel'] };
    await assertNothingMoves(stage, chat, requestOn(asked), asked.id);
  });

  async function reaches(state: string, request: string): Promise<void> {
    while ((await stored(world, request)).state !== state) await new Promise(resolve => setTimeout(resolve, 20));
  }

  it('resetting: nothing moves while Graph is at work', async () => {
    const waiting = await waitForApproval(world, erik);
    await fault(world, { service: 'graph', pathPattern: RESET, delayMs: 15_000 });
    const approving = waiting.chat.as(johanna).press(waiting.card, 'approve');
    await reaches('running', waiting.request);
    await assertNothingMoves(
      { state: 'running', here: [], personally: [] },
      waiting.chat,
      waiting.request,
      waiting.card.id,
    );
    assertPolite(await approving, 'approve');
    await reaches('carried-out', waiting.request);
    assert.equal(await resetCalls(world), 1);
  });
});
