import { randomUUID } from 'node:crypto';
import { graphDateTime } from '../tenant/identifiers.ts';
import type { Clock } from '../types.ts';

const LIFETIME_MILLISECONDS = 24 * 60 * 60 * 1000;

/** How a password operation behaves. */
export interface OperationBehaviour {
  outcome: 'succeeded' | 'failed';
  /** Free text of the finished operation; the usual one for the outcome when undefined. */
  statusDetail?: string;
  /** How many polls say `running` before the outcome shows. */
  runningPolls: number;
  /** Sent with the 202 and with each poll that says `running`; no header when undefined. */
  retryAfterSeconds?: number;
  /** False lets a caller without a reader role poll, which Entra does not. */
  pollNeedsReaderRole: boolean;
  /** The 202 has no body at all, as some copies of the documentation show it. */
  emptyBody: boolean;
}

export interface PasswordOperation {
  id: string;
  userId: string;
  createdAt: number;
  behaviour: OperationBehaviour;
  polls: number;
}

/** What the control surface may set about password operations. */
export interface OperationControl {
  /** Changes the behaviour of every operation that begins from now on. */
  configure(behaviour: Partial<OperationBehaviour>): void;
  /** Changes the behaviour of the next operation alone; several calls queue up. */
  configureNext(behaviour: Partial<OperationBehaviour>): void;
  /** Back to the usual behaviour; forgets all operations. */
  reset(): void;
}

const USUAL: OperationBehaviour = {
  outcome: 'succeeded',
  runningPolls: 0,
  pollNeedsReaderRole: true,
  emptyBody: false,
};

export class PasswordOperations implements OperationControl {
  readonly #clock: Clock;
  #behaviour: OperationBehaviour = { ...USUAL };
  #next: Partial<OperationBehaviour>[] = [];
  #operations = new Map<string, PasswordOperation>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  configure(behaviour: Partial<OperationBehaviour>): void {
    this.#behaviour = { ...this.#behaviour, ...behaviour };
  }

  configureNext(behaviour: Partial<OperationBehaviour>): void {
    this.#next.push(behaviour);
  }

  reset(): void {
    this.#behaviour = { ...USUAL };
    this.#next = [];
    this.#operations = new Map();
  }

  /** Begins an operation; a failure that the directory itself brings about goes before what was configured. */
  begin(userId: string, failure?: string): PasswordOperation {
    const configured = { ...this.#behaviour, ...this.#next.shift() };
    const behaviour =
      failure === undefined ? configured : { ...configured, outcome: 'failed' as const, statusDetail: failure };
    const operation = { id: randomUUID(), userId, createdAt: this.#clock.now(), behaviour, polls: 0 };
    this.#operations.set(operation.id, operation);
    return operation;
  }

  /** Undefined for an unknown operation, another user's, and one that began more than 24 hours ago. */
  find(id: string, userId: string): PasswordOperation | undefined {
    const operation = this.#operations.get(id);
    if (!operation || operation.userId !== userId) return undefined;
    return this.#clock.now() - operation.createdAt > LIFETIME_MILLISECONDS ? undefined : operation;
  }

  /** One poll: a longRunningOperation of Microsoft Graph. `resourceLocation` is the address of the password method. */
  poll(operation: PasswordOperation, resourceLocation: string): { running: boolean; resource: Record<string, string> } {
    operation.polls += 1;
    const { outcome, statusDetail, runningPolls } = operation.behaviour;
    const running = operation.polls <= runningPolls;
    const usualDetail = outcome === 'succeeded' ? 'ResetSuccess' : 'OnPremisesPolicyViolation';
    const resource = {
      id: operation.id,
      createdDateTime: graphDateTime(operation.createdAt),
      lastActionDateTime: graphDateTime(this.#clock.now()),
      status: running ? 'running' : outcome,
      statusDetail: running ? '' : (statusDetail ?? usualDetail),
      resourceLocation,
    };
    return { running, resource };
  }
}
