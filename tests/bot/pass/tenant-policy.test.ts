import assert from 'node:assert/strict';
import { requestOn, rowsOf, stored } from '../../support/approvals.ts';
import { action, answeredCard, cardOf } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import {
  askForPass,
  confirmPass,
  givePass,
  inputsOf,
  mayNotReadPassPolicy,
  passesOf,
  tenantSays,
} from '../../support/passes.ts';
import { oneWorldWithJohanna } from '../../support/scene.ts';
import { ANNA, lineOf, nowReads, OLIVIA, reads } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

describe('a pass by what the tenant says of passes', () => {
  let world: World;
  let johanna: Client;
  oneWorldWithJohanna(scene => ({ world, johanna } = scene));

  const FOR_SALES = { includeTargets: [{ targetType: 'group', id: 'Sales' }] };
  const NOT_FOR: readonly [what: string, says: object, target: string, rule: string, text: RegExp][] = [
    [
      'switched off',
      { state: 'disabled' },
      ANNA,
      'pass-disabled',
      /switched off, so Anna.*Authentication Policy Admin/,
    ],
    [
      'meant for others',
      FOR_SALES,
      OLIVIA,
      'pass-not-for-target',
      /does not include Olivia.*Authentication Policy Admin/,
    ],
    [
      'meant for all but her',
      { excludeTargets: [{ targetType: 'user', id: OLIVIA }] },
      OLIVIA,
      'pass-not-for-target',
      /does not include Olivia/,
    ],
  ];

  for (const [what, says, target, rule, text] of NOT_FOR) {
    describe(what, () => {
      it('said where it is asked for, with the reset instead', async () => {
        await tenantSays(world, says);
        const chat = world.chat(johanna);
        const refused = await chat.says(`temporary access pass for ${target}`);
        assert.match(nowReads(world, refused), text);
        assert.match(reads(await chat.press(refused, 'look-up')), /^Reset password\?/);
        assert.deepEqual(await passesOf(world, target), []);
      });

      it('said where it is wished in place of a reset, which goes on', async () => {
        await tenantSays(world, says);
        const chat = world.chat(johanna);
        const reset = await chat.says(`reset password for ${target}`);
        assert.match(lineOf(await chat.press(reset, 'instead')), text);
        assert.equal((await stored(world, requestOn(reset))).state, 'open');
        assert.match(reads(await chat.press(reset, 'confirm')), /Password reset/);
        assert.deepEqual(await passesOf(world, target), []);
      });

      it('said where it is so since the card', async () => {
        const chat = world.chat(johanna);
        const asked = await askForPass(world, chat, target);
        await tenantSays(world, says);
        assert.match(reads(await confirmPass(chat, asked)), text);
        const { event, rule: why } = (await rowsOf(world, requestOn(asked))).at(-1) ?? {};
        assert.deepEqual([event, why], ['request-refused', rule]);
        assert.deepEqual(await passesOf(world, target), []);
      });

      it('said by Microsoft Graph where it could not be read', async () => {
        await mayNotReadPassPolicy(world, johanna);
        await tenantSays(world, says);
        const chat = world.chat(johanna);
        const asked = await askForPass(world, chat, target);
        const answer = reads(await confirmPass(chat, asked));
        assert.match(answer, /^No pass was made.*by policy.*an Authentication Policy Administrator/is);
        const { event, rule: why } = (await rowsOf(world, requestOn(asked))).at(-1) ?? {};
        assert.deepEqual([event, why], ['pass-failed', 'pass-not-allowed']);
        assert.deepEqual(await passesOf(world, target), []);
      });
    });
  }

  it('meant for her group: made', async () => {
    await tenantSays(world, FOR_SALES);
    await givePass(world, johanna);
    assert.equal((await passesOf(world)).length, 1);
  });

  describe('how long it lasts', () => {
    it('is chosen among what the tenant allows, an hour where nothing is', async () => {
      await tenantSays(world, { minimumLifetimeInMinutes: 30, defaultLifetimeInMinutes: 30 });
      const asked = await askForPass(world, world.chat(johanna));
      assert.equal(inputsOf(cardOf(asked)).passMinutes, '60');
      assert.deepEqual(minutesOffered(asked), ['30', '60', '120', '240', '480']);
      await tenantSays(world, { maximumLifetimeInMinutes: 45 });
      const short = await askForPass(world, world.chat(johanna), OLIVIA);
      assert.equal(inputsOf(cardOf(short)).passMinutes, '45');
      assert.deepEqual(minutesOffered(short), ['30', '45']);
    });

    it('is held to that whatever is sent, and the card goes on', async () => {
      const chat = world.chat(johanna);
      const asked = await askForPass(world, chat);
      for (const passMinutes of ['0', '1', '59', '481', '43200', '999999']) {
        const line = lineOf(await confirmPass(chat, asked, { passMinutes }));
        assert.match(line, /a pass lasts between 60 and 480 minutes/, passMinutes);
      }
      assert.deepEqual(await passesOf(world), []);
      assert.match(reads(await confirmPass(chat, asked, { passMinutes: '480' })), /Temporary Access Pass made/);
      assert.equal((await passesOf(world))[0]?.lifetimeInMinutes, 480);
    });

    it('is held to what the tenant says now, not when the card was drawn', async () => {
      const chat = world.chat(johanna);
      const asked = await askForPass(world, chat);
      await tenantSays(world, { maximumLifetimeInMinutes: 120 });
      assert.match(lineOf(await confirmPass(chat, asked, { passMinutes: '240' })), /between 60 and 120 minutes/);
      assert.deepEqual(await passesOf(world), []);
    });

    it('is refused by Microsoft Graph where the tenant could not be read', async () => {
      await mayNotReadPassPolicy(world, johanna);
      const chat = world.chat(johanna);
      const asked = await askForPass(world, chat);
      assert.ok(minutesOffered(asked).includes('43200'));
      const answer = reads(await confirmPass(chat, asked, { passMinutes: '43200' }));
      assert.match(answer, /^No pass was made.*does not allow a pass for Anna Svensson that lasts as long/s);
      assert.equal((await rowsOf(world, requestOn(asked))).at(-1)?.rule, 'pass-lifetime-refused');
      assert.match(nowReads(world, asked), /Ask again and choose another length/);
      assert.deepEqual(await passesOf(world), []);
    });
  });

  it('for one sign-in alone: nothing else is offered, nor taken', async () => {
    await tenantSays(world, { isUsableOnce: true });
    const chat = world.chat(johanna);
    const asked = await askForPass(world, chat);
    assert.equal('passUse' in inputsOf(cardOf(asked)), false);
    assert.match(lineOf(await confirmPass(chat, asked, { passUse: 'several' })), /does not allow passes.*several/);
    assert.deepEqual(await passesOf(world), []);
    answeredCard(await confirmPass(chat, asked));
    assert.equal((await passesOf(world))[0]?.isUsableOnce, true);
  });

  it('for one sign-in alone, where that could not be read: Microsoft Graph refuses it', async () => {
    await mayNotReadPassPolicy(world, johanna);
    await tenantSays(world, { isUsableOnce: true });
    const chat = world.chat(johanna);
    const asked = await askForPass(world, chat);
    assert.match(reads(await confirmPass(chat, asked, { passUse: 'several' })), /^No pass was made/);
    assert.deepEqual(await passesOf(world), []);
    const again = await askForPass(world, chat);
    assert.equal(action(cardOf(again), 'confirm').title, 'Give a pass');
    answeredCard(await confirmPass(chat, again));
    assert.equal((await passesOf(world)).length, 1);
  });

  function minutesOffered(asked: SentActivity): string[] {
    const [, choices = ''] = /"id":"passMinutes".*?"choices":(\[.*?\])/.exec(JSON.stringify(cardOf(asked))) ?? [];
    return (JSON.parse(choices) as { value: string }[]).map(({ value }) => value);
  }
});
