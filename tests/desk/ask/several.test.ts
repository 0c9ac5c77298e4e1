import assert from 'node:assert/strict';
import { actions, type Chat, cardOf, textOf } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { eachInAWorld } from '../../support/scene.ts';
import { becomes, change, ERIK, events, fault, lineOf, nowReads, reads } from '../../support/story.ts';
import type { World } from '../../support/world.ts';

const JOHAN = 'johan.andersson@fjallvind.example';
const OTHER_JOHAN = 'johan.andersson2@fjallvind.example';

describe('several people of one name', () => {
  let world: World;
  let chat: Chat;
  eachInAWorld(async scene => {
    ({ world } = scene);
    chat = world.chat(await world.person(ERIK));
  });

  const ask = () => chat.says('reset password for Johan Andersson');

  /** The button that chooses the person with this sign-in name. */
  function choiceOf(message: SentActivity, upn: string) {
    const found = actions(cardOf(message)).find(one => one.verb === 'pick' && one.title.includes(upn));
    assert.ok(found, `nobody with ${upn} to choose on ${textOf(cardOf(message))}`);
    return found;
  }

  it('are offered with what tells them apart, and nobody is guessed', async () => {
    const asked = await ask();
    const text = textOf(cardOf(asked));
    assert.match(text, /Who do you mean\?[\s\S]*2 accounts match Johan Andersson/);
    assert.match(text, /Some have the same name: check the sign-in name/);
    for (const part of [/Sales/, /Logistics/, /^JA$/m]) assert.match(text, part);
    assert.match(choiceOf(asked, JOHAN).title, /^Choose johan\.andersson@/);
    assert.deepEqual(
      actions(cardOf(asked)).map(one => one.verb),
      ['pick', 'pick', 'cancel'],
    );
  });

  it('have photos where there are some', async () => {
    await change(world, JOHAN, { photo: true });
    assert.match(JSON.stringify(cardOf(await ask())), /data:image\/png;base64/);
  });

  it('are offered with initials when the photos can’t be read', async () => {
    await change(world, JOHAN, { photo: true });
    await fault(world, { service: 'graph', pathPattern: 'photos', status: 500, times: null });
    assert.match(textOf(cardOf(await ask())), /^JA$/m);
  });

  for (const [upn, department] of [
    [JOHAN, /Sales/],
    [OTHER_JOHAN, /Logistics/],
  ] as const) {
    it(`choosing ${upn} gives the card to confirm that one`, async () => {
      const asked = await ask();
      const answer = await chat.pressAction(choiceOf(asked, upn), asked.id);
      assert.match(reads(answer).replaceAll('\n', ''), new RegExp(upn.replace('@', '@?')));
      assert.match(reads(answer), department);
      assert.equal(nowReads(world, asked), reads(answer));
      const present = world.connector.messages.get(asked.id) ?? asked;
      const confirmed = await chat.press(present, 'confirm');
      assert.match(reads(confirmed), /Johan Andersson/);
      const calls = await world.graphCalls();
      const { objectId } = await world.person(upn);
      assert.ok(calls.some(call => call.method === 'POST' && call.path.includes(`users/${objectId}/authentication`)));
    });
  }

  it('choosing twice changes nothing: the first choice holds', async () => {
    const asked = await ask();
    await chat.pressAction(choiceOf(asked, JOHAN), asked.id);
    const shown = nowReads(world, asked);
    assert.match(shown.replaceAll('\n', ''), /johan\.andersson@/);
    const again = await chat.pressAction(choiceOf(asked, OTHER_JOHAN), asked.id);
    assert.equal(reads(again), shown, 'the card to confirm the first choice');
    assert.equal(nowReads(world, asked), shown);
    assert.deepEqual(await events(world), ['request-choosing', 'request-picked']);
  });

  it('choosing at once on two devices: one choice holds', async () => {
    const asked = await ask();
    await Promise.all([JOHAN, OTHER_JOHAN].map(upn => chat.pressAction(choiceOf(asked, upn), asked.id)));
    assert.deepEqual(await events(world), ['request-choosing', 'request-picked']);
  });

  it('choosing where nobody stands does nothing', async () => {
    const asked = await ask();
    const { request } = choiceOf(asked, JOHAN).data ?? {};
    for (const choice of [2, -1, 'x', 1.5, null, undefined, [], { choice: 0 }]) {
      assert.ok(lineOf(await chat.execute('pick', { request, choice }, asked.id)), JSON.stringify(choice));
    }
    assert.deepEqual(await events(world), ['request-choosing']);
  });

  it('choosing somebody who has been deleted meanwhile says so', async () => {
    const asked = await ask();
    await world.sandbox.control('DELETE', `users/${encodeURIComponent(JOHAN)}`);
    const answer = await chat.pressAction(choiceOf(asked, JOHAN), asked.id);
    assert.match(reads(answer), /The account is gone[\s\S]*Johan Andersson/);
    assert.match(nowReads(world, asked), /The account is gone/);
  });

  it('choosing somebody who has become an administrator says that the role does not cover them', async () => {
    const asked = await ask();
    await change(world, JOHAN, { assignRoles: [{ role: 'Global Administrator' }] });
    assert.match(reads(await chat.pressAction(choiceOf(asked, JOHAN), asked.id)), /Your role does not cover/);
  });

  it('choosing nobody: cancel', async () => {
    const asked = await ask();
    assert.match(reads(await chat.press(asked, 'cancel')), /Erik Lindqvist cancelled\. No password was changed/);
    assert.match(lineOf(await chat.execute('pick', { request: 'x' }, asked.id)), /does not work/);
  });

  it('choosing after 10 minutes is refused, even before the minute timer has come', async () => {
    const asked = await ask();
    world.passTime(10 * 60_000 + 1);
    assert.match(
      reads(await chat.pressAction(choiceOf(asked, JOHAN), asked.id)),
      /Expired[\s\S]*no password was changed/,
    );
    await becomes(world, asked, /Expired/);
  });

  it('Graph out of order at the choice: an error with a number, and the card still works', async () => {
    const asked = await ask();
    await fault(world, { service: 'graph', status: 500 });
    assert.match(
      lineOf(await chat.pressAction(choiceOf(asked, JOHAN), asked.id)),
      /give your administrator .*: [\w-]{36}$/,
    );
    assert.match(reads(await chat.pressAction(choiceOf(asked, JOHAN), asked.id)), /Reset password\?/);
  });

  it('at most 8 are offered, and one is told to be more specific', async () => {
    const users = await world.sandbox.control<{ users: { userPrincipalName: string }[] }>('GET', 'users');
    const ordinary = users.users.slice(40, 52).map(user => user.userPrincipalName);
    for (const upn of ordinary) await change(world, upn, { displayName: 'Kim Lind' });
    const asked = cardOf(await chat.says('reset password for Kim Lind'));
    assert.equal(actions(asked).filter(one => one.verb === 'pick').length, 8);
    assert.match(textOf(asked), /More than 8 accounts match Kim Lind\. .* write the full name or the sign-in name/s);
  });
});
