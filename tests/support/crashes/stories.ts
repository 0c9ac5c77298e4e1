import assert from 'node:assert/strict';
import { approvalsAt, policy, present, waitForApproval } from '../approvals.ts';
import { action, answeredCard } from '../chat.ts';
import type { SentActivity } from '../connector.ts';
import { stands } from '../sign-in.ts';
import { ANNA, becomes, change, ERIK, fault, RESET } from '../story.ts';
import type { Deed, Stage } from './stage.ts';

/** What has happened before, and the step at which the bot dies. */
export interface Story {
  policy: Record<string, string>;
  /** Brings the people to that step. */
  begin(stage: Stage): Promise<Deed>;
}

type Kind = 'personal' | 'channel';
const TWO_PEOPLE = policy('always-two');
const message = (stage: Stage, text: string) => () => stage.here.post({ type: 'message', text, textFormat: 'plain' });

/** Erik writes. */
export function writes(text: string): Story {
  return { policy: {}, begin: async stage => message(stage, text) };
}

/** Erik asks for one of several people of a name, and picks the first. */
export const PICKS: Story = {
  policy: {},
  async begin({ here }) {
    const asked = await here.says('reset password for Johan Andersson');
    return () => here.press(asked, 'pick');
  },
};

/** Erik asks for Anna and presses Confirm; nobody else is needed. */
export function confirms(kind: Kind, inputs: Record<string, unknown> = {}, operation?: object): Story {
  return {
    policy: {},
    async begin(stage) {
      if (operation) await stage.world.sandbox.control('PUT', 'operations', operation);
      return confirmation(stage, kind, inputs);
    },
  };
}

/** Erik asks for Anna and presses Confirm; a second person has to approve. */
export function asksSecondPerson(kind: Kind): Story {
  return {
    policy: TWO_PEOPLE,
    async begin(stage) {
      if (kind === 'personal') stage.approvals = await approvalsAt(stage.world, stage.johanna);
      return confirmation(stage, kind);
    },
  };
}

/** Johanna decides on what Erik asked for. */
export function decides(
  kind: Kind,
  verb: 'approve' | 'decline',
  erikIs: 'signed-in' | 'signed-out' = 'signed-in',
): Story {
  return {
    policy: TWO_PEOPLE,
    async begin(stage) {
      const pressed = await decision(stage, kind, verb);
      await stands(stage.world, stage.erik, { state: erikIs });
      return pressed;
    },
  };
}

/** Erik's sign-in had lapsed when Johanna approved; he runs the request. */
export const RUNS: Story = {
  policy: TWO_PEOPLE,
  async begin(stage) {
    const approve = await decision(stage, 'channel', 'approve');
    await stands(stage.world, stage.erik, { state: 'signed-out' });
    await approve();
    const card = await stage.personal.card('Approved: it is your turn');
    await stands(stage.world, stage.erik, { state: 'signed-in' });
    return () => stage.personal.press(card, 'run');
  },
};

/** The call that sets the password was lost on its way; Erik presses Try again. */
export const RETRIES: Story = {
  policy: {},
  async begin(stage) {
    const confirm = await confirmation(stage, 'personal');
    await fault(stage.world, { service: 'graph', pathPattern: RESET, drop: 'before' });
    await confirm();
    const [asked] = stage.world.connector.in(stage.here.id);
    assert.ok(asked);
    await becomes(stage.world, asked, /Not sure that it worked/);
    return () => stage.here.press(present(stage.world, asked), 'retry');
  },
};

export const CANCELS: Story = {
  policy: {},
  async begin(stage) {
    const asked = await stage.here.says(`reset password for ${ANNA}`);
    return () => stage.here.press(asked, 'cancel');
  },
};

/** The password is set; Erik shows it. */
export const SHOWS: Story = {
  policy: {},
  async begin(stage) {
    const { personal } = stage;
    const handover = await handed(stage);
    return () => personal.press(handover, 'show');
  },
};

/** Erik has seen the password, and says that he has handed it over. */
export const HANDS_OVER: Story = {
  policy: {},
  async begin(stage) {
    const { personal } = stage;
    const handover = await handed(stage);
    const shown = answeredCard(await personal.press(handover, 'show'));
    return () => personal.pressAction(action(shown, 'handed-over'), handover.id);
  },
};

/** Johanna's request holds Anna; Erik, a Global Administrator here, takes her over. */
export const TAKES_OVER: Story = {
  policy: {},
  async begin(stage) {
    const { world, johanna, here } = stage;
    await change(world, ERIK, { assignRoles: [{ role: 'Global Administrator' }] });
    const holder = world.chat(johanna);
    const asked = await holder.says(`reset password for ${ANNA}`);
    await holder.press(asked, 'confirm');
    await holder.card('The temporary password is ready');
    await becomes(world, asked, /has confirmed the reset/);
    stage.holder = holder;
    const offer = await here.says(`reset password for ${ANNA}`);
    return () => here.press(offer, 'take-over');
  },
};

async function confirmation(stage: Stage, kind: Kind, inputs = {}): Promise<Deed> {
  stage.here = kind === 'personal' ? stage.personal : stage.world.chat(stage.erik, kind);
  const { here } = stage;
  const asked = await here.says(`reset password for ${ANNA}`);
  return () => here.press(asked, 'confirm', inputs);
}

async function decision(stage: Stage, kind: Kind, verb: 'approve' | 'decline'): Promise<Deed> {
  const { world, erik, johanna } = stage;
  if (kind === 'personal') stage.approvals = await approvalsAt(world, johanna);
  const { chat, deciding } = await waitForApproval(world, erik, { kind, target: ANNA, approvals: stage.approvals });
  stage.here = chat;
  const inputs = verb === 'decline' ? { declineReason: 'She is on leave' } : {};
  return () => deciding.chat.as(johanna).press(deciding.card, verb, inputs);
}

/** The card that leads to the password; nothing else is under way then. */
async function handed(stage: Stage): Promise<SentActivity> {
  const confirm = await confirmation(stage, 'channel');
  await confirm();
  const [asked] = stage.world.connector.in(stage.here.id);
  assert.ok(asked);
  await becomes(stage.world, asked, /has confirmed the reset/);
  return stage.personal.card('The temporary password is ready');
}
