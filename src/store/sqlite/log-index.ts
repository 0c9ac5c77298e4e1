import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { endianness } from 'node:os';

/** What the index of the write-ahead log says (SQLite, "WAL-mode File Format", 2.1 The WAL-Index File Format). */
interface LogState {
  /** Bytes that the log must have at least. */
  size: number;
  /** What the log begins with; undefined while it may be empty. */
  salt: string | undefined;
  /** Changes whenever something may have been moved into the database. */
  moved: string;
  /** Something is being moved into the database right now. */
  moving: boolean;
}

const HEADERS_AND_CHECKPOINT = 136;
const LOG_HEADER = 32;
const FRAME_HEADER = 24;

interface OpenIndex {
  descriptor: number;
  users: number;
}

/**
 * Every index that this process reads, by device and inode. A process that closes any descriptor of a file gives up all
 * its locks there (POSIX, fcntl), those of SQLite too: it is closed when nobody in this process uses it any more.
 */
const open = new Map<string, OpenIndex>();

/** Reads the index of a log that is in use; needs no lock, but only under the write lock does it belong to the log. */
export class SqliteLogIndex {
  readonly #key: string;
  readonly #descriptor: number;

  constructor(file: string, key: string) {
    this.#key = key;
    const shared = open.get(key) ?? { descriptor: openSync(file, 'r'), users: 0 };
    shared.users += 1;
    open.set(key, shared);
    this.#descriptor = shared.descriptor;
  }

  read(): LogState {
    const bytes = Buffer.alloc(HEADERS_AND_CHECKPOINT);
    readSync(this.#descriptor, bytes, 0, bytes.length, 0);
    const frames = word(bytes, 16);
    const salt = bytes.toString('hex', 32, 40);
    const [moved, attempted] = [word(bytes, 96), word(bytes, 128)];
    return {
      size: frames === 0 ? 0 : LOG_HEADER + frames * (FRAME_HEADER + pageSize(bytes)),
      salt: frames === 0 ? undefined : salt,
      moved: `${salt} ${moved} ${attempted}`,
      moving: moved !== attempted,
    };
  }

  /** Only after SQLite has closed the file. */
  close(): void {
    const shared = open.get(this.#key);
    if (shared === undefined) return;
    shared.users -= 1;
    if (shared.users > 0) return;
    open.delete(this.#key);
    closeSync(shared.descriptor);
  }
}

/** The salt that a log begins with; undefined for an empty one. */
export function saltOf(log: string): string | undefined {
  const descriptor = openSync(log, 'r');
  try {
    if (fstatSync(descriptor).size < LOG_HEADER) return undefined;
    const header = Buffer.alloc(LOG_HEADER);
    readSync(descriptor, header, 0, header.length, 0);
    return header.toString('hex', 16, 24);
  } finally {
    closeSync(descriptor);
  }
}

/** The index is in the byte order of the machine. */
function word(bytes: Buffer, place: number): number {
  return endianness() === 'LE' ? bytes.readUInt32LE(place) : bytes.readUInt32BE(place);
}

/** 1 stands for 65,536. */
function pageSize(bytes: Buffer): number {
  const size = endianness() === 'LE' ? bytes.readUInt16LE(14) : bytes.readUInt16BE(14);
  return size === 1 ? 65_536 : size;
}
