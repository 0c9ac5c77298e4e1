import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { TERMINAL_EVENTS } from '../../../src/desk/request/audit-entry.ts';
import type { StoreName } from '../../support/both-stores.ts';
import { goOn, letEnd, pressLeftovers } from '../../support/crashes/going-on.ts';
import { type Place, rowOf, rowsIn } from '../../support/crashes/place.ts';
import { APPROVING } from '../../support/crashes/places-approving.ts';
import { ASKING } from '../../support/crashes/places-asking.ts';
import { DELIVERING, HANDING_OVER } from '../../support/crashes/places-delivering.ts';
import { TAKING_OVER } from '../../support/crashes/places-taking-over.ts';
import { Stage } from '../../support/crashes/stage.ts';
import { confirms, decides, type Story } from '../../support/crashes/stories.ts';

const PLACES: readonly Place[] = [...ASKING, ...DELIVERING, ...APPROVING, ...HANDING_OVER, ...TAKING_OVER];
const DOCS = path.join(import.meta.dirname, '../../../docs/crashes.md');

/** The victim is a real process; its successor runs in this one on the same store, with a clock that can be moved. */
describe('a bot that is killed', () => {
  let stage: Stage | undefined;
  afterEach(() => stage?.world.stop());

  for (const each of PLACES) {
    it(each.place, () => lived('SQLite', each));
    if (each.tables) it(`${each.place}, with Azure Tables`, () => lived('Azure Tables', each));
  }

  it('is all in the documents', () => {
    assert.deepEqual(rowsIn(readFileSync(DOCS, 'utf8')), PLACES.map(rowOf));
  });

  for (const [what, story, after] of [
    ['Confirm', confirms('channel', { signOut: 'true' }), [5, 40, 80, 120]],
    ['Approve', decides('personal', 'approve'), [10, 60, 120, 180]],
  ] as const) {
    for (const milliseconds of after)
      it(`${what}, whatever it does after ${milliseconds} ms`, () => survived(story, milliseconds));
  }

  async function lived(store: StoreName, place: Place): Promise<void> {
    stage = await Stage.start(store, place.story.policy);
    const deed = await place.story.begin(stage);
    await stage.kill(place.at, deed);
    await assertState(stage, place.left.state);
    if (place.left.state !== 'done') assert.equal(await stage.isSet(), place.left.set ?? false, 'whether it is set');
    await stage.succeed();
    await assertState(stage, place.later ?? place.left.state);
    assertReads(stage, place);
    if (place.repeats) assert.equal((await deed()).status, 200);
    if (!place.nobody) await goOn(stage);
    const leftovers = await assertEnded(stage, place.ends ?? 'done');
    assert.deepEqual(leftovers, place.leftovers ?? []);
    assert.equal(await stage.resets(), place.calls ?? 1);
  }

  /** Nobody knows what it was doing. */
  async function survived(story: Story, milliseconds: number): Promise<void> {
    stage = await Stage.start('SQLite', story.policy);
    await stage.kill({ milliseconds }, await story.begin(stage));
    await stage.succeed();
    await goOn(stage);
    await assertEnded(stage, 'done');
    assert.ok([1, 2].includes(await stage.resets()));
  }
});

async function assertState(stage: Stage, state: string | undefined): Promise<void> {
  const [request] = await stage.requests();
  assert.equal(request?.state, state);
}

function assertReads(stage: Stage, { reads = [] }: Place): void {
  const chats = { here: stage.here, private: stage.personal, approvals: stage.approvals, holder: stage.holder };
  for (const [where, pattern] of reads) {
    const chat = chats[where];
    assert.ok(chat, `the story has no ${where}`);
    const texts = stage.texts(chat);
    const isRead = texts.some(text => pattern.test(text));
    assert.ok(isRead, `${pattern} is not read ${where}: ${JSON.stringify(texts)}`);
  }
}

/** Whatever is pressed, and however much time passes, nothing more comes of it. Returns which buttons were left to press. */
async function assertEnded(stage: Stage, ends: string): Promise<string[]> {
  const requests = await letEnd(stage);
  assert.equal(requests[0]?.state ?? 'nothing', ends);
  assert.ok(stage.passwords.size <= 1, 'never two passwords');
  const leftovers = await pressLeftovers(stage, requests);
  for (const request of await stage.requests()) {
    const { id, state, duties } = request;
    const rows = await stage.inStore(store => store.auditTrail(id));
    const events = rows.map(row => row.event);
    assert.equal(events.filter(event => TERMINAL_EVENTS.includes(event)).length, 1, `${state}: ${events.join()}`);
    assert.ok(events.filter(event => event === 'reset-accepted').length <= 1, events.join());
    assert.ok(!('sealed' in request), 'no password stays');
    assert.deepEqual(duties, [], 'its cards show it, and nobody is owed anything');
  }
  assert.deepEqual((await stage.inStore(store => store.verifyAudit())).findings, []);
  const errors = stage.world.log.filter(line => /"level":"(error|fatal)"/.test(line));
  assert.deepEqual(errors, []);
  return [...new Set(leftovers)].sort();
}
