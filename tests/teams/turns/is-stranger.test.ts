import assert from 'node:assert/strict';
import { textOf } from '../../support/chat.ts';
import { oneWorld } from '../../support/scene.ts';
import { asksToSignIn, stands } from '../../support/sign-in.ts';
import { ANNA, ERIK } from '../../support/story.ts';
import type { World } from '../../support/world.ts';

/** What whoever is no administrator reads, in each language. */
const PAGE = {
  'en-US': /What Nyckel is.*It never asks for a password or a code.*change it yourself/s,
  'sv-SE': /Vad Nyckel är.*aldrig efter lösenord eller koder.*byta det själv/s,
} as const;

describe('somebody of whom nothing says that they work in the helpdesk', () => {
  let world: World;
  oneWorld(scene => {
    ({ world } = scene);
  });

  /** Their chat: they have never signed in here. */
  async function chatOf(locale: string) {
    const anna = await world.person(ANNA, locale);
    await stands(world, anna, { state: 'signed-out' });
    return world.chat(anna);
  }

  for (const [locale, words] of [
    ['en-US', ['hello', 'help', 'thanks!', 'what is this?', 'yes', 'cancel', '2', 'reset password']],
    ['sv-SE', ['hej', 'hjälp', 'tack!', 'vad är det här?', 'ja', 'avbryt', 'Anna Svensson']],
  ] as const) {
    for (const message of words) {
      it(`writes "${message}": reads what it is for, and is not asked to sign in`, async () => {
        const chat = await chatOf(locale);
        const answer = await chat.says(message);
        assert.match(textOf(answer), PAGE[locale]);
        assert.ok(!world.connector.in(chat.id).some(asksToSignIn));
        assert.deepEqual(await world.graphCalls(), []);
      });
    }
  }

  it('gets the app: reads the same, and what somebody of the helpdesk writes', async () => {
    const chat = await chatOf('en-US');
    assert.equal((await chat.post({ type: 'installationUpdate', action: 'add' })).status, 200);
    const card = await chat.card('What Nyckel is');
    assert.match(textOf(card), PAGE['en-US']);
    assert.match(textOf(card), /If you work in the helpdesk.*reset password for/s);
  });

  it('has no role, and asks for something all the same: reads why not, and what it is for', async () => {
    const olivia = await world.person('olivia.bennett@fjallvind.example');
    const answer = textOf(await world.chat(olivia).says(`reset password for ${ANNA}`));
    assert.match(answer, /You have no role that resets passwords.*When you call there, it may ask you here/s);
  });

  it('answers what they were asked here, as somebody of the helpdesk does who has yet to sign in', async () => {
    const chat = await chatOf('en-US');
    const asked = textOf(await chat.says('Anna Svensson has lost her phone'));
    assert.doesNotMatch(asked, /What Nyckel is/);
    const before = new Set(world.connector.in(chat.id).map(({ id }) => id));
    await chat.post({ type: 'message', text: '2' });
    assert.ok(asksToSignIn(await chat.next(before, 'the sign-in')));
  });

  it('is somebody else where they have asked for something, or are signed in, or others read along', async () => {
    const erik = await world.person(ERIK);
    assert.match(textOf(await world.chat(erik).says('help')), /I reset passwords and give passes/);
    await world.chat(erik).says(`reset password for ${ANNA}`);
    await stands(world, erik, { state: 'signed-out' });
    assert.match(textOf(await world.chat(erik).says('help')), /I reset passwords and give passes/);
    const anna = await world.person(ANNA);
    await stands(world, anna, { state: 'signed-out' });
    assert.match(textOf(await world.chat(anna, 'channel').says('help')), /I reset passwords and give passes/);
  });
});
