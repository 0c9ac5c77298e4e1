import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import tls from 'node:tls';
import { StoreError } from '../../../../src/errors.ts';
import type { TableAccount } from '../../../../src/store/tables/connect-table.ts';
import { openTableStore } from '../../../../src/store/tables/table-store.ts';
import { AzureDoor } from '../../../support/azure-door.ts';
import { KEYS } from '../../samples.ts';

const ROLE = 'the role Storage Table Data Contributor on the storage account of STORE';

describe('store/tables: what a start may wait for', () => {
  let door: AzureDoor;
  before(async () => {
    door = await AzureDoor.start('nothing');
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), door.authorityPem]);
  });
  after(() => door.stop());

  const credential = { getToken: async () => ({ token: 'a-token', expiresOnTimestamp: Date.now() + 3_600_000 }) };

  /** What the error of an opening says that it waits for. */
  async function waitedFor(account: TableAccount): Promise<string | undefined> {
    try {
      await openTableStore(account, KEYS);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      assert.doesNotMatch(error.waitsFor ?? '', /127|localhost/);
      return error.waitsFor;
    }
    return assert.fail('it was opened');
  }

  const ANSWERS: readonly [status: number, code: string, waitsFor: string | undefined][] = [
    [400, 'InvalidInput', undefined],
    [401, 'InvalidAuthenticationInfo', ROLE],
    [403, 'AuthorizationPermissionMismatch', ROLE],
    [403, 'AuthorizationFailure', ROLE],
    [404, 'AccountNotFound', ROLE],
    [409, 'AccountBeingCreated', undefined],
    [413, 'RequestBodyTooLarge', undefined],
  ];
  for (const [status, code, waitsFor] of ANSWERS) {
    it(`${status} ${code}: ${waitsFor ? 'a role of the identity may still come' : 'nothing to wait for'}`, async () => {
      door.tables = { status, code };
      assert.equal(await waitedFor({ url: door.tableUrl, credential }), waitsFor);
    });

    it(`${status} ${code} with a key, which is in force at once: nothing to wait for`, async () => {
      door.tables = { status, code };
      const key = randomBytes(64).toString('base64');
      const connectionString = `DefaultEndpointsProtocol=https;AccountName=nyckel;AccountKey=${key};TableEndpoint=${door.tableUrl}`;
      assert.equal(await waitedFor({ connectionString }), undefined);
    });
  }

  it('no account of that name, no token: nothing to wait for', async () => {
    assert.equal(await waitedFor({ url: 'https://nyckel.table.invalid', credential }), undefined);
    const none = { getToken: () => Promise.reject(new Error('no token')) };
    assert.equal(await waitedFor({ url: door.tableUrl, credential: none }), undefined);
  });
});
