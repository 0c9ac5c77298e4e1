import { randomInt, randomUUID } from 'node:crypto';
import type { Desk } from '../../../src/desk/desk.ts';
import type { ApproverNow, Target } from '../../../src/desk/judging/people-as-read.ts';
import type { ApprovalRule } from '../../../src/desk/policy/circumstances.ts';
import type { DirectorySession } from '../../../src/desk/ports.ts';
import { type In, type Request, type RequestState, targetOf } from '../../../src/desk/request/request.ts';
import type { StoredEntry } from '../../../src/store/record/audit-columns.ts';
import type { AuditedRequestStore } from '../../../src/store/record/audited-store.ts';
import { createSeal } from '../../../src/store/seal/seal.ts';
import { KEYS, MINUTE, NOW, sampleEntry, sampleRequest, sampleTarget } from '../../store/samples.ts';
import { SqliteBench } from '../../store/sqlite/bench.ts';
import { knownTarget } from './known-target.ts';
import { requestIn } from './requests.ts';

const HELPDESK = {
  templateId: '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  name: 'Helpdesk Administrator',
  listed: true,
};
const MANY = { hour: 100, day: 100 };

/** The desk on a store of its own, and a directory in which the one requester may reset everybody. */
export class DeskBench {
  readonly #files = new SqliteBench();
  readonly #store: AuditedRequestStore = this.#files.open();
  readonly desk: Desk;
  readonly session: DirectorySession;
  /** The ids of those whose password was set. */
  readonly resets: string[] = [];

  constructor(approval: readonly ApprovalRule[] = []) {
    this.session = sessionOf(this.resets);
    this.desk = {
      directory: { as: () => this.session },
      signedIn: async () => this.session,
      store: this.#store,
      seal: createSeal(KEYS.current),
      policy: {
        adminAccounts: { pairs: [], sharedAttribute: 'none' },
        approval,
        approvals: 'where-asked',
        approvalsMove: 'strong-role',
        proof: [],
        proofMissing: 'second-person',
        retention: { requests: 400, record: 'for-good' },
        asksForNamesakes: false,
        notices: { target: true, manager: true, name: false },
        limits: { perRequester: MANY, perTarget: MANY, above: 'refuse' },
        passwordWriteback: 'on',
        federatedDomains: 'refuse',
      },
      now: () => NOW,
      newId: randomUUID,
      random: randomInt,
      pause: async () => undefined,
    };
  }

  /** A request of Ingrid's for somebody else each time, open where `changes` name no other state. */
  async put<State extends RequestState = 'open'>(
    changes: Partial<In<State>> & { state?: State } = {},
  ): Promise<In<State>> {
    const { requester, place } = sampleRequest();
    const usual = requestIn(changes.state ?? 'open');
    const ids = { id: randomUUID(), correlationId: randomUUID(), requester, place };
    // What is changed is of the state that is named.
    const request = { ...usual, ...ids, ...inTime(usual), ...changes } as In<State>;
    await this.desk.store.create(request, sampleEntry(request));
    return request;
  }

  /** An accepted reset whose password waits. */
  async putReset(password: string): Promise<In<'carried-out'>> {
    const id = randomUUID();
    const sealed = this.desk.seal.seal(password, id);
    return this.put({ id, state: 'carried-out', sealed, carriedOutAt: NOW, dueAt: NOW + 15 * MINUTE });
  }

  async present({ id }: Pick<Request, 'id'>): Promise<Request | undefined> {
    return this.desk.store.get(id);
  }

  /** The rows on record about a request, oldest first. */
  async rowsOf({ id }: Pick<Request, 'id'>): Promise<StoredEntry[]> {
    return this.#store.auditTrail(id);
  }

  /** What is on record. */
  trail(): ReturnType<AuditedRequestStore['auditTrail']> {
    return this.#store.auditTrail();
  }

  dispose(): Promise<void> {
    return this.#files.dispose();
  }
}

/** The times of the bench, and somebody whom no other request is about. */
function inTime(usual: Request): object {
  const target = targetOf(usual) && sampleTarget(randomUUID());
  return { createdAt: NOW, ...('dueAt' in usual && { dueAt: NOW + 10 * MINUTE }), ...(target && { target }) };
}

function sessionOf(resets: string[]): DirectorySession {
  const requester = { id: 'requester-1', displayName: 'Ingrid', roles: [HELPDESK], roleGroupIds: [] };
  return {
    find: async ({ value }) => ({ requester, finding: { kind: 'one', target: accountNamed(value) } }),
    examine: async (id, { approver } = {}) => ({
      requester,
      target: accountNamed(id),
      approver: approver && approverOf(approver.id),
    }),
    units: async () => [],
    listedRolesOf: async ids => new Map(ids.map(id => [id, []])),
    scopedRolesOf: async () => [],
    revokeSessions: async () => 'done',
    resetPassword: async id => {
      resets.push(id);
      return { kind: 'accepted' };
    },
    givePass: async () => ({ kind: 'rejected', why: 'not-possible' }),
    readPass: async () => 'none',
    withdrawPass: async () => 'gone',
    namesakesOf: async () => [],
    managerOf: async () => 'none',
    phonesOf: async () => undefined,
    readOperation: async () => ({ kind: 'succeeded' }),
    lastPasswordChanges: async () => new Map(),
    presentPasses: async () => new Map(),
    lastPasswordChange: async () => undefined,
  };
}

function approverOf(id: string): ApproverNow {
  return { id, displayName: 'Karin', account: 'in-use', roles: [HELPDESK], roleGroupIds: [] };
}

function accountNamed(id: string): Target {
  const { displayName, userPrincipalName } = sampleTarget(id);
  return knownTarget(
    { id, displayName, userPrincipalName, identities: [], accountEnabled: true, onPremisesSyncEnabled: false },
    { domains: [{ name: 'contoso.example', federated: false }] },
  );
}
