import { randomUUID } from 'node:crypto';
import type { Desk } from '../../../src/desk/desk.ts';
import type { ApproverNow, Target } from '../../../src/desk/judging/account.ts';
import type { ApprovalRule } from '../../../src/desk/policy/circumstances.ts';
import type { DirectorySession } from '../../../src/desk/ports.ts';
import type { ResetRequest } from '../../../src/desk/request/request.ts';
import { createSeal } from '../../../src/store/seal/seal.ts';
import { KEYS, MINUTE, NOW, sampleEntry, sampleRequest, sampleTarget } from '../../store/samples.ts';
import { SqliteBench } from '../../store/sqlite/bench.ts';

const HELPDESK = {
  templateId: '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  name: 'Helpdesk Administrator',
  listed: true,
};
const MANY = { hour: 100, day: 100 };

/** The desk on a store of its own, and a directory in which the one requester may reset everybody. */
export class DeskBench {
  readonly #files = new SqliteBench();
  readonly desk: Desk;
  readonly session: DirectorySession;
  /** The ids of those whose password was set. */
  readonly resets: string[] = [];

  constructor(approval: readonly ApprovalRule[] = []) {
    this.session = sessionOf(this.resets);
    this.desk = {
      directory: { as: () => this.session },
      signedIn: async () => this.session,
      store: this.#files.open(),
      seal: createSeal(KEYS.current),
      policy: {
        approval,
        approvals: 'where-asked',
        approvalsMove: 'strong-role',
        limits: { perRequester: MANY, perTarget: MANY, above: 'refuse' },
        passwordWriteback: 'on',
        federatedDomains: 'refuse',
      },
      now: () => NOW,
      newId: randomUUID,
      pause: async () => undefined,
    };
  }

  /** Opens a request for somebody else each time. */
  async put(changes: Partial<ResetRequest> = {}): Promise<ResetRequest> {
    const request = sampleRequest({ target: sampleTarget(randomUUID()), ...changes });
    await this.desk.store.create(request, sampleEntry(request));
    return request;
  }

  /** An accepted reset whose password waits. */
  async putReset(password: string): Promise<ResetRequest> {
    const id = randomUUID();
    const sealedPassword = this.desk.seal.seal(password, id);
    return this.put({ id, state: 'reset', sealedPassword, resetAt: NOW, dueAt: NOW + 15 * MINUTE });
  }

  async present({ id }: ResetRequest): Promise<ResetRequest | undefined> {
    return this.desk.store.get(id);
  }

  dispose(): Promise<void> {
    return this.#files.dispose();
  }
}

function sessionOf(resets: string[]): DirectorySession {
  const requester = { id: 'requester-1', displayName: 'Ingrid', roles: [HELPDESK], roleGroupIds: [] };
  return {
    find: async ({ value }) => ({ requester, finding: { kind: 'one', target: targetOf(value) } }),
    examine: async (id, approver) => ({
      requester,
      target: targetOf(id),
      approver: approver === undefined ? undefined : approverOf(approver),
    }),
    listedRolesOf: async ids => new Map(ids.map(id => [id, []])),
    scopedRolesOf: async () => [],
    revokeSessions: async () => 'done',
    resetPassword: async id => {
      resets.push(id);
      return { kind: 'accepted' };
    },
    readOperation: async () => ({ kind: 'succeeded' }),
    lastPasswordChange: async () => undefined,
  };
}

function approverOf(id: string): ApproverNow {
  return { id, displayName: 'Karin', account: 'in-use', roles: [HELPDESK], roleGroupIds: [] };
}

function targetOf(id: string): Target {
  const { displayName, userPrincipalName } = sampleTarget(id);
  return {
    account: { id, displayName, userPrincipalName, identities: [], onPremisesSyncEnabled: false },
    roles: [],
    rolesComplete: true,
    eligibilityUnknown: false,
    unseenGroupIds: [],
    guardsRoles: false,
    groupIds: [],
    units: [],
    domains: [{ name: 'contoso.example', federated: false }],
  };
}
