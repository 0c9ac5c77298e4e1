import assert from 'node:assert/strict';
import { eachWithErik } from '../../support/scene.ts';
import { loginRequestOf, ssoToken } from '../../support/sign-in.ts';
import { ANNA, becomes, fault, nowReads, RESET, reads, resetCalls } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

describe('what Graph adds to an answer', () => {
  let world: World;
  let erik: Client;
  eachWithErik(scene => ({ world, erik } = scene));

  async function asked() {
    const chat = world.chat(erik);
    return { chat, message: await chat.says(`reset password for ${ANNA}`) };
  }

  for (const [where, pathPattern] of [
    ['when roles are read again', 'batch'],
    ['at the reset', RESET],
  ] as const) {
    it(`a claims challenge ${where}: asks to sign in, and the same click goes on`, async () => {
      const { chat, message } = await asked();
      const headers = { 'www-authenticate': 'Bearer error="insufficient_claims", claims="e30="' };
      await fault(world, { service: 'graph', method: 'POST', pathPattern, status: 403, headers });
      const offer = loginRequestOf(await chat.press(message, 'confirm'));
      assert.match(nowReads(world, message), /Reset password\?/);
      const token = await ssoToken(world, erik);
      const authentication = { id: offer.tokenExchangeResource?.id, connectionName: 'graph', token };
      assert.match(reads(await chat.press(message, 'confirm', {}, { authentication })), /reset the password of Anna/);
    });
  }

  it('a Location on another host: accepted, and our token does not follow it', async () => {
    const { chat, message } = await asked();
    const location = `${world.connector.serviceUrl}v1.0/users/x/authentication/operations/1?aadgdc=X`;
    const headers = { location };
    await fault(world, { service: 'graph', pathPattern: RESET, status: 202, applied: true, body: {}, headers });
    await chat.press(message, 'confirm');
    await becomes(world, message, /accepted the reset/);
    assert.equal(await resetCalls(world), 1);
    assert.deepEqual(
      world.connector.calls.filter(call => call.path.includes('/operations/')),
      [],
    );
  });
});
