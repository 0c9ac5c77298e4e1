import { writeSync } from 'node:fs';
import { Socket } from 'node:net';

/**
 * Loaded into a process before everything else: writes a line for every connection that anything in it tries to make, and lets
 * none leave the machine. What Azure Monitor's exporter would do seconds later happens at once. At the end, a line that says
 * whether the SDK of Azure Monitor was loaded: it leaves its version behind.
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

/** Of the timer at which the exporter asks Microsoft for its settings, 5 to 15 seconds after it was built, and then again and again. */
const ASKS_FOR_SETTINGS = /\bpollAndReschedule\b/;

globalThis.setTimeout = new Proxy(setTimeout, {
  apply(target, self, [callback, delay, ...more]: unknown[]) {
    const asks = ASKS_FOR_SETTINGS.test(String(callback));
    if (asks) process.stderr.write('SETTINGS to be asked for\n');
    return Reflect.apply(target, self, [callback, asks ? 0 : delay, ...more]);
  },
});

process.on('exit', () => {
  writeSync(2, `SDK ${process.env.AZURE_MONITOR_DISTRO_VERSION === undefined ? 'absent' : 'loaded'}\n`);
});
