import { runWatch } from './watch/run-watch.ts';

process.exitCode = await runWatch(process.argv.slice(2), process.env, {
  out: process.stdout,
  problems: process.stderr,
});
