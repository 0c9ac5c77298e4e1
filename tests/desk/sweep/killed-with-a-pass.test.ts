import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { TERMINAL_EVENTS } from '../../../src/desk/request/audit-entry.ts';
import type { StoreName } from '../../support/both-stores.ts';
import {
  assertLookedAfter,
  goOnWithPass,
  letPass,
  succeedWithPass,
} from '../../support/crashes/going-on-with-a-pass.ts';
import { type PassPlace, rowOfPass } from '../../support/crashes/pass-place.ts';
import { confirmsPass } from '../../support/crashes/pass-stories.ts';
import { rowsIn } from '../../support/crashes/place.ts';
import { MAKING_A_PASS } from '../../support/crashes/places-making-a-pass.ts';
import { WITH_A_PASS } from '../../support/crashes/places-with-a-pass.ts';
import { Stage } from '../../support/crashes/stage.ts';
import { statesOf } from '../../support/passes.ts';
import { stands } from '../../support/sign-in.ts';
import { MINUTE } from '../../support/story.ts';

const PLACES: readonly PassPlace[] = [...MAKING_A_PASS, ...WITH_A_PASS];

/** The victim is a real process; its successor runs in this one on the same store, with a clock that can be moved. */
describe('a bot that is killed while it gives a pass', () => {
  let stage: Stage | undefined;
  afterEach(() => stage?.world.stop());

  for (const each of PLACES) {
    it(each.place, () => lived('SQLite', each));
    if (each.tables) it(`${each.place}, with Azure Tables`, () => lived('Azure Tables', each));
  }

  it('is all in the documents', () => {
    const page = readFileSync(path.join(import.meta.dirname, '../../../docs/crashes.md'), 'utf8');
    assert.deepEqual(rowsIn(page, 'with-a-pass'), PLACES.map(rowOfPass));
  });

  for (const milliseconds of [5, 40, 80, 120]) {
    it(`whatever it does ${milliseconds} ms after Confirm`, async () => {
      stage = await Stage.start('SQLite', {});
      await stage.kill({ milliseconds }, await confirmsPass().begin(stage));
      await succeedWithPass(stage);
      await goOnWithPass(stage);
      const states = await assertEnded(stage, 'done');
      assert.deepEqual([states.at(-1), states.slice(0, -1).every(state => state === 'deleted')], ['used', true]);
    });
  }

  it('deletes what the dead one has made only once its requester is signed in again', async () => {
    stage = await Stage.start('SQLite', {});
    const [first] = MAKING_A_PASS.filter(({ place }) => place === 'Pass, after Microsoft Graph made it');
    assert.ok(first);
    await stage.kill(first.at, await first.story.begin(stage));
    await stands(stage.world, stage.erik, { state: 'signed-out' });
    await succeedWithPass(stage);
    await letPass(stage, 16 * MINUTE);
    assert.deepEqual(await statesOf(stage.world), ['usable']);
    await assertLookedAfter(stage, (await stage.requests())[0]);
    await stands(stage.world, stage.erik, { state: 'signed-in' });
    await letPass(stage, 11 * MINUTE);
    assert.deepEqual(await assertEnded(stage, 'failed'), ['deleted']);
  });

  async function lived(store: StoreName, place: PassPlace): Promise<void> {
    stage = await Stage.start(store, place.story.policy);
    const deed = await place.story.begin(stage);
    await stage.kill(place.at, deed);
    await assertStands(stage, place.left);
    await succeedWithPass(stage);
    await assertStands(stage, { ...place.left, ...place.later });
    assertReads(stage, place);
    if (place.again) assert.match(JSON.stringify(await deed()), place.again);
    else if (!place.nobody) await goOnWithPass(stage);
    assert.deepEqual(await assertEnded(stage, place.ends ?? 'done'), place.passes);
  }
});

async function assertStands(stage: Stage, { state, passes }: PassPlace['left']): Promise<void> {
  const [request] = await stage.requests();
  assert.deepEqual([request?.state, await statesOf(stage.world)], [state, passes]);
  await assertLookedAfter(stage, request);
}

function assertReads(stage: Stage, { reads = [] }: PassPlace): void {
  const chats = { here: stage.here, private: stage.personal, approvals: stage.approvals, holder: stage.holder };
  for (const [where, pattern] of reads) {
    const chat = chats[where];
    assert.ok(chat, `the story has no ${where}`);
    const texts = stage.texts(chat);
    const isRead = texts.some(text => pattern.test(text));
    assert.ok(isRead, `${pattern} is not read ${where}: ${JSON.stringify(texts)}`);
  }
}

/**
 * Whatever time passes, nothing more comes of it. Returns how each pass stands once nobody is waited for any more, before those
 * that were handed over are over by themselves.
 */
async function assertEnded(stage: Stage, ends: string): Promise<string[]> {
  await letPass(stage, 16 * MINUTE);
  await letPass(stage, MINUTE);
  const states = (await assertLookedAfter(stage, (await stage.requests())[0])).map(({ state }) => state);
  await letPass(stage, 75 * MINUTE);
  await letPass(stage, MINUTE);
  const requests = await stage.requests();
  assert.equal(requests[0]?.state, ends);
  for (const request of requests) {
    const { id, state, duties } = request;
    const rows = await stage.inStore(store => store.auditTrail(id));
    const events = rows.map(row => row.event);
    assert.equal(events.filter(event => TERMINAL_EVENTS.includes(event)).length, 1, `${state}: ${events.join()}`);
    assert.ok(events.filter(event => event === 'pass-made').length <= 1, events.join());
    assert.ok(!('sealed' in request), 'no pass stays');
    assert.deepEqual(duties, [], 'its cards show it, and nobody is owed anything');
  }
  assert.deepEqual((await stage.inStore(store => store.verifyAudit())).findings, []);
  const errors = stage.world.log.filter(line => /"level":"(error|fatal)"/.test(line));
  assert.deepEqual(errors, []);
  return states;
}
