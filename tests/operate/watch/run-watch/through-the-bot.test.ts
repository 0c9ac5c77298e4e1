import assert from 'node:assert/strict';
import { GUSTAV, KARIN } from '../../../support/approvals.ts';
import { STORES, type StoreName } from '../../../support/both-stores.ts';
import { givePass, handOverPass, madeElsewhere } from '../../../support/passes.ts';
import { ERIK, JOHANNA, OLIVIA, resetAnna, showPassword } from '../../../support/story.ts';
import { World } from '../../../support/world.ts';
import { Operator } from '../operator.ts';

for (const name of Object.keys(STORES) as StoreName[]) {
  describe(`operate/watch/run-watch: what is done through the bot (${name})`, () => {
    let operator: Operator;
    let world: World;
    beforeEach(async () => {
      operator = await Operator.begin();
      const environment = await STORES[name]();
      world = await World.start(environment);
      await operator.signsIn({});
      const STORE = environment.STORE ?? `sqlite:${world.storePath}`;
      operator.env = { ...operator.env, STORE, SEAL_KEY: world.sealKeys.current.toString('base64') };
    });
    afterEach(async () => {
      await world.stop();
      await operator.bench.dispose();
    });

    /** A reset, and a pass that is withdrawn after it was handed over. */
    async function workThroughTheBot(): Promise<void> {
      const { personal, handover } = await resetAnna(world, await world.person(ERIK));
      await showPassword(personal, handover);
      const given = await givePass(world, await world.person(JOHANNA), { target: OLIVIA });
      await handOverPass(given);
      await given.personal.execute('withdraw', { request: given.request }, given.handover.id);
    }

    for (const correlation of ['client', 'own'] as const) {
      it(`is ours, and what was done beside it is not, with a correlation id that is ${correlation === 'own' ? 'the log’s own' : 'the bot’s'}`, async () => {
        await operator.sandbox.control('PUT', 'audits', { correlation });
        await workThroughTheBot();
        await madeElsewhere(world, OLIVIA);
        await madeElsewhere(world, GUSTAV);
        const { code, out } = await operator.run();
        assert.match(out, /^Rows: 6\. Of calls on our record: 4\. /m);
        assert.equal(code, 1);
        const found = [...out.matchAll(/^- \S+ (\w+ \w+) of (\S+) by (\S+) /gm)].map(([, ...told]) => told);
        assert.deepEqual(found, [
          ['pass given', OLIVIA, KARIN],
          ['pass given', GUSTAV, KARIN],
        ]);
      });
    }
  });
}
