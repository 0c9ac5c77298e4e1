import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { approvalsAt, policy } from '../support/approvals.ts';
import { answeredCard, type Chat } from '../support/chat.ts';
import { passwordOn } from '../support/reveal.ts';
import { ANNA, ERIK, JOHANNA, MINUTE, RESET } from '../support/story.ts';
import { type Client, World } from '../support/world.ts';

const FLOWS = 150;

const flow = fc.record({
  channel: fc.boolean(),
  fault: fc.constantFrom('none', 'dropped', 'approvals-fail'),
  restarts: fc.boolean(),
  handsOver: fc.boolean(),
});
type Flow = typeof flow extends fc.Arbitrary<infer F> ? F : never;

describe('the secret of a request that a second person approved', () => {
  let world: World;
  let erik: Client;
  let johanna: Client;
  let approvals: Chat;
  const passwords = new Set<string>();
  const seen: string[] = [];

  before(async () => {
    world = await World.start(policy('always-two'));
    erik = await world.person(ERIK);
    johanna = await world.person(JOHANNA);
    approvals = await approvalsAt(world, johanna);
  });
  after(() => world.stop());

  it(`is never shown to the approver, nor kept or written anywhere, over ${FLOWS} random flows`, async function () {
    this.timeout(900_000);
    await fc.assert(
      fc.asyncProperty(flow, async one => {
        await run(one);
        seen.push(...world.connector.calls.map(call => JSON.stringify(call.body ?? '')), ...world.log);
        await world.reset();
        await world.person(JOHANNA);
      }),
      { numRuns: FLOWS, endOnFailure: true },
    );
    assert.ok(passwords.size > FLOWS / 2, `only ${passwords.size} passwords were shown`);
    const stored = ['', '-wal', '-shm'].map(end => readFileSync(world.storePath + end, 'latin1'));
    const everywhere = [...seen, ...stored].join('\n');
    const leaked = (text: string) => [...passwords].filter(password => text.includes(password));
    assert.deepEqual(leaked(everywhere), []);
    assert.equal(leaked([...passwords].join('\n')).length, passwords.size, 'the search finds what is there');
  });

  async function run(one: Flow): Promise<void> {
    const chat = world.chat(erik, one.channel ? 'channel' : 'personal');
    const deciding = (one.channel ? chat : approvals).as(johanna);
    const asked = await chat.says(`reset password for ${ANNA}`);
    if (one.fault === 'approvals-fail') world.connector.faults.push({ path: /^P(OST|UT)/, status: 503, times: 1 });
    seen.push(JSON.stringify(await chat.press(asked, 'confirm')));
    const question = one.channel ? asked : await approvals.card('wants to reset the password');
    if (one.restarts) await restart();
    if (one.fault === 'dropped') {
      await world.fault({ service: 'graph', pathPattern: `${RESET}$`, method: 'POST', times: 1, drop: 'after' });
    }
    const { request } = actionData(question);
    seen.push(JSON.stringify(await deciding.execute('approve', { request }, question.id)));
    await world.bot.sweep();
    const personal = world.chat(erik);
    const handover = await personal.card('The temporary password is ready');
    seen.push(JSON.stringify(await deciding.execute('show', { request }, handover.id)));
    seen.push(JSON.stringify(await personal.as(johanna).execute('show', { request }, handover.id)));
    passwords.add(passwordOn(answeredCard(await personal.press(handover, 'show'))));
    if (one.handsOver) seen.push(JSON.stringify(await personal.execute('handed-over', { request }, handover.id)));
    else world.passTime(16 * MINUTE);
    await world.bot.sweep();
  }

  async function restart(): Promise<void> {
    await world.bot.stop();
    await world.startBot();
  }
});

/** The request's id on a card, whichever button carries it. */
function actionData(message: unknown): { request: string } {
  const [, request = ''] = /"request":"([\w-]{22})"/.exec(JSON.stringify(message)) ?? [];
  assert.ok(request, 'the card carries no request');
  return { request };
}
