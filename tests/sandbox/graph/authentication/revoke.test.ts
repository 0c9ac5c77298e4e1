import assert from 'node:assert/strict';
import { ALL_SCOPES, codeOf, setup, upn } from '../graph-fixture.ts';
import { ANNA_UPN, type Sandbox } from '../reset-fixture.ts';

describe('sandbox Graph: revokeSignInSessions', () => {
  const revoke = (sandbox: Sandbox, target: string, options = {}) =>
    sandbox.ask(`/users/${target}/revokeSignInSessions`, { method: 'POST', ...options });

  it('ends the sessions', async () => {
    const sandbox = setup();
    const answer = await revoke(sandbox, ANNA_UPN);
    assert.deepEqual([answer.status, answer.body.value], [200, true]);
    assert.equal(typeof answer.body['@odata.context'], 'string');
    const anna = sandbox.tenant.users.find(ANNA_UPN);
    assert.equal(anna?.signInSessionsValidFromDateTime, '2026-01-15T09:30:00Z');
    assert.equal(sandbox.tenant.revocationsOf(anna?.id ?? ''), 1);
  });

  it('403 for Password Administrator, for a protected target, without role or scope; 404 for nobody', async () => {
    const sandbox = setup();
    const before = sandbox.tenant.users.find(ANNA_UPN)?.signInSessionsValidFromDateTime;
    const answers = [
      await revoke(sandbox, ANNA_UPN, { as: 'lars.nystrom' }),
      await revoke(sandbox, ANNA_UPN, { as: 'linnea.strand' }),
      await revoke(sandbox, upn('karin.holmgren')),
      await revoke(sandbox, upn('henrik.falk'), { as: 'karin.holmgren' }),
      await revoke(sandbox, ANNA_UPN, { scopes: ALL_SCOPES.filter(scope => scope !== 'User.RevokeSessions.All') }),
    ];
    assert.deepEqual(
      answers.map(answer => [answer.status, codeOf(answer)]),
      answers.map(() => [403, 'Authorization_RequestDenied']),
    );
    assert.equal((await revoke(sandbox, upn('nobody'))).status, 404);
    assert.equal(sandbox.tenant.users.find(ANNA_UPN)?.signInSessionsValidFromDateTime, before);
  });
});
