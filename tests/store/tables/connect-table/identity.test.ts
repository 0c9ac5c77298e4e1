import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import tls from 'node:tls';
import { SignJWT } from 'jose';
import { StoreError } from '../../../../src/errors.ts';
import { createServerCertificate, type ServerCertificate } from '../../../../src/sandbox/certificate.ts';
import { openTableStore } from '../../../../src/store/tables/table-store.ts';
import { Azurite } from '../../../support/azurite.ts';
import { KEYS, sampleEntry, sampleRequest } from '../../samples.ts';

const SCOPE = 'https://storage.azure.com/.default';

describe('store/tables: the bot’s own identity, over https', () => {
  let certificate: ServerCertificate;
  let azurite: Azurite;
  before(async () => {
    certificate = await createServerCertificate();
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), certificate.authorityPem]);
    const folder = path.dirname(certificate.authorityPath);
    const files = { cert: path.join(folder, 'server.pem'), key: path.join(folder, 'server.key') };
    await writeFile(files.cert, certificate.certificate);
    await writeFile(files.key, certificate.key, { mode: 0o600 });
    azurite = await Azurite.start(files);
  });
  after(async () => {
    await azurite.stop();
    await certificate.remove();
  });

  it('opens the store with a token for the service, and with no key', async () => {
    const { url } = await azurite.emptyAccount();
    const scopes: unknown[] = [];
    const getToken = async (scope: string | string[]) => {
      scopes.push(scope);
      return tokenFor('https://storage.azure.com');
    };
    const store = await openTableStore({ url, credential: { getToken } }, KEYS);
    const request = sampleRequest();
    await store.create(request, sampleEntry(request));
    assert.deepEqual(await store.get(request.id), request);
    assert.deepEqual([...new Set(scopes.flat())], [SCOPE]);
    await store.close();
  });

  it('says so when the token is not accepted', async () => {
    const { url } = await azurite.emptyAccount();
    const credential = { getToken: () => tokenFor('https://graph.microsoft.com') };
    await assert.rejects(openTableStore({ url, credential }, KEYS), StoreError);
  });
});

/** The emulator looks at issuer, audience and times of a token, not at its signature. */
async function tokenFor(audience: string): Promise<{ token: string; expiresOnTimestamp: number }> {
  const token = await new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('https://sts.windows.net/11111111-1111-1111-1111-111111111111/')
    .setAudience(audience)
    .setIssuedAt()
    .setNotBefore('-1m')
    .setExpirationTime('1h')
    .sign(Buffer.alloc(32, 1));
  return { token, expiresOnTimestamp: Date.now() + 3_600_000 };
}
