import assert from 'node:assert/strict';
import { PERMISSIONS } from '../../src/directory/permissions.ts';
import { DEFAULT_SCOPES } from '../../src/sandbox/sign-ins.ts';

describe('sandbox: permissions', () => {
  it('gives a person who signs in those that the bot declares, and no more', () => {
    assert.deepEqual([...DEFAULT_SCOPES].sort(), PERMISSIONS.broad.map(({ scope }) => scope).sort());
  });
});
