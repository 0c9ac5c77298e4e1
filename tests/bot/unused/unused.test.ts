import assert from 'node:assert/strict';
import { KARIN, policy, requestOn } from '../../support/approvals.ts';
import { type Chat, textOf } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { askForPass, confirmPass, pass, passOn, signInWith } from '../../support/passes.ts';
import { passwordOn } from '../../support/reveal.ts';
import { eachInAWorld } from '../../support/scene.ts';
import { stands } from '../../support/sign-in.ts';
import { ANNA, audit, change, ERIK, fault, JOHANNA, lineOf, OLIVIA, reads } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const EMMA = 'emma.nilsson@fjallvind.example';

interface SandboxUser {
  userPrincipalName: string;
  displayName: string;
  accountEnabled: boolean;
  userType: string;
  onPremisesSyncEnabled: boolean | null;
  roles: readonly unknown[];
}

describe('what was handed over and not used yet', () => {
  let world: World;
  let johanna: Client;
  let erik: Client;
  eachInAWorld(async scene => {
    ({ world } = scene);
    [johanna, erik] = [await world.person(JOHANNA), await world.person(ERIK)];
  }, policy('usual-unlimited'));

  const plain = (text: string) => text.replaceAll('\u200b', '').replaceAll('\u00a0', ' ');
  const asks = async (client: Client, words = 'unused') => plain(textOf(await world.chat(client).says(words)));
  const eventsOn = async (event: string) => (await audit(world)).filter(row => row.event === event);

  /** The card in that chat that leads to the secret of this request. */
  const handoverOf = (chat: Chat, request: string): Promise<SentActivity> =>
    world.connector.until(
      () => world.connector.in(chat.id).find(each => /is ready/.test(textOf(each)) && requestOn(each) === request),
      'the card that leads to the secret',
    );

  /** Somebody resets it and is shown the password; they say that they have handed it over, or let it be erased. */
  async function handsOver(target: string, { client = johanna, says = true } = {}): Promise<string> {
    const chat = world.chat(client);
    const asked = await chat.says(`reset password for ${target}`);
    await chat.press(asked, 'confirm');
    const request = requestOn(asked);
    const handover = await handoverOf(chat, request);
    const password = passwordOn((await chat.press(handover, 'show')).value);
    if (says) await chat.execute('handed-over', { request }, handover.id);
    return password;
  }

  /** The same with a pass of Johanna's, for one sign-in if nothing else is chosen. */
  async function handsOverPass(target: string, inputs: object = {}): Promise<string> {
    const chat = world.chat(johanna);
    const asked = await askForPass(world, chat, target);
    await confirmPass(chat, asked, inputs);
    const request = requestOn(asked);
    const handover = await handoverOf(chat, request);
    const secret = passOn((await chat.press(handover, 'show')).value);
    await chat.execute('handed-over', { request }, handover.id);
    return secret;
  }

  async function changes(userPrincipalName: string, oldPassword: string): Promise<void> {
    const change = { userPrincipalName, oldPassword, newPassword: 'Vinterkyla-77-sten' };
    const { result } = await world.sandbox.control<{ result: string }>('POST', 'change-password', change);
    assert.equal(result, 'changed', userPrincipalName);
  }

  /** What Graph was asked to write, each time. */
  async function writes(): Promise<string[]> {
    const calls = await world.graphCalls();
    return calls.filter(({ method, path }) => method !== 'GET' && !path.includes('$batch')).map(({ path }) => path);
  }

  it('is exactly what was not changed, of twenty people in ten days, read without a write', async () => {
    const { users } = await world.sandbox.control<{ users: SandboxUser[] }>('GET', 'users');
    const people = users
      .filter(({ roles, accountEnabled, userType }) => roles.length === 0 && accountEnabled && userType === 'Member')
      .filter(
        each =>
          each.onPremisesSyncEnabled !== true &&
          /^(?!hanna|robert|catherine|henrik|adm)\S+@fjallvind/.test(each.userPrincipalName),
      )
      .slice(0, 20);
    assert.equal(people.length, 20);
    const unchanged: SandboxUser[] = [];
    for (const [n, person] of people.entries()) {
      const password = await handsOver(person.userPrincipalName);
      await pass(world, HOUR);
      if (n % 4 === 1) unchanged.push(person);
      else await changes(person.userPrincipalName, password);
      await pass(world, DAY / 2 - HOUR);
    }
    const before = await writes();
    assert.equal(before.length, 20, 'the resets, and nothing else');
    const text = await asks(johanna);
    const names = (of: readonly SandboxUser[]) => of.map(({ displayName }) => displayName);
    const shown = people.filter(({ displayName }) => text.includes(displayName));
    assert.deepEqual(names(shown), names(unchanged), text);
    const places = names(unchanged).map(name => text.indexOf(name));
    assert.deepEqual(
      places,
      places.toSorted((one, other) => one - other),
      'oldest first',
    );
    assert.match(await asks(johanna, 'status'), /Not changed or not used yet: 5\. Write “unused”/);
    assert.deepEqual(await writes(), before);
  });

  it('is read again when Check now is pressed', async () => {
    const password = await handsOver(ANNA);
    await pass(world, HOUR);
    const chat = world.chat(johanna);
    const card = await chat.says('unused');
    assert.match(textOf(card), /Anna Svensson/);
    assert.match(reads(await chat.press(card, 'check-unused')), /The temporary password was not changed yet/);
    await changes(ANNA, password);
    assert.match(reads(await chat.press(card, 'check-unused')), /All of them have been changed or used/);
    const channel = world.chat(johanna, 'channel');
    assert.match(lineOf(await channel.execute('check-unused', { request: 'x' }, card.id)), /does not work any more/);
  });

  it('is of one’s own requests alone, unless one sees approvals, which is on record', async () => {
    await handsOver(ANNA, { client: erik });
    await handsOver(EMMA);
    await pass(world, HOUR);
    const [karin, olivia] = [await world.person(KARIN), await world.person(OLIVIA)];
    assert.match(await asks(karin), /Everybody’s[\s\S]*Anna Svensson[\s\S]*Requested by Erik[\s\S]*Emma Nilsson/);
    const rows = await eventsOn('unused-shown');
    assert.deepEqual(
      rows.map(({ actorId }) => actorId),
      [karin.objectId],
    );
    const none = await asks(olivia);
    assert.match(none, /^Not changed or not used yet\nYour /);
    assert.doesNotMatch(none, /Anna|Emma/);
    await change(world, ERIK, { removeRoles: [{ role: 'Helpdesk Administrator' }] });
    const own = await asks(erik);
    assert.match(own, /Your [\s\S]*Anna Svensson\nThe temporary password was not changed yet/);
    assert.doesNotMatch(own, /Emma/);
    assert.equal((await eventsOn('unused-shown')).length, 1);
  });

  it('has what was shown and then erased, and not what nobody has seen', async () => {
    await handsOver(ANNA, { says: false });
    const chat = world.chat(johanna);
    await chat.press(await chat.says(`reset password for ${EMMA}`), 'confirm');
    await pass(world, HOUR);
    await world.bot.sweep();
    const text = await asks(johanna);
    assert.match(text, /Anna Svensson/);
    assert.doesNotMatch(text, /Emma/);
  });

  it('is over after 30 days', async () => {
    await handsOver(ANNA);
    await pass(world, 29 * DAY);
    assert.match(await asks(johanna), /Anna Svensson/);
    await pass(world, DAY + HOUR);
    assert.match(await asks(johanna), /All of them have been changed or used/);
  });

  it('is of passes those that still work: used, deleted and expired ones are not there', async () => {
    const used = await handsOverPass(ANNA, { passMinutes: '480' });
    await handsOverPass(EMMA, { passMinutes: '480' });
    await pass(world, HOUR);
    assert.equal(await signInWith(world, used), 'signed-in');
    const text = await asks(johanna);
    assert.match(text, /Emma Nilsson\nThe pass was not used yet/);
    assert.doesNotMatch(text, /Anna/);
    await pass(world, 8 * HOUR);
    assert.match(await asks(johanna), /All of them have been changed or used/);
  });

  for (const [what, happens] of [
    ['the account is gone', () => world.sandbox.control('DELETE', `users/${encodeURIComponent(ANNA)}`)],
    [
      'Graph does not answer',
      () =>
        fault(world, { service: 'graph', pathPattern: 'select=lastPasswordChangeDateTime$', status: 503, times: null }),
    ],
    [
      'it may not be read',
      () =>
        fault(world, { service: 'graph', pathPattern: 'select=lastPasswordChangeDateTime$', status: 403, times: null }),
    ],
  ] as const) {
    it(`says that it is not known where ${what}`, async () => {
      await handsOver(ANNA);
      await pass(world, HOUR);
      await happens();
      const text = await asks(johanna);
      assert.match(text, /None is known to be unused[\s\S]*Not known\nAnna Svensson\nNot known whether the temporary/);
      assert.match(await asks(johanna, 'status'), /Not known whether they were changed or used: 1\./);
    });
  }

  it('is asked for a sign-in first, and status says without one that nothing is known', async () => {
    await handsOver(ANNA);
    await pass(world, HOUR);
    await stands(world, johanna, { state: 'signed-out' });
    assert.match(await asks(johanna, 'status'), /Not known whether they were changed or used: 1\./);
    assert.doesNotMatch(await asks(johanna), /Anna/);
  });

  it('is said in Swedish', async () => {
    await handsOver(ANNA);
    await pass(world, HOUR);
    const text = await asks({ ...johanna, locale: 'sv-SE' }, 'oanvända lösenord');
    assert.match(text, /Anna Svensson\nDet tillfälliga lösenordet har inte bytts än/);
  });
});
