import type { OperationStatus } from '../../../src/desk/ports.ts';
import { DirectoryError } from '../../../src/errors.ts';
import type { Trouble } from './events.ts';
import type { InForce, Passwords } from './passwords.ts';

/** What goes on behind a reset that was accepted. */
interface Operation {
  status: OperationStatus['kind'];
  targetId: string;
  password: string;
  before: InForce;
}

/** The operations behind accepted resets. */
export class Operations {
  readonly #all = new Map<string, Operation>();
  readonly #passwords: Passwords;
  readonly #trouble: () => Trouble;

  constructor(passwords: Passwords, trouble: () => Trouble) {
    this.#passwords = passwords;
    this.#trouble = trouble;
  }

  /** Begins one. Returns where it is read. */
  follow(operation: Operation): string {
    const url = `https://graph.example/operations/${this.#all.size}`;
    this.#all.set(url, operation);
    return url;
  }

  /** Those that still run end so; a failed one takes its password back. */
  end(status: 'succeeded' | 'failed'): void {
    for (const operation of this.#all.values()) {
      if (operation.status !== 'running') continue;
      operation.status = status;
      const { targetId, password, before } = operation;
      const failed = status === 'failed' && this.#passwords.of(targetId).password === password;
      if (failed) this.#passwords.takeBack(targetId, before);
    }
  }

  /** Whether a reset with this password has failed after it was accepted. */
  hasFailed(password: string): boolean {
    return [...this.#all.values()].some(one => one.status === 'failed' && one.password === password);
  }

  read(url: string): OperationStatus {
    const trouble = this.#trouble();
    if (trouble === 'operation-down') throw new DirectoryError('unavailable', 'Graph is down');
    const kind = trouble === 'operation-unreadable' ? 'unreadable' : (this.#all.get(url)?.status ?? 'running');
    return { kind };
  }
}
