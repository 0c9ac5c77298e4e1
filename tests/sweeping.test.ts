import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { DAY, HOUR } from '../src/desk/times.ts';
import type { AuditedRequestStore } from '../src/store/record/audited-store.ts';
import { inStore, STORES, type StoreName } from './support/both-stores.ts';
import { ANNA, askForAnna, ERIK, lineOf, resetAnna } from './support/story.ts';
import { World } from './support/world.ts';

for (const name of Object.keys(STORES) as StoreName[]) {
  describe(`what is old is forgotten, in ${name}`, () => {
    let world: World;
    let environment: Record<string, string>;

    beforeEach(async () => {
      environment = await STORES[name]();
      world = await World.start(environment);
    });
    afterEach(() => world.stop());

    const look = <T>(at: (store: AuditedRequestStore) => Promise<T>) => inStore(world, environment, at);
    const events = () => look(async store => (await store.auditTrail()).map(({ event }) => event));

    it('a request goes 400 days after its end, its card says so, and the record keeps what was done', async () => {
      const erik = await world.person(ERIK);
      const { chat, asked, personal } = await resetAnna(world, erik);
      world.passTime(HOUR);
      await world.bot.sweep();
      world.passTime(399 * DAY);
      await world.bot.sweep();
      assert.match(JSON.stringify(await chat.says('history')), /Anna Svensson/);
      world.passTime(2 * DAY);
      await world.bot.sweep();
      const trail = await events();
      assert.deepEqual(
        trail.filter(event => event === 'password-erased' || event === 'forgotten'),
        ['password-erased', 'forgotten'],
      );
      assert.doesNotMatch(JSON.stringify(await chat.says('history')), /Anna Svensson/);
      const pressed = await personal.press(asked, 'confirm');
      assert.equal(lineOf(pressed), 'That button does not work any more. Ask again instead.');
      assert.equal((await look(store => store.verifyAudit())).findings.length, 0);
    });

    it('one that still waits stays until it has ended, however long nobody has looked', async () => {
      await askForAnna(world, await world.person(ERIK));
      world.passTime(1_000 * DAY);
      await world.bot.sweep();
      assert.ok((await events()).includes('request-expired'));
      assert.ok(!(await events()).includes('forgotten'));
    });

    it('rows of the record go where the policy says so, once a day for two bots, and all is sound', async () => {
      const file = path.join(world.folder, 'policy.json');
      writeFileSync(file, JSON.stringify({ approval: [{ when: 'never' }], proof: [], retention: { record: 30 } }));
      await world.bot.stop();
      await world.startBot({ POLICY_FILE: file });
      const first = world.bot;
      await world.startBot({ POLICY_FILE: file });
      const second = world.bot;
      await world.chat(await world.person(ERIK)).says(`reset password for ${ANNA}`);
      await world.bot.sweep();
      world.passTime(31 * DAY);
      await Promise.all([first.sweep(), second.sweep()]);
      const trail = await events();
      assert.equal(trail.filter(event => event === 'forgotten').length, 1, String(trail));
      const { findings, head } = await look(store => store.verifyAudit());
      assert.deepEqual(findings, []);
      assert.ok((head?.cut?.count ?? 0) > 3);
      assert.equal(head?.cut?.days, 30);
      world.log.length = 0;
      world.passTime(DAY);
      await second.sweep();
      const anchor = world.log.map(line => JSON.parse(line)).find(({ msg }) => msg === 'audit anchor');
      assert.equal(anchor?.cut, head?.cut?.count);
      await first.stop();
    });
  });
}
