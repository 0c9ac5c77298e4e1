import assert from 'node:assert/strict';
import { GUSTAV } from '../../support/approvals.ts';
import { actions, type Chat, cardOf } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { askForPass, givePass, passCalls, passesOf, showPass, signInWith, statesOf } from '../../support/passes.ts';
import { oneWorldWithJohanna } from '../../support/scene.ts';
import { ANNA, change, events, JOHANNA, nowReads } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

describe('whose account can have a pass', () => {
  let world: World;
  let johanna: Client;
  let chat: Chat;
  oneWorldWithJohanna(scene => {
    ({ world, johanna } = scene);
    chat = world.chat(johanna);
  });

  /** Refused before there is a request: this is said, and nothing is called for. */
  async function refused(target: string): Promise<{ text: string; card: SentActivity }> {
    const before = (await events(world)).length;
    const card = await chat.says(`temporary access pass for ${target}`);
    assert.deepEqual((await events(world)).slice(before), ['request-refused']);
    assert.ok(!(await passCalls(world)).some(call => call.startsWith('POST')));
    return { text: nowReads(world, card), card };
  }

  const verbsOn = (card: SentActivity) => actions(cardOf(card)).flatMap(({ verb }) => verb ?? []);

  for (const [who, what] of [
    ['agneta.lapp@lappmark.example', 'of a federated domain'],
    ['goran.malm@fjallvind.example', 'synced from Windows Server AD'],
    [GUSTAV, 'with a role that Johanna’s covers'],
  ] as const) {
    it(`${what}: can, and it works there`, async () => {
      const { secret } = await showPass(await givePass(world, johanna, { target: who }));
      assert.equal(await signInWith(world, secret, who), 'signed-in');
    });
  }

  it('with blocked sign-in: can, with the warning that the pass does not unblock it', async () => {
    const stefan = 'stefan.borg@fjallvind.example';
    const asked = await askForPass(world, chat, stefan);
    assert.match(nowReads(world, asked), /Sign-in is blocked for this account\. A pass does not unblock it/);
    const { secret } = await showPass(await givePass(world, johanna, { target: stefan }));
    assert.equal(await signInWith(world, secret, stefan), 'blocked');
  });

  for (const [name, text] of [
    ['Mia Keller', /belongs to another organization.*turn to the helpdesk of that organization/s],
    ['Victor Hale', /belongs to another organization.*turn to the helpdesk of that organization/s],
    ['Tom Baker', /personal Microsoft account.*for help on Microsoft's sign-in page/s],
    ['Gina Rossi', /Google account.*an administrator of their Google Workspace/s],
    ['Felix Moreau', /Facebook account.*on Facebook's sign-in page/s],
    ['Olga Petrova', /signs in with a code by email.*whoever runs that mailbox can help/s],
    ['Paul Schmidt', /partner organization.*turn to the helpdesk of that organization/s],
    ['Ines Costa', /invitation has not been accepted yet.*a User Administrator can send it again/s],
  ] as const) {
    it(`${name}, whose home is elsewhere: can’t, and is told who can help; a reset is no way out`, async () => {
      const { text: said, card } = await refused(name);
      assert.match(said, text);
      assert.deepEqual(verbsOn(card), []);
    });
  }

  it('that has become a guest since the card: can’t', async () => {
    const asked = await askForPass(world, chat);
    await change(world, ANNA, {
      userType: 'Guest',
      creationType: 'Invitation',
      externalUserState: 'PendingAcceptance',
    });
    await chat.press(asked, 'confirm');
    assert.match(nowReads(world, asked), /invitation has not been accepted yet/);
    assert.deepEqual(await passesOf(world), []);
  });

  it('one’s own: can’t, and is led to one’s own sign-in methods and to others', async () => {
    const { text, card } = await refused(JOHANNA);
    assert.match(text, /^This is your own account.*nobody can make one for themselves\. Ask another administrator/s);
    const links = actions(cardOf(card)).map(({ url }) => url);
    assert.ok(links.includes('https://aka.ms/mysecurityinfo'), String(links));
    assert.deepEqual(await statesOf(world, JOHANNA), []);
  });

  for (const [target, text] of [
    [
      'priya.raman@fjallvind.example',
      /holds Exchange Administrator.*Privileged Authentication Administrator, Global Administrator/s,
    ],
    [
      'mikael.sandstrom@fjallvind.example',
      /holds User Administrator.*Privileged Authentication Administrator, Global/s,
    ],
    [
      'hanna.blom@fjallvind.example',
      /group that can hold administrator roles.*Privileged Authentication Administrator or a Global/s,
    ],
    [
      'henrik.falk@fjallvind.example',
      /restricted management administrative unit.*only somebody whose role is assigned for/s,
    ],
  ] as const) {
    it(`${target}, whom her role does not cover: can’t from her, and is told from whom`, async () => {
      const { text: said, card } = await refused(target);
      assert.match(said, text);
      assert.deepEqual(verbsOn(card), []);
      assert.deepEqual(await passesOf(world, target), []);
    });
  }

  it('whose roles could not be read: not known is not none', async () => {
    await world.fault({
      service: 'graph',
      pathPattern: `${ANNA.replace('@', '%40')}/transitiveMemberOf`,
      status: 403,
      times: null,
    });
    const { text } = await refused(ANNA);
    assert.match(text, /could not be read|not known|did not tell/);
  });
});
