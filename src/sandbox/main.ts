import { parseArgs } from 'node:util';
import { startSandbox } from './sandbox.ts';

/**
 * The sandbox as a process of its own: prints one line of JSON once it is ready and runs until SIGTERM or SIGINT.
 * `--bot-endpoint` is where the relay forwards to.
 */
const { values } = parseArgs({
  options: { 'bot-endpoint': { type: 'string', default: 'http://127.0.0.1:3978/api/messages' } },
});
const sandbox = await startSandbox({ botEndpoint: values['bot-endpoint'] });
const { environment, relayUrl, controlUrl } = sandbox;
process.stdout.write(`${JSON.stringify({ ready: true, environment, relayUrl, controlUrl })}\n`);

async function stop(): Promise<void> {
  await sandbox.stop();
  process.exit(0);
}
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
