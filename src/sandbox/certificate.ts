import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

export interface ServerCertificate {
  key: string;
  certificate: string;
  /** The authority that a client must trust. */
  authorityPem: string;
  /** Path of a file that holds `authorityPem`, as NODE_EXTRA_CA_CERTS wants it. */
  authorityPath: string;
  /** Removes that file. */
  remove(): Promise<void>;
}

const SIGNING = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const;

/** Makes a certificate authority and, signed by it, a server certificate for localhost and 127.0.0.1. */
export async function createServerCertificate(): Promise<ServerCertificate> {
  // A process that trusts two authorities of one name tries the wrong one.
  const authority = await generate([{ name: 'commonName', value: `Sandbox authority ${randomUUID()}` }], {
    ...SIGNING,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...SIGNING,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-authority-'));
  const authorityPath = join(folder, 'authority.pem');
  await writeFile(authorityPath, authority.cert);
  return {
    key: server.private,
    certificate: server.cert,
    authorityPem: authority.cert,
    authorityPath,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
