import assert from 'node:assert/strict';
import { policy, present } from '../approvals.ts';
import { action, answeredCard, type Chat, cardOf } from '../chat.ts';
import type { Card, SentActivity } from '../connector.ts';
import { askForPass, confirmPass, inputsOf, madeElsewhere, PASSES, tenantSays } from '../passes.ts';
import { ANNA, becomes, change, ERIK, fault } from '../story.ts';
import type { Deed, Stage } from './stage.ts';
import type { Story } from './stories.ts';

const ROLE = 'Authentication Administrator';

/** Erik may give passes here. */
function storyOf(begin: (stage: Stage) => Promise<Deed>, environment: Record<string, string> = {}): Story {
  return {
    policy: environment,
    async begin(stage) {
      await change(stage.world, ERIK, { assignRoles: [{ role: ROLE }] });
      return begin(stage);
    },
  };
}

/** Erik asks in a channel for a pass for Anna and presses Confirm; `before`: what has to be so then. */
export function confirmsPass(before: (stage: Stage) => Promise<void> = async () => undefined): Story {
  return storyOf(async stage => {
    await before(stage);
    return confirmation(stage);
  });
}

/** The answer to the call that makes it gets lost. */
export function answerLost(stage: Stage): Promise<void> {
  return fault(stage.world, { service: 'graph', method: 'POST', pathPattern: PASSES, drop: 'after' });
}

/** Anna has a pass, which the card names, and Graph puts no second one in its place. */
export async function hasOneThatStays(stage: Stage): Promise<void> {
  await tenantSays(stage.world, {}, { secondPass: 'refused' });
  await madeElsewhere(stage.world);
}

/** Anna has a pass, which the card names, and Graph puts the new one in its place. */
export async function hasOne(stage: Stage): Promise<void> {
  await madeElsewhere(stage.world);
}

/** The call that makes the pass was lost on its way; Erik presses Try again. */
export const RETRIES_PASS: Story = storyOf(async stage => {
  const confirm = await confirmation(stage);
  await fault(stage.world, { service: 'graph', method: 'POST', pathPattern: PASSES, drop: 'before' });
  await confirm();
  const asked = await shown(stage, /Not sure that it worked/);
  return () => stage.here.press(present(stage.world, asked), 'retry');
});

/** A second person approves, and it is run with Erik's sign-in. */
export const APPROVES_PASS: Story = storyOf(async stage => {
  const confirm = await confirmation(stage);
  await confirm();
  const asked = await shown(stage, /Approve this/);
  return () => stage.here.as(stage.johanna).press(present(stage.world, asked), 'approve');
}, policy('always-two'));

/** The pass is made; Erik shows it. */
export const SHOWS_PASS: Story = storyOf(async stage => {
  const handover = await handed(stage);
  return () => stage.personal.press(handover, 'show');
});

/** Erik has seen the pass, and says that he has handed it over. */
export const HANDS_PASS_OVER: Story = storyOf(async stage => {
  const { handover, card } = await seen(stage);
  return () => stage.personal.pressAction(action(card, 'handed-over'), handover.id);
});

/** The pass waits; Erik withdraws it. */
export const WITHDRAWS_WAITING: Story = storyOf(async stage => {
  const handover = await handed(stage);
  return () => stage.personal.press(handover, 'withdraw');
});

/** Erik has handed it over, and presses this button of the receipt. */
export function afterHandover(verb: 'withdraw' | 'read-receipt'): Story {
  return storyOf(async stage => {
    const { handover, card } = await seen(stage);
    const receipt = answeredCard(await stage.personal.pressAction(action(card, 'handed-over'), handover.id));
    await becomes(stage.world, handover, /^Handed over\n/);
    return () => stage.personal.pressAction(action(receipt, verb), handover.id);
  });
}

/** Erik has asked for a reset, and wants a pass instead. */
export const WANTS_PASS_INSTEAD: Story = storyOf(async stage => {
  stage.here = stage.world.chat(stage.erik, 'channel');
  const asked = await stage.here.says(`reset password for ${ANNA}`);
  return () => stage.here.press(asked, 'instead', inputsOf(cardOf(asked)));
});

/** Johanna's pass for Anna waits; Erik, a Global Administrator here, takes Anna over for one of his. */
export const TAKES_PASS_OVER: Story = {
  policy: {},
  async begin(stage) {
    const { world, johanna, here } = stage;
    await change(world, ERIK, { assignRoles: [{ role: 'Global Administrator' }] });
    const holder = world.chat(johanna);
    const asked = await askForPass(world, holder);
    await confirmPass(holder, asked);
    await holder.card('The Temporary Access Pass is ready');
    stage.holder = holder;
    const offer = await here.says(`temporary access pass for ${ANNA}`);
    return () => here.press(offer, 'take-over');
  },
};

async function confirmation(stage: Stage): Promise<Deed> {
  stage.here = stage.world.chat(stage.erik, 'channel');
  const asked = await askForPass(stage.world, stage.here);
  return () => confirmPass(stage.here, asked);
}

/** The card in the conversation, once it says so. */
async function shown({ world, here }: Stage, pattern: RegExp): Promise<SentActivity> {
  const [asked] = world.connector.in(here.id);
  assert.ok(asked);
  await becomes(world, asked, pattern);
  return asked;
}

/** The card that leads to the pass; nothing else is under way then. */
async function handed(stage: Stage): Promise<SentActivity> {
  const confirm = await confirmation(stage);
  await confirm();
  await shown(stage, /Temporary Access Pass made/);
  return stage.personal.card('The Temporary Access Pass is ready');
}

async function seen(stage: Stage): Promise<{ handover: SentActivity; card: Card; personal: Chat }> {
  const { personal } = stage;
  const handover = await handed(stage);
  return { personal, handover, card: answeredCard(await personal.press(handover, 'show')) };
}
