import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { MOST_CONNECTIONS } from './times.ts';

/**
 * Closes connections that were answered and wait for another request, the oldest first, while more than `most` are
 * open: nobody takes all descriptors by leaving connections behind. `served`: those on which an answer is under way. (Node's
 * own closeIdleConnections also closes those that have only just been opened.)
 */
export function closeIdleAbove(server: Server, served: () => ReadonlySet<Socket>, most = MOST_CONNECTIONS): void {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    if (open.size <= most) return;
    const busy = served();
    for (const each of open) {
      if (open.size <= most) return;
      if (each.bytesWritten === 0 || busy.has(each)) continue;
      open.delete(each);
      each.destroy();
    }
  });
}
