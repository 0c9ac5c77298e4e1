import assert from 'node:assert/strict';
import { TERMINAL_EVENTS } from '../../../src/desk/request/audit-entry.ts';
import { text } from '../../../src/locales/text.ts';
import { KARIN, requestOn } from '../../support/approvals.ts';
import { inStore, STORES, type StoreName } from '../../support/both-stores.ts';
import { type InvokeAnswer, textOf } from '../../support/chat.ts';
import { passwordOn } from '../../support/reveal.ts';
import { ANNA, ERIK, resetAnna } from '../../support/story.ts';
import { World } from '../../support/world.ts';

/** Each is a row on record and waits for those before it. */
const PRESSES = 6;

for (const name of Object.keys(STORES) as StoreName[]) {
  describe(`an account that is taken over in one of two processes (${name})`, function () {
    this.timeout(300_000);
    let world: World;
    afterEach(() => world.stop());

    for (const verb of ['show', 'handed-over'] as const) {
      it(`at the moment of ${verb}: one end, and no password after it`, async () => {
        const environment = await STORES[name]();
        world = await World.startProcesses(2, environment);
        const bots = world.processes;
        const { personal, handover } = await resetAnna(world, await world.person(ERIK));
        const hers = world.chat(await world.person(KARIN));
        const offer = await hers.says(`reset password for ${ANNA}`);
        assert.match(textOf(offer), /Somebody else is resetting this password/);
        const held = requestOn(handover);
        const answers = await Promise.all(
          Array.from({ length: PRESSES }, async (_, turn): Promise<InvokeAnswer[]> => {
            const [one, other] = turn % 2 === 0 ? bots : bots.toReversed();
            assert.ok(one && other);
            return Promise.all([
              hers.via(one).execute('take-over', { request: requestOn(offer) }, offer.id),
              personal.via(other).execute(verb, { request: held }, handover.id),
            ]);
          }),
        );
        for (const answer of answers.flat()) assertPolite(answer);
        for (const [took] of answers) if (took) assertOfKarin(took);
        const { rows, request } = await inStore(world, environment, async store => ({
          rows: (await store.auditTrail(held)).map(({ event }) => event),
          request: await store.get(held),
        }));
        const ends = rows.filter(event => TERMINAL_EVENTS.includes(event));
        assert.equal(ends.length, 1, rows.join());
        assert.ok(verb === 'handed-over' || ends[0] === 'request-taken-over', rows.join());
        assert.ok(rows.lastIndexOf('password-shown') < rows.indexOf(ends[0] ?? ''), rows.join());
        assert.ok(request?.state === 'done' && !('sealed' in request));
        const late = await personal.execute('show', { request: held }, handover.id);
        assert.throws(() => passwordOn(late.value), 'nothing is left to show');
        const { findings } = await inStore(world, environment, store => store.verifyAudit());
        assert.deepEqual(findings, []);
      });
    }
  });
}

/** Her confirm card, or, on a busy machine, the line that says that it comes. */
function assertOfKarin(answer: InvokeAnswer): void {
  if (answer.type === 'application/vnd.microsoft.card.adaptive') assert.match(textOf(answer.value), /Reset password\?/);
  else assert.equal(answer.value, text('en', 'message.later'));
}

function assertPolite(answer: InvokeAnswer): void {
  const said = JSON.stringify(answer);
  assert.equal(answer.statusCode, 200, said);
  assert.doesNotMatch(said, /NYC\d|went wrong|Something/i);
}
