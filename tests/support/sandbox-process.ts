import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import tls from 'node:tls';
import { z } from 'zod';

const ROOT = path.resolve(import.meta.dirname, '../..');

const ready = z.object({
  environment: z.record(z.string(), z.string()),
  relayUrl: z.string(),
  controlUrl: z.string(),
});

/** The sandbox in a process of its own, as in `npm start`. */
export interface SandboxProcess extends z.infer<typeof ready> {
  /** Calls the control surface; the answer's JSON. Throws when it refuses. */
  control<T = unknown>(method: string, route: string, body?: unknown): Promise<T>;
  stop(): Promise<void>;
}

/** Starts it, and lets this process trust its certificate. */
export async function startSandboxProcess(args: readonly string[] = []): Promise<SandboxProcess> {
  const child = spawn(process.execPath, [path.join(ROOT, 'src/sandbox/main.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  const answer = ready.parse(JSON.parse(String(line)));
  const authority = readFileSync(answer.environment.NODE_EXTRA_CA_CERTS ?? '', 'utf8');
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), authority]);
  return {
    ...answer,
    control: (method, route, body) => call(`${answer.controlUrl}/${route}`, method, body),
    async stop() {
      const stopped = once(child, 'exit');
      child.kill('SIGTERM');
      await stopped;
    },
  };
}

async function call<T>(url: string, method: string, body?: unknown): Promise<T> {
  const answer = await fetch(url, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
