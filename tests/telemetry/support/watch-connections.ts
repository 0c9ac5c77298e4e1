import { writeSync } from 'node:fs';
import { Socket } from 'node:net';

/**
 * Loaded into a process before everything else: writes a line for every connection that anything in it tries to make, and lets
 * none leave the machine. At the end, a line that says whether the SDK of Azure Monitor was loaded: it leaves its version behind.
 */
const LOOPBACK = /^(localhost|127\.0\.0\.1|::1)$/;
const connect = Socket.prototype.connect;

function hostOf(args: unknown[]): string {
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  if (typeof first !== 'object' || first === null) return typeof second === 'string' ? second : 'localhost';
  return 'host' in first && typeof first.host === 'string' ? first.host : 'localhost';
}

Socket.prototype.connect = function watched(this: Socket, ...args: unknown[]): Socket {
  const host = hostOf(args);
  process.stderr.write(`CONNECT ${host}\n`);
  if (LOOPBACK.test(host)) return Reflect.apply(connect, this, args);
  process.nextTick(() => this.destroy(new Error(`no connection to ${host} in this test`)));
  return this;
};

process.on('exit', () => {
  writeSync(2, `SDK ${process.env.AZURE_MONITOR_DISTRO_VERSION === undefined ? 'absent' : 'loaded'}\n`);
});
