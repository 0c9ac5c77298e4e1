import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { type SandboxFixture, startFixture } from './edge-fixture.ts';

describe('sandbox: certificate', () => {
  let first: SandboxFixture;
  let second: SandboxFixture;

  beforeEach(async () => {
    first = await startFixture();
    second = await startFixture();
  });

  afterEach(async () => {
    await second.stop();
    await first.stop();
  });

  it('comes from an authority whose name no other sandbox has', () => {
    const [one, other] = [first, second].map(({ sandbox }) => new X509Certificate(sandbox.certificatePem).subject);
    assert.match(one ?? '', /^CN=Sandbox authority /);
    assert.notEqual(one, other);
  });

  it('is trusted by a process that trusts several sandboxes', async () => {
    for (const { call } of [first, second]) {
      assert.equal((await call('GET', '/v1/.well-known/openidconfiguration')).status, 200);
    }
  });
});
