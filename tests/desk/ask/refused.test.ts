import assert from 'node:assert/strict';
import { actions, cardOf, textOf } from '../../support/chat.ts';
import type { Card } from '../../support/connector.ts';
import { eachInAWorld } from '../../support/scene.ts';
import { ANNA, assertNothingHappened, audit, change, ERIK, fault, JOHANNA, OLIVIA } from '../../support/story.ts';
import type { World } from '../../support/world.ts';

const ANY_OF_THE_ROLES = /Password, Helpdesk, Authentication, User, Privileged Authentication or Global Administrator/;

describe('refused before anything happens', () => {
  let world: World;
  eachInAWorld(scene => ({ world } = scene));

  async function answerTo(requester: string, message: string): Promise<Card> {
    return cardOf(await world.chat(await world.person(requester)).says(message));
  }

  /** Only links, and nothing to confirm. */
  function assertNoWayOn(card: Card): void {
    assert.deepEqual(
      actions(card).filter(one => one.type !== 'Action.OpenUrl'),
      [],
    );
  }

  it('without a role: names the roles that would do, and leads to self-service', async () => {
    const card = await answerTo(OLIVIA, `reset password for ${ANNA}`);
    assert.match(textOf(card), /You have no role that resets passwords/);
    assert.match(textOf(card), ANY_OF_THE_ROLES);
    assert.ok(actions(card).some(one => one.url === 'https://aka.ms/sspr'));
    assertNoWayOn(card);
    await assertNothingHappened(world);
  });

  it('without a role one learns nothing about anybody: the answer is the same whoever is asked for', async () => {
    const cards = [];
    for (const whom of [ANNA, 'nobody@fjallvind.example', 'Johan Andersson', 'goran.malm@fjallvind.example', '1005']) {
      cards.push(await answerTo(OLIVIA, `reset password for ${whom}`));
    }
    for (const card of cards) assert.deepEqual(card, cards[0]);
  });

  const withoutRole = [
    ['a role that is not active', 'linnea.strand@fjallvind.example'],
    ['a role that reads only', 'samuel.okafor@fjallvind.example'],
    ['a built-in role that resets nobody', 'priya.raman@fjallvind.example'],
    ['a custom role', 'daniel.oberg@fjallvind.example'],
    ['a group without a role', 'hanna.blom@fjallvind.example'],
  ] as const;
  for (const [what, upn] of withoutRole) {
    it(`with ${what} only`, async () => {
      assert.match(textOf(await answerTo(upn, `reset password for ${ANNA}`)), /You have no role/);
      assert.equal((await audit(world)).at(-1)?.rule, 'requester-has-no-role');
    });
  }

  const withRole = [
    ['directly', JOHANNA],
    ['through a group', 'fatima.haddad@fjallvind.example'],
  ] as const;
  for (const [how, upn] of withRole) {
    it(`not with a role that one has ${how}`, async () => {
      assert.match(textOf(await answerTo(upn, `reset password for ${ANNA}`)), /Reset password\?/);
    });
  }

  it('one’s own account, by name', async () => {
    const card = await answerTo(ERIK, 'reset password for Erik Lindqvist');
    assert.match(textOf(card), /This is your own account/);
    assert.ok(actions(card).some(one => one.url === 'https://aka.ms/sspr'));
    assertNoWayOn(card);
  });

  const targets = [
    ['a guest from another tenant', 'mia.keller@adventure.example', /belongs to another organization[\s\S]*Mia Keller/],
    ['a guest who has not accepted yet', 'Ines Costa', /invitation has not been accepted yet/],
    ['a guest with one-time codes', 'Olga Petrova', /This account has no password/],
    ['a member from another organization', 'Victor Hale', /belongs to another organization/],
    ['an account of Active Directory', 'goran.malm@fjallvind.example', /comes from Active Directory[\s\S]*Göran Malm/],
    [
      'a protected account',
      'catherine.ashworth@fjallvind.example',
      /This account is protected[\s\S]*Catherine Ashworth/,
    ],
  ] as const;
  for (const [what, whom, reason] of targets) {
    it(what, async () => {
      const card = await answerTo(ERIK, `reset password for ${whom}`);
      assert.match(textOf(card), reason);
      assertNoWayOn(card);
      await assertNothingHappened(world);
    });
  }

  it('a target whose roles are not covered: says which would do', async () => {
    const card = await answerTo(ERIK, 'reset password for helena.akesson@fjallvind.example');
    const text = textOf(card);
    assert.match(text, /Helena Åkesson[\s\S]*Groups Administrator/);
    assert.match(text, /User Administrator, Privileged Authentication Administrator, Global Administrator/);
    assert.doesNotMatch(text, /Authentication Administrator, User/);
    assertNoWayOn(card);
    const row = (await audit(world)).at(-1);
    assert.deepEqual([row?.event, row?.rule], ['request-refused', 'requester-role-does-not-cover']);
    assert.equal(row?.targetName, 'helena.akesson@fjallvind.example');
  });

  const uncovered = [
    [ERIK, 'karin.holmgren@fjallvind.example', 'Global Administrator'],
    [ERIK, JOHANNA, 'Authentication Administrator'],
    [ERIK, 'priya.raman@fjallvind.example', 'Exchange Administrator'],
    ['lars.nystrom@fjallvind.example', ERIK, 'Helpdesk Administrator'],
    [JOHANNA, 'charlotte.hughes@fjallvind.example', 'Groups Administrator'],
  ] as const;
  for (const [requester, upn, role] of uncovered) {
    it(`${upn} by ${requester}`, async () => {
      const text = textOf(await answerTo(requester, `reset password for ${upn}`));
      assert.match(text, /Your role does not cover this account/);
      assert.match(text, new RegExp(role));
    });
  }

  it('when the own roles can’t be read: unknown is not none', async () => {
    await fault(world, { service: 'graph', pathPattern: '/me/transitiveMemberOf', status: 403, times: null });
    assert.match(textOf(await answerTo(ERIK, `reset password for ${ANNA}`)), /Your roles could not be read/);
  });

  it('when the target’s roles can’t be read', async () => {
    await fault(world, { service: 'graph', pathPattern: '/users/.*transitiveMemberOf', status: 403, times: null });
    const card = await answerTo(ERIK, `reset password for ${ANNA}`);
    assert.match(textOf(card), /The account's roles could not be read[\s\S]*Anna Svensson/);
    assertNoWayOn(card);
  });

  it('when Graph is busy, and stays so', async () => {
    await fault(world, { service: 'graph', status: 429, retryAfter: 60, times: null });
    assert.match(textOf(await answerTo(ERIK, `reset password for ${ANNA}`)), /Microsoft Entra ID is busy/);
  });

  it('not when Graph is busy for a moment', async () => {
    await fault(world, { service: 'graph', status: 429, retryAfter: 1 });
    assert.match(textOf(await answerTo(ERIK, `reset password for ${ANNA}`)), /Reset password\?/);
  });

  const broken = [
    ['answers 500', { status: 500 }],
    ['sends half of its answer', { malformedJson: true }],
    ['drops the connection', { drop: 'before' }],
  ] as const;
  for (const [what, trouble] of broken) {
    it(`when Graph ${what}: a number for the administrator, which stands in the log`, async () => {
      await fault(world, { service: 'graph', times: null, ...trouble });
      const text = textOf(await answerTo(ERIK, `reset password for ${ANNA}`));
      assert.match(text, /Something went wrong/);
      const number = /[\w-]{36}/.exec(text)?.[0] ?? 'no number';
      const line = world.log.find(one => one.includes('a turn could not be finished'));
      assert.ok(line?.includes(number) && line.includes('NYCKEL_DIRECTORY_UNAVAILABLE'), String(line));
    });
  }

  it('while another reset of the same person is not settled', async () => {
    await fault(world, { service: 'graph', pathPattern: 'resetPassword', status: 500 });
    const erik = world.chat(await world.person(ERIK));
    await erik.press(await erik.says(`reset password for ${ANNA}`), 'confirm');
    const card = await answerTo(JOHANNA, `reset password for ${ANNA}`);
    assert.match(textOf(card), /Something is already under way[\s\S]*Anna Svensson/);
    await change(world, ANNA, { jobTitle: 'Still the same' });
    assert.match(textOf(await answerTo(JOHANNA, `reset password for ${OLIVIA}`)), /Reset password\?/);
  });
});
