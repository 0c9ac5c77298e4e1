import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type Language, words } from './approval-steps.ts';
import { Client } from './client.ts';
import { ERIK, JOHANNA, WRITES } from './second-person.ts';
import type { Stage } from './stage.ts';

const ANNA = 'anna.svensson@fjallvind.example';
export const CALLER = { name: 'Anna Svensson', userPrincipalName: ANNA };
export const MANAGER = 'Johanna Bergström';
const NUMBER = /(?<=^|\n)\s*(\d\d)\s*(?=\n|$)/g;

/** The three who have a window: the agent who asks, the person who calls, and her manager, who can approve as well. */
export interface Windows {
  agent: Client;
  caller: Client;
  manager: Client;
}

/** The pages of the two others, the same for all tests: one that knows the Playground's script reads it sooner. */
export interface Pages {
  caller: Page;
  manager: Page;
}

/** Opens their windows; in Swedish they are as narrow as a phone. The manager's shows the conversation where requests are approved. */
export async function openWindows(stage: Stage, pages: Pages, name: string, language: Language): Promise<Windows> {
  const says = words(language);
  const locale = language === 'sv' ? { preferredLanguage: 'sv-SE' } : {};
  const strongest = [{ role: 'Privileged Authentication Administrator' }];
  await stage.control('PATCH', `users/${ERIK}`, locale);
  await stage.control('PATCH', `users/${JOHANNA}`, { ...locale, assignRoles: strongest });
  await stage.control('PATCH', `users/${ANNA}`, { ...locale, manager: JOHANNA });
  const open = (who: string, playgroundUrl: string, page: Page) => {
    page.setDefaultNavigationTimeout(60_000);
    return Client.open({ page, playgroundUrl }, `proof-${name}-${who}-${language}`, language === 'sv');
  };
  const agent = await open('agent', stage.playgroundUrl, stage.page);
  const caller = await open('caller', stage.callerUrl, pages.caller);
  const manager = await open('manager', stage.approverUrl, pages.manager);
  await manager.goTo('groupChat');
  await manager.says(WRITES[language].approvalsHere);
  await manager.reads(says('approvals.set.title'));
  for (const each of [agent, caller]) await each.goTo('personal');
  return { agent, caller, manager };
}

/** The agent writes for whom, and gets the card that says what has to be shown. Returns how long that took, in milliseconds. */
export async function asksFor(agent: Client, language: Language, name: string): Promise<number> {
  const before = agent.received.length;
  const start = performance.now();
  await agent.says(WRITES[language].request(name));
  while (!agent.received.slice(before).some(each => each.includes('AdaptiveCard'))) {
    assert.ok(performance.now() - start < 60_000, 'no card came');
    await agent.page.waitForTimeout(20);
  }
  const took = performance.now() - start;
  const card = await agent.reads(words(language)('caller.title'));
  assert.ok((await card.innerText()).includes(name));
  return took;
}

/** Presses a button of a card. Returns how long the answer took over HTTP, in milliseconds. */
export async function presses(client: Client, name: string): Promise<number> {
  await client.button(name).waitFor();
  const answered = client.page.waitForResponse('**/_conversation/v1/invoke');
  await client.press(name);
  return (await answered).request().timing().responseEnd;
}

/** The number that the agent reads out. */
export async function numberToRead(agent: Client, language: Language): Promise<string> {
  const says = words(language);
  const [lead = ''] = says('caller.open.number-match', { asked: CALLER.name, time: '' }).split('.').slice(-1);
  const card = await agent.reads(lead.trim());
  const [number, ...more] = numbersOf(await card.innerText());
  assert.deepEqual(more, []);
  return number ?? assert.fail('no number is shown');
}

/** The numbers that the caller can press. */
export async function numbersToPress(caller: Client, language: Language): Promise<string[]> {
  const card = await caller.reads(words(language)('numberAsk.title'));
  return numbersOf(await card.innerText());
}

function numbersOf(content: string): string[] {
  return [...content.matchAll(NUMBER)].map(([, number = '']) => number);
}
