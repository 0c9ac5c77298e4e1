import assert from 'node:assert/strict';
import { ACTION_KINDS, type ActionKind } from '../../../src/action-kinds.ts';
import { confirm } from '../../../src/desk/confirm.ts';
import type { Desk } from '../../../src/desk/desk.ts';
import { proofSchema } from '../../../src/desk/policy/proof-rules.ts';
import type { DirectorySession } from '../../../src/desk/ports.ts';
import { PROOF_KINDS, type Proof, type ProofKind } from '../../../src/desk/request/proof.ts';
import type { Request } from '../../../src/desk/request/request.ts';
import type { StoredEntry } from '../../../src/store/record/audit-columns.ts';
import { NOW, sampleTarget } from '../../store/samples.ts';
import { DeskBench } from '../support/desk-bench.ts';

const AUTHENTICATION = { templateId: 'c4e39bd9-1100-46d3-8c65-fb160da0071f', name: 'Authentication', listed: true };
const MANAGER = { id: 'maria', name: 'Maria' };
const MANY = { hour: 100_000, day: 100_000 };
const STARTED = { 'reset-password': 'reset-started', 'temporary-access-pass': 'pass-started' } as const;

/** Whether it is enough, written down from what was decided: the level that is wanted, and below it what is shown. */
const ENOUGH = {
  0: { nothing: true, word: true, match: true, both: true },
  1: { nothing: false, word: true, match: true, both: true },
  2: { nothing: false, word: false, match: true, both: true },
  3: { nothing: false, word: false, match: false, both: false },
} as const;
/** What stands on record of it where it was called for. */
const ON_RECORD = { nothing: undefined, word: 'voice', match: 'number-match', both: 'number-match voice' } as const;
const SHOWN = Object.keys(ON_RECORD) as (keyof typeof ON_RECORD)[];

/** What the policy wants, and how the requester presses. */
interface Case {
  proof: readonly object[];
  proofMissing?: 'second-person' | 'refuse';
  twoPeople?: boolean;
  action: ActionKind;
  /** The word that the requester gives. */
  word?: 'called-back' | 'in-person' | 'voice';
  /** What others have shown before. */
  others?: readonly ProofKind[];
  withoutProof?: boolean;
}

describe('a confirmed request, and what has to be shown of whoever calls', () => {
  let bench: DeskBench;
  let called: string[];
  before(() => {
    bench = new DeskBench();
  });
  after(() => bench.dispose());
  beforeEach(() => {
    called = [];
  });

  function deskWith({ proof, proofMissing = 'second-person', twoPeople = false }: Case): Desk {
    const limits = { perRequester: MANY, perTarget: MANY, above: 'refuse' as const };
    const approval = [() => (twoPeople ? ({ rule: 'always', values: {} } as const) : ('one-person' as const))];
    const rules = proofSchema.parse(proof).map(({ rule }) => rule);
    return { ...bench.desk, policy: { ...bench.desk.policy, approval, proof: rules, proofMissing, limits } };
  }

  /** A directory in which Ingrid may do both to everybody, and Maria manages them all. */
  function session(): DirectorySession {
    return {
      ...bench.session,
      examine: async (id, more) => {
        const { requester, target, ...rest } = await bench.session.examine(id, more);
        assert.ok(target);
        const managed = { ...target, account: { ...target.account, manager: { id: MANAGER.id } } };
        return { ...rest, requester: { ...requester, roles: [AUTHENTICATION] }, target: managed };
      },
      resetPassword: async id => {
        called.push(id);
        return { kind: 'accepted' };
      },
      givePass: async id => {
        called.push(id);
        return { kind: 'rejected', why: 'not-possible' };
      },
    };
  }

  /** What becomes of the press, and the last row on record of it. */
  async function pressed(one: Case): Promise<{ after: Request; row: StoredEntry; calls: number }> {
    const { action, others = [], word, withoutProof } = one;
    const target = sampleTarget(`target-${Math.random()}`);
    const by = { 'number-match': { id: target.id, name: target.displayName }, manager: MANAGER };
    const proofs = others.map(
      (kind): Proof => ({
        kind,
        by: kind === 'manager' ? MANAGER : by['number-match'],
        at: NOW,
        action,
        targetId: target.id,
      }),
    );
    const request = await bench.put({ action, target, caller: { proofs, asks: [] } });
    const desk = deskWith(one);
    const command = {
      does: 'confirm',
      input: { signOut: false, word },
      withoutProof,
      by: request.requester,
      at: request.place,
    } as const;
    await confirm(desk, session(), request, command);
    const after = await bench.present(request);
    assert.ok(after);
    const rows = await bench.rowsOf(request);
    const row = rows.find(({ event }) => ['approval-asked', 'not-allowed', STARTED[action]].includes(event));
    assert.ok(row, rows.map(({ event }) => event).join());
    return { after, row, calls: called.length };
  }

  const shows = (shown: (typeof SHOWN)[number]): Pick<Case, 'word' | 'others'> => ({
    ...((shown === 'word' || shown === 'both') && { word: 'voice' }),
    ...((shown === 'match' || shown === 'both') && { others: ['number-match'] }),
  });

  for (const action of ACTION_KINDS) {
    for (const atLeast of [0, 1, 2, 3] as const) {
      for (const shown of SHOWN) {
        for (const proofMissing of ['second-person', 'refuse'] as const) {
          const about = { proof: [{ when: 'always', atLeast }], proofMissing, action, ...shows(shown) };
          const isEnough = ENOUGH[atLeast][shown];
          const name = `${action}, level ${atLeast}, ${shown} shown, where it is missing: ${proofMissing}`;

          it(`${name}: ${isEnough ? 'it is called for' : 'nothing is called for'}`, async () => {
            for (const withoutProof of isEnough ? [undefined, false, true] : [undefined, false]) {
              const { after, row, calls } = await pressed({ ...about, withoutProof });
              called = [];
              assert.equal(calls, isEnough ? 1 : 0);
              if (isEnough) assert.deepEqual([row.event, row.proof], [STARTED[action], ON_RECORD[shown]]);
              else {
                const rule = atLeast === 1 ? 'proof-word-missing' : 'proof-missing';
                assert.deepEqual(
                  [after.state, row.event, row.rule, row.detail],
                  ['open', 'not-allowed', rule, 'proof'],
                );
              }
            }
          });

          it(`${name}: two people as well: ${isEnough ? 'the second one is asked' : 'nobody is asked'}`, async () => {
            const { after, row, calls } = await pressed({ ...about, twoPeople: true });
            assert.equal(calls, 0);
            if (isEnough) assert.deepEqual([row.event, row.proof], ['approval-asked', ON_RECORD[shown]]);
            assert.equal(after.state, isEnough ? 'awaiting-approval' : 'open');
          });

          if (isEnough) continue;
          const standsIn = proofMissing === 'second-person';
          it(`${name}: a second person ${standsIn ? 'stands in, on record' : 'does not stand in'}`, async () => {
            for (const twoPeople of [false, true]) {
              const { after, row, calls } = await pressed({ ...about, twoPeople, withoutProof: true });
              assert.equal(calls, 0);
              assert.equal(after.state, standsIn ? 'awaiting-approval' : 'open');
              const lesser = ON_RECORD[shown] ? `${ON_RECORD[shown]} none` : 'none';
              const asked = ['approval-asked', lesser] as const;
              const refused = ['not-allowed', undefined] as const;
              assert.deepEqual([row.event, row.proof], standsIn ? asked : refused);
              if (after.state === 'awaiting-approval') assert.equal(after.approval.withoutProof?.rule, 'always');
            }
          });
        }
      }
    }

    for (const wanted of PROOF_KINDS) {
      for (const given of PROOF_KINDS) {
        it(`${action}: of ${wanted} alone, and ${given} is shown`, async () => {
          const isWord = given !== 'number-match' && given !== 'manager';
          const proof = [{ when: 'always', atLeast: 1, of: [wanted] }];
          const { calls } = await pressed({ proof, action, ...(isWord ? { word: given } : { others: [given] }) });
          assert.equal(calls, given === wanted ? 1 : 0);
        });
      }
    }

    it(`${action}: a rule for it wants of the other action nothing`, async () => {
      const [other = action] = ACTION_KINDS.filter(kind => kind !== action);
      const proof = [{ when: 'action', action, atLeast: 2 }];
      assert.equal((await pressed({ proof, action })).calls, 0);
      assert.equal((await pressed({ proof, action: other })).calls, 1);
    });
  }
});
