import assert from 'node:assert/strict';
import { RestError } from '@azure/data-tables';
import { StoreError } from '../../../src/errors.ts';
import { type Attempt, writeUntilSettled } from '../../../src/store/tables/write-until-settled.ts';

const conflict = new RestError('x', { statusCode: 412 });
const silence = new RestError('x', { code: 'ECONNRESET' });

/** Commits that end like this, one after the other; the last one again and again. */
function endings(...errors: (Error | undefined)[]) {
  let prepared = 0;
  const prepare = async (basis = String(prepared)): Promise<Attempt<string>> => {
    const error = errors[Math.min(prepared, errors.length - 1)];
    prepared += 1;
    const commit = async () => {
      if (error) throw error;
    };
    return { kind: 'write', basis, commit, result: `try ${prepared}` };
  };
  return { prepare, prepared: () => prepared };
}

describe('store/tables/write-until-settled', () => {
  it('gives the result of the try that was made', async () => {
    const { prepare } = endings(conflict, conflict, undefined);
    assert.equal(await writeUntilSettled('host', () => prepare()), 'try 3');
  });

  it('makes nothing when an earlier try was made', async () => {
    let first = true;
    const result = await writeUntilSettled('host', async () => {
      if (!first) return { kind: 'landed', result: 'earlier' };
      first = false;
      return { kind: 'write', basis: '', commit: () => Promise.reject(silence), result: 'later' };
    });
    assert.equal(result, 'earlier');
  });

  it('gives up when a write is refused although nothing has changed', async () => {
    const { prepare, prepared } = endings(conflict);
    await assert.rejects(
      writeUntilSettled('host', () => prepare('same')),
      /something else than Nyckel/,
    );
    assert.equal(prepared(), 4);
  });

  it('goes on as long as others are faster, after pauses that are drawn by chance, and says so in the end', async () => {
    const { prepare, prepared } = endings(conflict);
    const pauses: number[] = [];
    await assert.rejects(
      writeUntilSettled(
        'host',
        () => prepare(),
        async milliseconds => pauses.push(milliseconds),
      ),
      /written by too many at once/,
    );
    assert.equal(prepared(), 60);
    for (const [n, pause] of pauses.entries()) assert.ok(pause >= 0 && pause <= Math.min(5 * 2 ** n, 100), `${pause}`);
    assert.ok(Math.max(...pauses) > 50 && new Set(pauses).size > 30, pauses.join());
  });

  it('looks once after an answer that did not come, and then says so', async () => {
    const { prepare, prepared } = endings(silence);
    await assert.rejects(
      writeUntilSettled('host', () => prepare('same')),
      (error: unknown) => {
        assert.ok(error instanceof StoreError);
        assert.match(error.message, /host does not answer/);
        return true;
      },
    );
    assert.equal(prepared(), 2);
  });

  it('does not try again what was refused for good', async () => {
    const { prepare, prepared } = endings(new RestError('x', { statusCode: 403 }));
    await assert.rejects(
      writeUntilSettled('host', () => prepare()),
      StoreError,
    );
    assert.equal(prepared(), 1);
  });
});
