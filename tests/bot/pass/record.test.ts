import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runAudit } from '../../../src/operate/audit/run-audit.ts';
import { eventsOf, requestOn, rowsOf } from '../../support/approvals.ts';
import {
  askForPass,
  confirmPass,
  givePass,
  handOverPass,
  PASSES,
  passesOf,
  pressOn,
  signInWith,
  tenantSays,
} from '../../support/passes.ts';
import { oneWorldWithJohanna } from '../../support/scene.ts';
import { ANNA, answerTo, audit, fault, reads, resetAnna } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

describe('what stands on record of a pass', () => {
  let world: World;
  let johanna: Client;
  oneWorldWithJohanna(scene => ({ world, johanna } = scene));

  it('each step once, in its order, with the action and never with the pass', async () => {
    const given = await givePass(world, johanna, { ticket: 'INC0012345', reason: 'no-method' });
    const { receipt, secret } = await handOverPass(given);
    let card = receipt;
    // Read twice, it says the same, and is written down once.
    for (const again of [false, true]) {
      const answer = await pressOn(given, card, 'read-receipt');
      assert.match(reads(answer), /not been used yet/, String(again));
      card = answer.value as typeof card;
    }
    await signInWith(world, secret);
    await pressOn(given, card, 'read-receipt');
    const rows = await rowsOf(world, given.request);
    assert.deepEqual(
      rows.map(({ event }) => event),
      [
        ...['request-opened', 'pass-started', 'pass-made', 'handover-delivered'],
        ...['pass-shown', 'pass-handed-over', 'pass-receipt', 'pass-receipt'],
      ],
    );
    assert.deepEqual(
      rows.filter(({ event }) => event === 'pass-receipt').map(({ detail }) => detail),
      ['not-used', 'used'],
    );
    for (const row of rows) {
      assert.deepEqual([row.action, row.actorId, row.targetName], ['temporary-access-pass', johanna.objectId, ANNA]);
    }
    assert.deepEqual([rows.at(-1)?.ticket, rows.at(-1)?.reason], ['INC0012345', 'no-method']);
    assert.ok(!JSON.stringify(await audit(world)).includes(secret));
  });

  it('that it was withdrawn, before the handover and after it', async () => {
    const before = await givePass(world, johanna);
    await before.personal.press(before.handover, 'withdraw');
    assert.deepEqual((await eventsOf(world, before.request)).slice(-2), ['pass-erased', 'pass-withdrawn']);
    const after = await givePass(world, johanna);
    const { receipt } = await handOverPass(after);
    await pressOn(after, receipt, 'withdraw');
    assert.deepEqual((await eventsOf(world, after.request)).slice(-2), ['pass-handed-over', 'pass-withdrawn']);
  });

  it('that it was refused, with the rule; a reset beside it stays as it was, without an action', async () => {
    const chat = world.chat(johanna);
    const asked = await askForPass(world, chat);
    await fault(world, { service: 'graph', method: 'POST', pathPattern: PASSES, status: 400 });
    assert.match(reads(await confirmPass(chat, asked)), /No pass was made/);
    const failed = (await rowsOf(world, requestOn(asked))).at(-1);
    assert.deepEqual([failed?.event, failed?.rule], ['pass-failed', 'not-possible']);
    assert.equal(failed?.action, 'temporary-access-pass');
    const { handover } = await resetAnna(world, johanna);
    const reset = await rowsOf(world, requestOn(handover));
    assert.ok(reset.some(({ event }) => event === 'reset-accepted'));
    assert.deepEqual(
      reset.filter(({ action }) => action !== undefined),
      [],
    );
  });

  it('the wish that gave way is cancelled', async () => {
    const chat = world.chat(johanna);
    const reset = await chat.says(`reset password for ${ANNA}`);
    await chat.press(reset, 'instead');
    assert.deepEqual(await eventsOf(world, requestOn(reset)), ['request-opened', 'request-cancelled']);
  });

  it('is exported with the action, as CSV and as JSON lines, and verifies', async () => {
    const given = await givePass(world, johanna);
    const { secret } = await handOverPass(given);
    const csv = await exported('csv');
    const [head = '', ...lines] = csv.trim().split('\r\n');
    const column = head.split(',').indexOf('action');
    assert.ok(column >= 0, head);
    const about = lines.filter(line => line.includes(given.request)).map(line => line.split(','));
    assert.ok(about.length >= 6);
    for (const cells of about) assert.equal(cells[column], 'temporary-access-pass', String(cells));
    const jsonl = await exported('jsonl');
    const rows = jsonl
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
      .filter(({ requestId }) => requestId === given.request);
    assert.deepEqual(
      rows.map(({ event, action }) => [event, action]),
      (await eventsOf(world, given.request)).map(event => [event, 'temporary-access-pass']),
    );
    assert.ok(!`${csv}${jsonl}`.includes(secret));
    assert.match(await run('verify'), /^The record is sound\./);
  });

  it('history and status tell a pass from a reset, and how it stands', async () => {
    const chat = world.chat(johanna);
    const given = await givePass(world, johanna);
    assert.match(await answerTo(chat, 'status'), /Anna Svensson\nPass made, not handed over yet/);
    const { receipt } = await handOverPass(given);
    assert.match(await answerTo(chat, 'status'), /You have no open requests/);
    assert.match(await answerTo(chat, 'history'), /newest first\.\nAnna Svensson\nPass made and handed over/);
    await pressOn(given, receipt, 'withdraw');
    assert.match(await answerTo(chat, 'history'), /newest first\.\nAnna Svensson\nMade, and withdrawn later/);
    const { personal, handover } = await resetAnna(world, johanna);
    await personal.press(handover, 'show');
    const both = await answerTo(chat, `history for ${ANNA}`);
    assert.match(both, /\nReset, not handed over yet\n.*\nMade, and withdrawn later\n/s);
    assert.equal((await passesOf(world)).length, 1);
  });

  it('that it was refused before there was a request', async () => {
    const chat = world.chat(johanna);
    const reset = await chat.says(`reset password for ${ANNA}`);
    await tenantSays(world, { state: 'disabled' });
    await chat.press(reset, 'instead');
    const row = (await audit(world)).at(-1);
    assert.deepEqual([row?.event, row?.rule, row?.targetName], ['request-refused', 'pass-disabled', ANNA]);
    assert.equal(row?.action, 'temporary-access-pass');
  });

  async function exported(format: string): Promise<string> {
    return run('export', '--format', format);
  }

  async function run(...args: string[]): Promise<string> {
    const [out, problems] = [new PassThrough(), new PassThrough()];
    const said = Promise.all([text(out), text(problems)]);
    const env = { ...world.sandbox.environment, STORE: `sqlite:${world.storePath}` };
    const code = await runAudit(args, env, { out, problems });
    out.end();
    problems.end();
    const [written, wrong] = await said;
    assert.deepEqual([code, wrong], [0, '']);
    return written;
  }
});
