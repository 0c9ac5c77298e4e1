import assert from 'node:assert/strict';
import { BJORN, DEFAULT_POLICY, FRIDA, KARIN, LARS, MIKAEL, waitForApproval } from '../../support/approvals.ts';
import { textOf } from '../../support/chat.ts';
import { eachWithErik } from '../../support/scene.ts';
import { fault, JOHANNA } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

describe('status: what others have open', () => {
  let world: World;
  let erik: Client;
  eachWithErik(async scene => {
    ({ world, erik } = scene);
    await waitForApproval(world, erik, { inputs: { ticket: 'INC1' } });
  }, DEFAULT_POLICY);

  const status = async (client: Client) => textOf(await world.chat(client).says('status')).replaceAll('\u200b', '');

  for (const name of [JOHANNA, LARS, MIKAEL, KARIN]) {
    it(`is shown to ${name}, whose role holds for the whole tenant`, async () => {
      assert.match(await status(await world.person(name)), /From others\nGustav Norberg[\s\S]*Erik Lindqvist/);
    });
  }

  for (const name of [FRIDA, BJORN]) {
    it(`is not shown to ${name}, whose role holds for one unit`, async () => {
      const text = await status(await world.person(name));
      assert.match(text, /^Open requests/);
      assert.doesNotMatch(text, /From others|Gustav|Erik|INC1/);
    });
  }

  for (const [what, one] of [
    ['Graph is down', { service: 'graph', pathPattern: '/', status: 500 }],
    ['Graph is busy', { service: 'graph', pathPattern: '/', status: 429, retryAfter: 60 }],
    ['Graph takes the sign-in no more', { service: 'graph', pathPattern: '/', status: 401 }],
    ['the token service is down', { service: 'token', pathPattern: 'GetToken', status: 403 }],
  ] as const) {
    it(`is left out where ${what}; one’s own is shown all the same`, async () => {
      const johanna = await world.person(JOHANNA);
      await fault(world, { ...one, times: null });
      const text = await status(erik);
      assert.match(text, /^Open requests\n[\s\S]*Gustav Norberg\nWaiting for approval\n[^\n]*INC1/);
      const others = await status(johanna);
      assert.match(others, /^Open requests/);
      assert.doesNotMatch(others, /Gustav|Something went wrong/);
    });
  }
});
