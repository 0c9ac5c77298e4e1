import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createServerCertificate } from '../../../src/sandbox/certificate.ts';

/** Takes telemetry as Application Insights does, over https on loopback. */
export interface Ingestion {
  /** What the bot's process needs besides its own environment. */
  environment: Record<string, string>;
  /** Each envelope, as it came. */
  envelopes: Envelope[];
  /** From now on nothing is answered. */
  hang(): void;
  stop(): Promise<void>;
}

export interface Envelope {
  name: string;
  tags: Record<string, string>;
  data: { baseType: string; baseData: Record<string, unknown> };
}

export const INSTRUMENTATION_KEY = '0ac4b1c2-7e52-4a5c-9f10-3d1f6a7b8c9d';

/** `trusted`: a file of authorities that the bot's process has to trust as well; the joined file goes into `folder`. */
export async function startIngestion(folder: string, trusted: string): Promise<Ingestion> {
  const certificate = await createServerCertificate();
  const envelopes: Envelope[] = [];
  let hanging = false;
  const server = createServer({ key: certificate.key, cert: certificate.certificate }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (hanging) return;
    const body = Buffer.concat(chunks);
    const zipped = request.headers['content-encoding'] === 'gzip';
    const items = JSON.parse((zipped ? gunzipSync(body) : body).toString('utf8')) as Envelope[];
    envelopes.push(...items);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ itemsReceived: items.length, itemsAccepted: items.length, errors: [] }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const authorities = path.join(folder, 'authorities.pem');
  writeFileSync(authorities, `${readFileSync(trusted, 'utf8')}\n${certificate.authorityPem}`);
  return {
    environment: {
      APPLICATIONINSIGHTS_CONNECTION_STRING: `InstrumentationKey=${INSTRUMENTATION_KEY};IngestionEndpoint=https://localhost:${port}/`,
      NODE_EXTRA_CA_CERTS: authorities,
    },
    envelopes,
    hang() {
      hanging = true;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await certificate.remove();
    },
  };
}
