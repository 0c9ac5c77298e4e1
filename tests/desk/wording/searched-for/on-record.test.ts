import assert from 'node:assert/strict';
import { textOf } from '../../../support/chat.ts';
import { eachInAWorld } from '../../../support/scene.ts';
import { audit, ERIK, OLIVIA } from '../../../support/story.ts';
import type { World } from '../../../support/world.ts';

const NOBODY = 'Zebulon Qvist';
const ADDRESS = 'nobody@fjallvind.example';
/** Several people of the sample tenant. */
const SEVERAL = 'Johan Andersson';

describe('who looked for whom, on record', () => {
  let world: World;
  eachInAWorld(scene => ({ world } = scene));

  /** What is on record after this person has written that. */
  async function recorded(who: string, text: string) {
    const person = await world.person(who);
    const said = textOf(await world.chat(person).says(text));
    const rows = (await audit(world)).filter(({ event }) => event !== 'request-choosing');
    for (const row of rows) assert.equal(row.actorId, person.objectId);
    const kept = rows.map(({ event, rule, targetName, targetId, detail, requestId }) =>
      [event, rule, targetName, targetId, detail, requestId].filter(each => each !== undefined),
    );
    return { said, kept };
  }

  for (const [text, row] of [
    [`reset password for ${NOBODY}`, ['request-refused', 'target-not-found', NOBODY]],
    [`reset password for ${ADDRESS}`, ['request-refused', 'target-not-found', ADDRESS]],
    [`återställ lösenordet för ${NOBODY}`, ['request-refused', 'target-not-found', NOBODY]],
    ['reset password for employee number 99999999', ['request-refused', 'target-not-found', '99999999']],
    [`history for ${NOBODY}`, ['not-allowed', 'target-not-found', NOBODY, 'history']],
    [`history for ${ADDRESS}`, ['not-allowed', 'target-not-found', ADDRESS, 'history']],
    [`history for ${SEVERAL}`, ['not-allowed', 'several-found', SEVERAL, 'history']],
  ] as const) {
    it(`${text}: one row`, async () => {
      assert.deepEqual((await recorded(ERIK, text)).kept, [row]);
    });
  }

  for (const [text, row] of [
    [`reset password for ${NOBODY}`, ['request-refused', 'requester-has-no-role', NOBODY]],
    [`history for ${NOBODY}`, ['not-allowed', 'requester-has-no-role', NOBODY, 'history']],
  ] as const) {
    it(`${text}, by somebody without a role: one row, and they are not told whether there is such a person`, async () => {
      const { said, kept } = await recorded(OLIVIA, text);
      assert.deepEqual(kept, [row]);
      assert.match(said, /no role that resets passwords/);
    });
  }

  for (const text of [`reset password for ${NOBODY} Sommar-2024`, `reset password for ${NOBODY} to Hemligt!77xyz`]) {
    it(`${text}: no password gets on record`, async () => {
      const { kept } = await recorded(ERIK, text);
      assert.doesNotMatch(JSON.stringify(kept), /Sommar|2024|Hemligt|77xyz/);
    });
  }
});
