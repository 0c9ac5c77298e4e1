import assert from 'node:assert/strict';
import { policy } from '../support/approvals.ts';
import { handedOver, type Language, words } from './approval-steps.ts';
import type { Client } from './client.ts';
import { onStage } from './on-stage.ts';
import {
  asksFor,
  CALLER,
  MANAGER,
  numbersToPress,
  numberToRead,
  openWindows,
  type Pages,
  presses,
  type Windows,
} from './proof-steps.ts';
import type { Stage } from './stage.ts';

/** How long people take, in milliseconds: to write, to find a button, to read a number out, and to hear it, look and press. */
const PAUSES = { writes: 8_000, finds: 3_000, readsOut: 5_000, hears: 7_000 };
const AT_MOST_MS = 40_000;

describe('Who is calling, in three windows', () => {
  let stage: Stage;
  let pages: Pages | undefined;
  onStage('src', started => (stage = started), policy('sales-by-number'));

  async function open(name: string, language: Language): Promise<Windows> {
    pages ??= { caller: await stage.newPage(), manager: await stage.newPage() };
    return openWindows(stage, pages, name, language);
  }

  async function resets(): Promise<number> {
    const { calls } = await stage.control<{ calls: { path: string }[] }>('GET', 'calls?service=graph');
    return calls.filter(one => one.path.endsWith('/resetPassword')).length;
  }

  it('goes from the message to the password in four steps of the agent and one of the caller', async () => {
    const { agent, caller } = await open('number', 'en');
    const says = words('en');
    const steps = { agent: [] as number[], caller: [] as number[] };
    steps.agent.push(await asksFor(agent, 'en', CALLER.name));
    await agent.shot();
    assert.equal(await agent.button(says('reset-password.action.confirm')).count(), 0);
    steps.agent.push(await presses(agent, says('action.ask.number-match', CALLER)));
    const number = await numberToRead(agent, 'en');
    await agent.shot();
    const offered = await numbersToPress(caller, 'en');
    await caller.shot();
    assert.equal(new Set(offered).size, 3);
    assert.equal(await resets(), 0);
    steps.caller.push(await presses(caller, number));
    await caller.reads(says('askEnded.number-match.proved', { requester: 'Erik Lindqvist' }));
    await caller.shot();
    steps.agent.push(await presses(agent, says('reset-password.action.confirm')));
    await agent.reads(says('reset-password.handover.title'));
    await agent.shot();
    steps.agent.push(await presses(agent, says('reset-password.action.show')));
    await agent.reads(says('reset-password.reveal.reminder'));
    assert.equal((await agent.passwords()).length, 1);
    await agent.shot();
    assert.deepEqual([steps.agent.length, steps.caller.length], [4, 1]);
    const people = PAUSES.writes + PAUSES.finds * 3 + PAUSES.readsOut + PAUSES.hears;
    const bot = [...steps.agent, ...steps.caller].reduce((sum, each) => sum + each, 0);
    assert.ok(people + bot < AT_MOST_MS, `people take ${people} ms and the bot ${Math.round(bot)} ms`);
    await agent.press(says('action.handedOver'));
    await agent.reads(says('link.caption'));
    assert.ok((await agent.card(says('fact.caller')).first().innerText()).includes('Number match'));
    assert.deepEqual(await caller.passwords(), []);
    // Each of the three windows reads the Playground's large script for the first time.
  }).timeout(300_000);

  it('is shown to whoever approves, where a second person is needed as well', async () => {
    const language = 'sv';
    await stage.control('PATCH', `users/${CALLER.userPrincipalName}`, { assignRoles: [{ role: 'Reports Reader' }] });
    const { agent, caller, manager } = await open('approved', language);
    const says = words(language);
    await asksFor(agent, language, CALLER.name);
    await agent.shot();
    assert.equal(await agent.button(says('action.askForApproval')).count(), 0);
    await presses(agent, says('action.ask.number-match', CALLER));
    await presses(caller, await numberToRead(agent, language));
    await presses(agent, says('action.askForApproval'));
    const question = await manager.reads(says('reset-password.approval.title'));
    assert.ok((await question.innerText()).includes(says('callerLevel.2')));
    await manager.shot();
    assert.equal(await resets(), 0);
    await presses(manager, says('action.approve'));
    await handedOver({ stage, user: agent }, language, 'personal', CALLER);
    assert.equal(await resets(), 1);
    assert.deepEqual(await manager.passwords(), []);
  });

  it('is shown by the manager, who says that it is them', async () => {
    const { agent, manager } = await open('vouched', 'en');
    const says = words('en');
    await asksFor(agent, 'en', CALLER.name);
    await presses(agent, says('action.ask.manager', { name: MANAGER }));
    await manager.goTo('personal');
    await manager.reads(says('managerAsk.title'));
    await manager.shot();
    await presses(manager, says('action.itIs', { target: CALLER.name }));
    await manager.reads(says('askEnded.manager.proved', { requester: 'Erik Lindqvist', target: CALLER.name }));
    await presses(agent, says('reset-password.action.confirm'));
    await agent.reads(says('reset-password.handover.title'));
    await agent.shot();
    assert.equal(await resets(), 1);
    await handedOver({ stage, user: agent }, 'en', 'personal', CALLER);
    assert.deepEqual(await manager.passwords(), []);
  });

  it('ends with the alarm of whoever did not call, which a lead ends', async () => {
    const { agent, caller, manager } = await open('alarm', 'en');
    const says = words('en');
    await asksFor(agent, 'en', CALLER.name);
    await presses(agent, says('action.ask.number-match', CALLER));
    await presses(caller, says('action.didNotCall'));
    await caller.reads(says('askEnded.alarm.title'));
    await caller.shot();
    await agent.card(says('callerDenied.title')).first().waitFor();
    await agent.shot();
    assert.equal(await agent.button(says('reset-password.action.confirm')).count(), 0);
    const alarm = await manager.reads(says('alarm.title'));
    for (const shown of [CALLER.name, 'Erik Lindqvist']) assert.ok((await alarm.innerText()).includes(shown), shown);
    await manager.shot();
    await presses(manager, says('action.mistake'));
    await manager.reads(says('alarm.ended.title'));
    await manager.shot();
    await assertNoSecret(agent, caller, manager);
  });

  it('stops when the manager says so', async () => {
    const language = 'sv';
    const { agent, caller, manager } = await open('stopped', language);
    const says = words(language);
    await asksFor(agent, language, CALLER.name);
    await presses(agent, says('action.ask.manager', { name: MANAGER }));
    await manager.goTo('personal');
    await manager.reads(says('managerAsk.title'));
    await manager.shot();
    await presses(manager, says('action.stopIt'));
    await manager.reads(says('askEnded.alarm.title'));
    await agent.card(says('callerDenied.title')).first().waitFor();
    await agent.shot();
    await manager.goTo('groupChat');
    await manager.reads(says('alarm.title'));
    await manager.shot();
    await assertNoSecret(agent, caller, manager);
  });

  async function assertNoSecret(...people: Client[]): Promise<void> {
    for (const each of people) assert.deepEqual(await each.passwords(), []);
    assert.equal(await resets(), 0);
  }
});
