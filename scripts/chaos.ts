import { day } from '../tests/chaos/day.ts';
import { stopSharedAzurite } from '../tests/support/azurite.ts';
import type { StoreName } from '../tests/support/both-stores.ts';
import { stopSharedSandbox } from '../tests/support/world.ts';

/*
 * Lets all services fail in every way while eight administrators reset passwords through two bots on one store, three more decide
 * on what needs a second person, and calls that hung in the network arrive late. Each sentence that they read is checked against
 * the sandbox's truth: `npm run chaos -- [seconds] [seed]`. Exits with 1 where anything is wrong.
 */

const [seconds = '300', seed = '1'] = process.argv.slice(2);
let wrong = 0;
for (const store of ['SQLite', 'Azure Tables'] satisfies StoreName[]) {
  const {
    wrong: said,
    ended,
    unexpected,
    findings,
    late,
    unagreed,
    ...figures
  } = await day({
    store,
    lasts: Number(seconds) * 1_000,
    patience: 90_000,
    faultEvery: 250,
    seed: Number(seed),
  });
  console.log(store, figures);
  const troubles = Object.entries({ said, ended, unexpected, findings, late, unagreed });
  for (const [name, list] of troubles) {
    console.log(`  ${name}: ${list.length}`);
    for (const each of list) console.log(`    ${typeof each === 'string' ? each : JSON.stringify(each)}`);
    wrong += list.length;
  }
}
await stopSharedAzurite();
await stopSharedSandbox();
process.exitCode = wrong > 0 ? 1 : 0;
