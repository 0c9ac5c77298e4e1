import assert from 'node:assert/strict';
import { approvalsAt, GUSTAV, policy, present, requestOn, rowsOf, stored } from '../../support/approvals.ts';
import { actions, type Chat, cardOf } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import {
  askForPass,
  confirmPass,
  madeElsewhere,
  passesOf,
  passOn,
  showPass,
  signInWith,
  tenantSays,
} from '../../support/passes.ts';
import { oneWorld } from '../../support/scene.ts';
import { runWithNewSignIn, stands } from '../../support/sign-in.ts';
import { ANNA, becomes, JOHANNA, lineOf, MINUTE, nowReads, reads } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const INGRID = 'ingrid.dahl@fjallvind.example';

describe('a pass that a second person approves', () => {
  let world: World;
  let johanna: Client;
  let ingrid: Client;
  let channel: Chat;
  oneWorld(async scene => {
    ({ world } = scene);
    johanna = await world.person(JOHANNA);
    ingrid = await world.person(INGRID);
    channel = world.chat(johanna, 'channel');
  }, policy('usual-unlimited'));

  async function waits(changed: object = {}): Promise<{ card: SentActivity; request: string }> {
    const asked = await askForPass(world, channel, GUSTAV);
    assert.match(reads(await confirmPass(channel, asked, changed)), /Approve this Temporary Access Pass\?/);
    return { card: present(world, asked), request: requestOn(asked) };
  }

  it('of somebody with a role, who would need one for a reset too; made for the requester alone', async () => {
    const { card, request } = await waits({ passUse: 'several', passMinutes: '240' });
    const seen = nowReads(world, card);
    assert.match(seen, /Johanna Bergström wants to give a Temporary Access Pass.*Gustav Norberg holds Reports Reader/s);
    assert.match(seen, /Several sign-ins\n4 hours, from when it is made/);
    assert.deepEqual(await passesOf(world, GUSTAV), []);
    const approved = await channel.as(ingrid).press(card, 'approve');
    assert.match(reads(approved), /Johanna Bergström made a Temporary Access Pass for Gustav Norberg/);
    const [made] = await passesOf(world, GUSTAV);
    assert.deepEqual([made?.lifetimeInMinutes, made?.isUsableOnce], [240, false]);
    const personal = world.chat(johanna);
    const handover = await personal.card('The Temporary Access Pass is ready');
    for (const chat of [personal.as(ingrid), channel.as(ingrid)]) {
      assert.equal(
        lineOf(await chat.execute('show', { request }, handover.id)),
        'Only Johanna Bergström can use this card.',
      );
    }
    const { secret } = await showPass({ personal, handover });
    assert.equal(secret, made?.temporaryAccessPass);
    assert.ok(!JSON.stringify([approved, ...world.connector.calls]).includes(secret));
    const rows = await rowsOf(world, request);
    assert.deepEqual(
      rows.filter(({ event }) => /approv/.test(event)).map(({ event, actorId, action }) => [event, actorId, action]),
      [
        ['approval-asked', johanna.objectId, 'temporary-access-pass'],
        ['request-approved', ingrid.objectId, 'temporary-access-pass'],
      ],
    );
  });

  it('sees from when on it is to work, and which pass it takes the place of', async () => {
    await madeElsewhere(world, GUSTAV);
    const day = new Date(Date.now() + 48 * 60 * MINUTE).toISOString().slice(0, 10);
    const { card } = await waits({ passStart: 'at', passDate: day, passTime: '08:00' });
    const seen = nowReads(world, card);
    assert.match(seen, /One sign-in\n1 hour, from .*8:00 AM/);
    assert.match(seen, /Earlier pass\nGustav Norberg has a pass that works until .* The new one takes its place/);
  });

  it('is declined: nothing is made, and the requester is told why', async () => {
    const { card, request } = await waits();
    await channel.as(ingrid).press(card, 'decline', { declineReason: 'call him back first' });
    await becomes(world, card, /Declined.*call him back first/s);
    assert.deepEqual(await passesOf(world, GUSTAV), []);
    assert.equal((await stored(world, request)).state, 'declined');
    assert.match(reads(await channel.execute('confirm', { request, passMinutes: '60' }, card.id)), /Declined/);
    assert.deepEqual(await passesOf(world, GUSTAV), []);
  });

  it('not by the requester, nor the target, nor who gives no passes, though they approve resets', async () => {
    const { card } = await waits();
    assert.match(lineOf(await channel.press(card, 'approve')), /asked for this pass yourself/);
    const gustav = await world.person(GUSTAV);
    assert.match(lineOf(await channel.as(gustav).press(card, 'approve')), /a pass for your own account/);
    // User Administrator may reset Gustav's password.
    const mikael = await world.person('mikael.sandstrom@fjallvind.example');
    assert.match(
      lineOf(await channel.as(mikael).press(card, 'approve')),
      /could give Gustav Norberg a pass itself: Authentication, Privileged Authentication or Global Administrator/,
    );
    assert.deepEqual(await passesOf(world, GUSTAV), []);
    const verbs = actions(cardOf(present(world, card))).map(({ verb }) => verb);
    assert.deepEqual(verbs.slice(0, 2), ['approve', 'decline']);
  });

  it('not where another pass has appeared since the card', async () => {
    const { card, request } = await waits();
    const theirs = await madeElsewhere(world, GUSTAV);
    await channel.as(ingrid).press(card, 'approve');
    assert.equal((await rowsOf(world, request)).at(-1)?.rule, 'pass-appeared');
    assert.equal(await signInWith(world, theirs, GUSTAV), 'signed-in');
    assert.equal((await passesOf(world, GUSTAV)).length, 1);
  });

  it('not where the tenant has come to allow less: what was approved is not made shorter', async () => {
    const { card, request } = await waits({ passMinutes: '480' });
    await tenantSays(world, { maximumLifetimeInMinutes: 60 });
    await channel.as(ingrid).press(card, 'approve');
    await world.bot.sweep();
    assert.deepEqual(await passesOf(world, GUSTAV), []);
    const last = (await rowsOf(world, request)).at(-1);
    assert.deepEqual([last?.event, last?.rule], ['request-refused', 'pass-lifetime']);
  });

  it('begins at once where its start has gone by while a second person was waited for', async () => {
    const soon = new Date(Date.now() + 20 * MINUTE);
    const [date, time] = stockholm(soon);
    const { card } = await waits({ passStart: 'at', passDate: date, passTime: time });
    world.passTime(25 * MINUTE);
    await world.sandbox.control('POST', 'clock', { advanceMs: 25 * MINUTE });
    await channel.as(ingrid).press(card, 'approve');
    const [made] = await passesOf(world, GUSTAV);
    assert.equal(made?.state, 'usable');
    assert.equal(made?.startDateTime, made?.createdDateTime);
  });

  it('is run by its requester where their sign-in is gone', async () => {
    const { card, request } = await waits();
    await stands(world, johanna, { state: 'signed-out' });
    await channel.as(ingrid).press(card, 'approve');
    assert.equal((await stored(world, request)).state, 'approved');
    assert.deepEqual(await passesOf(world, GUSTAV), []);
    const personal = world.chat(johanna);
    await stands(world, johanna, { state: 'signed-out' });
    await runWithNewSignIn(world, johanna, personal);
    const handover = await personal.card('The Temporary Access Pass is ready');
    const { secret } = await showPass({ personal, handover });
    assert.equal(await signInWith(world, secret, GUSTAV), 'signed-in');
  });

  it('from a personal chat: asked in the approvals conversation', async () => {
    const approvals = await approvalsAt(world, johanna);
    const chat = world.chat(johanna);
    const asked = await askForPass(world, chat, GUSTAV);
    const before = new Set(world.connector.in(approvals.id).map(({ id }) => id));
    assert.match(reads(await confirmPass(chat, asked)), /Waiting for a second administrator/);
    const question = await approvals.next(before, 'the question');
    const answer = await approvals.as(ingrid).press(question, 'approve');
    assert.match(reads(answer), /Johanna Bergström made a Temporary Access Pass/);
    const handover = await chat.card('The Temporary Access Pass is ready');
    assert.ok(passOn((await showPass({ personal: chat, handover })).card));
  });

  /** The day and the time on the clock on the wall in Stockholm, where Johanna's client is. */
  function stockholm(moment: Date): string[] {
    const options = { timeZone: 'Europe/Stockholm', dateStyle: 'short', timeStyle: 'short' } as const;
    return new Intl.DateTimeFormat('sv-SE', options).format(moment).split(' ');
  }
});

describe('a policy that names an action', () => {
  let world: World;
  let johanna: Client;
  oneWorld(async scene => {
    ({ world } = scene);
    johanna = await world.person(JOHANNA);
  }, policy('passes-by-two'));

  it('wants a second person for the pass, and for the reset none', async () => {
    const chat = world.chat(johanna, 'channel');
    const reset = await chat.says(`reset password for ${ANNA}`);
    assert.match(reads(await chat.press(reset, 'confirm')), /Password reset/);
    const personal = world.chat(johanna);
    const handover = await personal.card('The temporary password is ready');
    await personal.execute('handed-over', { request: requestOn(handover) }, handover.id);
    const asked = await askForPass(world, chat);
    assert.match(nowReads(world, asked), /A second administrator must approve/);
    assert.match(reads(await confirmPass(chat, asked)), /Approve this Temporary Access Pass\?/);
    assert.deepEqual(await passesOf(world), []);
  });

  it('without anywhere to ask one: told where to ask again', async () => {
    const chat = world.chat(johanna);
    const asked = await askForPass(world, chat);
    assert.match(lineOf(await confirmPass(chat, asked)), /This pass needs a second person.*approvals here/s);
    assert.deepEqual(await passesOf(world), []);
  });
});
