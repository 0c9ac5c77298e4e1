import { once } from 'node:events';
import { createServer } from 'node:net';

/** A start that can't go on; the message is one sentence for the person at the terminal. */
export class StartFailure extends Error {}

/** Reads a port number from the variable `name`. Throws StartFailure when it is none. */
export function portFrom(env: Readonly<Record<string, string | undefined>>, name: string, usual: number): number {
  const text = env[name] || String(usual);
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port <= 65_535) return port;
  throw new StartFailure(`${name} must be a port number from 1 to 65535, but is "${text}".`);
}

/** Throws StartFailure with the way out when something listens on `port` already. `name` is the variable that sets it. */
export async function requireFreePort(port: number, name: string): Promise<void> {
  const probe = createServer();
  probe.listen(port);
  try {
    await once(probe, 'listening');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : undefined;
    const taken = reason === 'EADDRINUSE' ? 'is already in use' : `can't be used (${String(reason)})`;
    throw new StartFailure(`Port ${port} ${taken}: choose another one with ${name}=${port + 1} npm start.`);
  }
  probe.close();
  await once(probe, 'close');
}

/** The first port from `from` on that nothing listens on. Throws StartFailure when there is none left. */
export async function nextFreePort(from: number, name: string): Promise<number> {
  for (let port = from; port <= 65_535; port += 1) {
    const free = await requireFreePort(port, name).then(
      () => true,
      (error: unknown) => {
        if (error instanceof StartFailure) return false;
        throw error;
      },
    );
    if (free) return port;
  }
  throw new StartFailure(`No port is free after ${name}: choose a lower one.`);
}
