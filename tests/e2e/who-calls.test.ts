import assert from 'node:assert/strict';
import { text } from '../../src/locales/text.ts';
import { policy } from '../support/approvals.ts';
import { Client } from './client.ts';
import { onStage } from './on-stage.ts';
import { ERIK, JOHANNA, REQUESTER, WRITES } from './second-person.ts';
import type { Stage } from './stage.ts';

const ANNA = { name: 'Anna Svensson', userPrincipalName: 'anna.svensson@fjallvind.example' };
const MANAGER = 'Johanna Bergström';
const WISHES = { en: `reset password for ${ANNA.name}`, sv: `återställ lösenordet för ${ANNA.name}` } as const;
type Language = keyof typeof WISHES;

/** How long people take, in seconds: to write, to read a card and decide, to say a number and to listen to it. */
const PACE = { write: 6, read: 4, say: 3 };
/** From the message to the password with a number match. */
const MOST_SECONDS = 40;

/** Everybody's window: of the helpdesk, of the approver, who manages the caller, and of the caller. */
interface Windows {
  agent: Client;
  lead: Client;
  caller: Client;
}

describe('Who is calling, in three windows of the real client', () => {
  let stage: Stage;
  const pages: Partial<Record<'lead' | 'caller', Stage['page']>> = {};
  onStage('src', started => (stage = started), policy('proof-somebody'));

  /** Each of the other two keeps its page for all tests. */
  async function pageOf(who: 'lead' | 'caller'): Promise<Stage['page']> {
    pages[who] ??= await stage.newPage();
    return pages[who];
  }

  /** All three in this language; the Swedish ones are as narrow as a phone. */
  async function open(name: string, language: Language): Promise<Windows> {
    const locale = language === 'sv' ? { preferredLanguage: 'sv-SE' } : {};
    for (const person of [ERIK, ANNA.userPrincipalName]) await stage.control('PATCH', `users/${person}`, locale);
    await stage.control('PATCH', `users/${JOHANNA}`, {
      ...locale,
      assignRoles: [{ role: 'Privileged Authentication Administrator' }],
    });
    await stage.control('PATCH', `users/${ANNA.userPrincipalName}`, { manager: JOHANNA });
    const at = (page: Stage['page'], playgroundUrl: string, who: string) =>
      Client.open({ page, playgroundUrl }, `who-calls-${name}-${language}-${who}`, language === 'sv');
    return {
      agent: await at(stage.page, stage.playgroundUrl, 'agent'),
      lead: await at(await pageOf('lead'), stage.approverUrl, 'lead'),
      caller: await at(await pageOf('caller'), stage.callerUrl, 'caller'),
    };
  }

  async function resets(): Promise<number> {
    const { calls } = await stage.control<{ calls: { path: string }[] }>('GET', 'calls?service=graph');
    return calls.filter(one => one.path.endsWith('/resetPassword')).length;
  }

  for (const language of ['en', 'sv'] as const) {
    const says = (key: Parameters<typeof text>[1], values = {}) => text(language, key, values);

    /** The card of the request, as far as that somebody else is asked. */
    async function asked(agent: Client, way: 'number-match' | 'manager', name: string): Promise<void> {
      await agent.says(WISHES[language]);
      await agent.reads(says('caller.title'));
      await agent.shot();
      assert.equal(await agent.button(says('reset-password.action.confirm')).count(), 0);
      await agent.press(says(`action.ask.${way}`, { name }));
    }

    /** The number that the agent is told to read out. */
    async function numberOf(agent: Client): Promise<string> {
      const card = await agent.reads(
        `${says('caller.open.number-match', { asked: ANNA.name, time: '#' }).split('#')[1]}`,
      );
      return /^\d\d$/m.exec(await card.innerText())?.[0] ?? assert.fail('there is no number');
    }

    it(`is shown by the caller, who presses the number that is read out, ${language}`, async () => {
      const { agent, caller } = await open('match', language);
      const begin = Date.now();
      await asked(agent, 'number-match', ANNA.name);
      const number = await numberOf(agent);
      await agent.shot();
      await caller.reads(says('numberAsk.title'));
      await caller.shot();
      await caller.press(number);
      await caller.reads(says('askEnded.number-match.proved', { requester: REQUESTER }));
      await caller.shot();
      await agent.button(says('reset-password.action.confirm')).waitFor();
      await agent.shot();
      assert.equal(await resets(), 0);
      await agent.press(says('reset-password.action.confirm'));
      await agent.press(says('reset-password.action.show'));
      assert.equal((await agent.passwords()).length, 1);
      const waited = (Date.now() - begin) / 1_000;
      await agent.shot();
      assert.equal(await resets(), 1);
      const { write, read, say } = PACE;
      // The agent writes, asks, resets and shows; the caller reads, hears the number and presses.
      const seconds = waited + write + 3 * read + say + read;
      assert.ok(seconds < MOST_SECONDS, `${seconds} s, of which ${waited} s are not people's own`);
      await agent.press(says('action.handedOver'));
      await agent.reads(says('link.caption'));
    });

    it(`is shown by the manager, who says that it is them, ${language}`, async () => {
      const { agent, lead } = await open('manager', language);
      await asked(agent, 'manager', MANAGER);
      await lead.reads(says('managerAsk.title'));
      await lead.shot();
      await lead.press(says('action.itIs', { target: ANNA.name }));
      await lead.reads(says('askEnded.manager.proved', { requester: REQUESTER, target: ANNA.name }));
      await lead.shot();
      await agent.press(says('reset-password.action.confirm'));
      await agent.press(says('reset-password.action.show'));
      assert.equal((await agent.passwords()).length, 1);
      await agent.press(says('action.handedOver'));
      await agent.reads(says('link.caption'));
    });

    it(`is denied: the request ends, the approvals conversation is warned, and a lead ends the alarm, ${language}`, async () => {
      const { agent, lead, caller } = await open('alarm', language);
      // By the manager in one language: nobody is asked for a number more than three times an hour.
      const [way, who, name] =
        language === 'en' ? (['number-match', caller, ANNA.name] as const) : (['manager', lead, MANAGER] as const);
      await lead.goTo('groupChat');
      await lead.says(WRITES[language].approvalsHere);
      await lead.reads(says('approvals.set.title'));
      await lead.goTo('personal');
      await asked(agent, way, name);
      await who.reads(says(way === 'manager' ? 'managerAsk.title' : 'numberAsk.title'));
      await who.press(says(way === 'manager' ? 'action.stopIt' : 'action.didNotCall'));
      await who.reads(says('askEnded.alarm.title'));
      await who.shot();
      await agent.card(says('callerDenied.title')).first().waitFor();
      await agent.shot();
      assert.equal(await agent.button(says('reset-password.action.confirm')).count(), 0);
      await lead.goTo('groupChat');
      await lead.reads(says('alarm.title'));
      await lead.shot();
      assert.equal(await resets(), 0);
      await lead.press(says('action.mistake'));
      await lead.reads(says('alarm.ended.title'));
      await lead.shot();
    });
  }
});
