import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { text } from '../../src/locales/text.ts';
import { action, answeredCard, type Chat, type InvokeAnswer } from '../support/chat.ts';
import type { Card } from '../support/connector.ts';
import { foundIn } from '../support/found-in.ts';
import { passwordOn } from '../support/reveal.ts';
import { type Client, World } from '../support/world.ts';

const FAULTS = ['none', 'weak', 'dropped', 'server-error', 'not-installed', 'update-fails'] as const;
const EITHER = [true, false];

interface Flow {
  channel: boolean;
  swedish: boolean;
  fault: (typeof FAULTS)[number];
  showsTwice: boolean;
  handsOver: boolean;
  secondPerson: boolean;
}

/** Every way that a reset can go, once each. */
const FLOWS: readonly Flow[] = FAULTS.flatMap(fault =>
  EITHER.flatMap(channel =>
    EITHER.flatMap(swedish =>
      EITHER.flatMap(showsTwice =>
        EITHER.flatMap(handsOver =>
          EITHER.map(secondPerson => ({ fault, channel, swedish, showsTwice, handsOver, secondPerson })),
        ),
      ),
    ),
  ),
);

/** In turn: as there are five of them, each of them meets each of the faults, and each of the choices. */
const TARGETS = ['anna.svensson', 'tomas.berg', 'ulla.hellstrom', 'astrid.holm', 'william.turner'];
const READY = { en: text('en', 'reset-password.handover.title'), sv: text('sv', 'reset-password.handover.title') };
const RESET = 'resetPassword$';

describe('the secret', () => {
  let world: World;
  let erik: Client;
  let other: Client;
  const passwords = new Set<string>();
  const answersToOthers: string[] = [];

  before(async () => {
    world = await World.start();
    erik = await world.person('erik.lindqvist@fjallvind.example');
    other = await world.person('johanna.bergstrom@fjallvind.example');
  });
  after(() => world.stop());

  it(`is in the one answer to the requester's click, and nowhere else, over all ${FLOWS.length} flows`, async function () {
    this.timeout(1_800_000);
    const everyone: string[] = [];
    const log: string[] = [];
    for (const [n, one] of FLOWS.entries()) {
      await run(one, TARGETS[n % TARGETS.length] ?? assert.fail());
      everyone.push(...world.connector.calls.map(call => JSON.stringify(call.body ?? '')));
      log.push(...world.log);
      await world.reset();
    }
    assert.equal(passwords.size, FLOWS.length, 'each flow has a password of its own');
    const places = {
      'a message or an update': everyone.join('\n'),
      'an answer to somebody else': answersToOthers.join('\n'),
      'a log line': log.join(''),
      'the store': ['', '-wal', '-shm'].map(end => readFileSync(world.storePath + end, 'latin1')).join(''),
    };
    for (const [place, text] of Object.entries(places)) assert.deepEqual(leaked(text), [], `in ${place}`);
    assert.deepEqual(leaked([...passwords].join('\n')).length, passwords.size, 'the search finds what is there');
  });

  function leaked(text: string): string[] {
    const forms = new Map([...passwords].flatMap(one => [one, one.replaceAll('-', '')].map(form => [form, one])));
    return [...new Set([...foundIn([text], forms.keys())].map(form => forms.get(form) ?? assert.fail()))];
  }

  async function run(one: Flow, target: string): Promise<void> {
    const client = { ...erik, locale: one.swedish ? 'sv-SE' : 'en-US' };
    const chat = world.chat(client, one.channel ? 'channel' : 'personal');
    const personal = world.chat(client);
    await inject(one.fault);
    const wish = one.swedish ? 'återställ lösenordet för' : 'reset password for';
    const asked = await chat.says(`${wish} ${target}@fjallvind.example`);
    if (one.secondPerson) answersToOthers.push(JSON.stringify(await chat.as(other).press(asked, 'confirm')));
    const confirmed = await chat.press(asked, 'confirm');
    answersToOthers.push(JSON.stringify(confirmed));
    if (one.fault === 'server-error') answersToOthers.push(JSON.stringify(await retried(chat, asked.id, confirmed)));
    if (one.fault === 'not-installed') await personal.says(one.swedish ? 'hjälp' : 'help');
    const handover = await personal.card(READY[one.swedish ? 'sv' : 'en']);
    if (one.secondPerson) answersToOthers.push(JSON.stringify(await personal.as(other).press(handover, 'show')));
    let revealed: Card = {};
    for (let show = 0; show < (one.showsTwice ? 2 : 1); show += 1) {
      revealed = answeredCard(await personal.press(handover, 'show'));
      passwords.add(passwordOn(revealed));
    }
    if (!one.handsOver) {
      world.passTime(16 * 60_000);
      return world.bot.sweep();
    }
    const done = await personal.pressAction(action(revealed, 'handed-over'), handover.id);
    answersToOthers.push(JSON.stringify(done), JSON.stringify(await personal.press(handover, 'show')));
  }

  async function inject(fault: Flow['fault']): Promise<void> {
    const graph = { service: 'graph', pathPattern: RESET, method: 'POST', times: 1 };
    if (fault === 'weak') {
      await world.fault({ ...graph, status: 400, code: 'FuzzyPolicyViolationInvalidPassword' });
    }
    if (fault === 'dropped') await world.fault({ ...graph, drop: 'after' });
    if (fault === 'server-error') await world.fault({ ...graph, status: 503 });
    if (fault === 'not-installed')
      world.connector.faults.push({ path: /^POST \/v3\/conversations$/, status: 403, times: 1 });
    if (fault === 'update-fails') world.connector.faults.push({ path: /^PUT/, status: 500, times: 1 });
  }

  async function retried(chat: Chat, cardId: string, confirmed: InvokeAnswer): Promise<InvokeAnswer> {
    return chat.pressAction(action(answeredCard(confirmed), 'retry'), cardId);
  }
});
