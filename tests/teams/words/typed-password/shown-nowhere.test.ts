import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { text } from '../../../../src/locales/text.ts';
import { readInputs } from '../../../../src/teams/turns/card-inputs.ts';
import { parseCommand } from '../../../../src/teams/words/parse-command.ts';
import { REASONS, TICKETS } from '../../../desk/support/ordinary-texts.ts';
import { isLeaked, leakedOf, typedPassword } from '../../../desk/support/typed-passwords.ts';
import { DEFAULT_POLICY, present, type Waiting, waitForApproval } from '../../../support/approvals.ts';
import { actions, answeredCard, type Chat, cardOf } from '../../../support/chat.ts';
import type { SentActivity } from '../../../support/connector.ts';
import { audit, ERIK, events, JOHANNA, lineOf, resetAnna, resetCalls, showPassword } from '../../../support/story.ts';
import { type Client, World } from '../../../support/world.ts';

type Wording = (password: string) => string;

/** Where a message can hold a password beside what it asks for; what the grammar knew before stands in its own test. */
const MESSAGES: readonly Wording[] = [
  password => `reset password for Ebba Fredholm ${password}`,
  password => `reset password for Ebba Fredholm because her old one ${password} stopped working`,
  password => `reset password for Ebba Fredholm, ticket ${password}`,
  password => `reset password for Ebba Fredholm to ${password}`,
  password => `reset password for Ebba Fredholm because she forgot ${password}, INC0012345`,
  password => `återställ lösenordet för Ebba Fredholm ${password}`,
  password => `återställ lösenordet för Ebba Fredholm eftersom hennes gamla ${password} inte fungerar`,
  password => `återställ lösenordet för Ebba Fredholm, ärende ${password}`,
  password => `återställ lösenordet för Ebba Fredholm för att ${password} har gått ut`,
];
/** What a person types into an input of a card around it, in both languages. */
const INPUTS: readonly Wording[] = [
  password => password,
  password => `  ${password} `,
  password => `use ${password} instead`,
  password => `hon vill ha ${password} igen`,
  password => `INC0012345, ${password}`,
];
const NOTHING = { reason: undefined, ticket: undefined, signOut: undefined, declineReason: undefined };
const RUNS = 10_000;

describe('a password that somebody types', () => {
  it(`is in nothing that a message comes to, nor in what a click brings, over ${RUNS} of them`, () => {
    const names = fc.constantFrom(
      'reason',
      'ticket',
      'signOut',
      'declineReason',
      'passUse',
      'passMinutes',
      'passDate',
      'passTime',
    );
    const typed = fc.oneof(
      fc.constantFrom(...MESSAGES).map(wording => (password: string) => parseCommand(wording(password))),
      fc.tuple(names, fc.constantFrom(...INPUTS)).map(([name, wording]) => (password: string) => {
        const read = readInputs({ ...NOTHING, [name]: wording(password) }, 'Europe/Stockholm');
        assert.deepEqual(read, { refused: 'looksLikePassword' });
        return read;
      }),
    );
    fc.assert(
      fc.property(typed, typedPassword, (type, password) => {
        const result = JSON.stringify(type(password));
        assert.ok(!isLeaked(result, password), result);
      }),
      { numRuns: RUNS, seed: 20260315 },
    );
  });

  it('is no ticket and no reason that people really write', () => {
    for (const typed of [...TICKETS, ...REASONS]) {
      const read = readInputs({ ...NOTHING, ticket: typed, declineReason: typed }, 'Europe/Stockholm');
      assert.deepEqual(read, { ...NOTHING, ticket: typed, declineReason: typed, terms: undefined });
    }
  });

  it('a ticket that is no text of a sensible length is refused and not dropped in silence', () => {
    for (const ticket of [7, true, {}, [], ['INC1'], { text: 'INC1' }, 'x'.repeat(201), 'INC1 '.repeat(20_000)]) {
      assert.deepEqual(readInputs({ ...NOTHING, ticket }, 'Europe/Stockholm'), { refused: 'inputUnreadable' });
    }
    for (const ticket of [undefined, null, ''])
      assert.ok(!('refused' in readInputs({ ...NOTHING, ticket }, 'Europe/Stockholm')));
  });
});

describe('a password typed into a card or a message, over HTTP', () => {
  let world: World;
  let erik: Client;
  let johanna: Client;
  const typed: string[] = [];
  const drawn = fc.sample(typedPassword, { numRuns: 60, seed: 20260316 });

  before(async () => {
    world = await World.start(DEFAULT_POLICY);
    erik = await world.person(ERIK);
    johanna = await world.person(JOHANNA);
  });
  after(() => world.stop());

  /** Each way to type a password, into cards that stay as they are. */
  async function press(chat: Chat, card: SentActivity, verb: string, name: string): Promise<void> {
    const language = chat.client.locale.startsWith('sv') ? 'sv' : 'en';
    const verbs = () => actions(cardOf(present(world, card))).map(one => one.verb);
    const [rows, posts, graph, before] = [
      await events(world),
      world.connector.calls.length,
      await world.graphCalls(),
      verbs(),
    ];
    for (const [n, password] of drawn.entries()) {
      typed.push(password);
      const wording = INPUTS[n % INPUTS.length] ?? String;
      const answer = await chat.press(card, verb, { [name]: wording(password) });
      assert.equal(lineOf(answer), text(language, 'message.looksLikePassword'), wording(password));
    }
    assert.deepEqual(await events(world), rows, 'nothing is on record');
    assert.equal(world.connector.calls.length, posts, 'nothing was posted');
    assert.equal((await world.graphCalls()).length, graph.length, 'Graph was not asked');
    assert.deepEqual(verbs(), before, 'the card has its buttons');
  }

  function assertNowhere(calls: string): void {
    const places = {
      'a message or an update': JSON.stringify(world.connector.calls.map(call => call.body ?? '')),
      'a log line': world.log.join(''),
      'a call to Graph': calls,
      'the store': ['', '-wal'].map(end => readFileSync(world.storePath + end, 'utf8')).join(''),
    };
    for (const [place, found] of Object.entries(places)) {
      assert.deepEqual(leakedOf(found, typed), [], `in ${place}`);
    }
    assert.ok(typed.length >= 100);
  }

  for (const locale of ['en-US', 'sv-SE']) {
    it(`as a ticket (${locale}): refused on the card, which can then be used`, async () => {
      const chat = world.chat({ ...erik, locale });
      const words = locale === 'sv-SE' ? 'återställ lösenordet för' : 'reset password for';
      const card = await chat.says(`${words} anna.svensson@fjallvind.example`);
      await press(chat, card, 'confirm', 'ticket');
      answeredCard(await chat.press(card, 'cancel'));
    });

    it(`as the reason of a decline (${locale}): refused on the card, which can then be used`, async () => {
      const waiting: Waiting = await waitForApproval(world, { ...erik, locale });
      const chat = waiting.chat.as({ ...johanna, locale });
      await press(chat, waiting.card, 'decline', 'declineReason');
      answeredCard(await chat.press(waiting.card, 'decline', { declineReason: 'ring mig först, SUP-2024' }));
      assert.equal((await audit(world)).at(-1)?.detail, 'ring mig först, SUP-2024');
    });
  }

  it('in a message, as a target, a reason or a ticket: neither searched, shown back, kept nor on record', async () => {
    const chat = world.chat(erik);
    for (const [n, password] of drawn.entries()) {
      typed.push(password);
      await chat.says((MESSAGES[n % MESSAGES.length] ?? String)(password));
    }
    await chat.says('reset password for Sommar-2024');
    typed.push('Sommar-2024');
  });

  it('the temporary password that was just shown, pasted where the next ticket belongs', async () => {
    const { chat, handover } = await resetAnna(world, erik);
    const password = await showPassword(chat, handover);
    typed.push(password);
    const next = await chat.says('reset password for ulla.hellstrom@fjallvind.example');
    const resets = await resetCalls(world);
    assert.equal(
      lineOf(await chat.press(next, 'confirm', { ticket: password })),
      text('en', 'message.looksLikePassword'),
    );
    assert.equal(await resetCalls(world), resets);
    assert.match(
      JSON.stringify(await chat.press(next, 'confirm', { ticket: 'INC0012345' })),
      /Password reset|reset the password/,
    );
  });

  it('is after all of this in no message, log line, call to Graph, request and row', async () => {
    assertNowhere(JSON.stringify(await world.graphCalls()));
  });
});
