import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { StoreError } from '../../errors.ts';
import { SqliteLogIndex, saltOf } from './log-index.ts';

/** What the database was like when nothing was being moved into it. */
interface Seen {
  moved: string;
  changedAt: number;
  size: number;
}

/**
 * Watches over the files of an open store: what is committed into files that are no longer at their places, or that somebody
 * else has written over, is gone after the next start.
 */
export class SqliteGuard {
  readonly #file: string;
  readonly #log: string;
  /** Device and inode of the three files by where they are. */
  readonly #opened: ReadonlyMap<string, string | undefined>;
  readonly #logIndex: SqliteLogIndex;
  #seen: Seen | undefined;
  #overwritten: StoreError | undefined;

  /** @param file of a database that is open, and has been read. */
  constructor(file: string) {
    // SQLite keeps the log and its index beside the file that a link leads to.
    const real = realpathSync(file);
    const index = `${real}-shm`;
    this.#file = file;
    this.#log = `${real}-wal`;
    this.#opened = new Map([file, this.#log, index].map(each => [each, identityOf(each)]));
    this.#logIndex = new SqliteLogIndex(index, this.#opened.get(index) ?? '');
    this.#seen = this.#look();
  }

  /**
   * Whether what is committed now will be there after a restart. Only under the write lock: without it the log may change
   * between two looks.
   * @throws StoreError; errors of the system.
   */
  checkAll(): void {
    this.checkPlaces();
    for (const file of this.#opened.keys()) accessSync(file, constants.R_OK | constants.W_OK);
    const { size, salt } = this.#logIndex.read();
    const whole = statSync(this.#log).size >= size && (salt === undefined || saltOf(this.#log) === salt);
    if (!whole) this.#overwritten ??= overwritten(this.#log);
    this.checkContent();
  }

  /** @throws StoreError when one of the files is no longer at its place. */
  checkPlaces(): void {
    for (const [file, identity] of this.#opened) if (identityOf(file) !== identity) throw this.#gone(file);
  }

  /** @throws StoreError when somebody else has written into the database, from then on always. */
  checkContent(): void {
    this.#compare();
    if (this.#overwritten) throw this.#overwritten;
  }

  /** The log is gone, nobody has made another one, and the database is as we know it. */
  hasLostItsLog(): boolean {
    this.#compare();
    return !this.#overwritten && this.#isInPlace(this.#file) && identityOf(this.#log) === undefined;
  }

  /**
   * Whether SQLite may be told to close: it would move what the log still holds into a database that somebody else has
   * written over, and delete what it finds at the place of the log, though it may belong to another database by now.
   */
  mayClose(): boolean {
    this.#compare();
    const others = [...this.#opened.keys()].filter(file => identityOf(file) !== undefined && !this.#isInPlace(file));
    return !this.#overwritten && others.length === 0;
  }

  /** Only after SQLite has closed the files. */
  close(): void {
    this.#logIndex.close();
  }

  /** SQLite writes into the database only what it moves there from the log, and keeps count of that in the index. */
  #compare(): void {
    const found = statSync(this.#file, { throwIfNoEntry: false });
    if (found === undefined || !this.#isInPlace(this.#file)) return;
    const { moved } = this.#logIndex.read();
    const same = found.mtimeMs === this.#seen?.changedAt && found.size === this.#seen.size;
    if (!same && moved === this.#seen?.moved) this.#overwritten ??= overwritten(this.#file);
    this.#seen = this.#look();
  }

  /** Another process may be moving the log meanwhile, even under our write lock: then there is nothing to compare with. */
  #look(): Seen | undefined {
    const before = this.#logIndex.read();
    const { mtimeMs: changedAt, size } = statSync(this.#file);
    const after = this.#logIndex.read();
    const quiet = !before.moving && !after.moving && before.moved === after.moved;
    return quiet ? { moved: after.moved, changedAt, size } : undefined;
  }

  #isInPlace(file: string): boolean {
    return identityOf(file) === this.#opened.get(file);
  }

  #gone(file: string): StoreError {
    if (file === this.#file) {
      return new StoreError(
        `The store ${file} was removed or replaced while it was open. Restart Nyckel, or move the same file back to its ` +
          'place: nothing is written until then.',
      );
    }
    return new StoreError(
      `The file ${file}, which belongs to the store, was removed or replaced while the store was open. Restart Nyckel ` +
        'without killing it: nothing is written until then.',
    );
  }
}

function overwritten(file: string): StoreError {
  return new StoreError(
    `The file ${file} of the store was written over by another program while it was open. Nothing is written any more. ` +
      'Stop Nyckel, keep a copy of the files and restore the last backup.',
  );
}

function identityOf(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found && `${found.dev} ${found.ino}`;
}
