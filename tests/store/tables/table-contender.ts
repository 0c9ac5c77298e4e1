import { StaleRequestError } from '../../../src/errors.ts';
import { openTableStore } from '../../../src/store/tables/table-store.ts';
import { KEYS, movedTo, NOW, sampleEntry } from '../samples.ts';

/**
 * One of several processes on one account, started by table-processes.test.ts: tries to move every request that it is
 * told and to take every pending command, and sends back what it got.
 */
const store = await openTableStore({ connectionString: process.env.CONTENDER_STORE ?? '' }, KEYS);

process.once('message', async (message: { requestIds: string[]; personIds: string[] }) => {
  const won: string[] = [];
  const taken: string[] = [];
  for (const id of message.requestIds) {
    if (await moved(id)) won.push(id);
  }
  for (const person of message.personIds) {
    if ((await store.takePending(person, NOW)) !== undefined) taken.push(person);
  }
  await store.close();
  process.send?.({ won, taken });
  process.disconnect?.();
});
process.send?.('ready');

/** Every process competes for version 1, so that only one of them may win. All of them write the same. */
async function moved(id: string): Promise<boolean> {
  const request = await store.get(id);
  if (request === undefined) throw new Error(`Request ${id} is not there`);
  try {
    await store.replace(movedTo(request, 'running', { version: 1 }), sampleEntry(request, { event: 'reset-started' }));
    return true;
  } catch (error) {
    if (error instanceof StaleRequestError) return false;
    throw error;
  }
}
