import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ACTION_KINDS } from '../../../../src/action-kinds.ts';
import type { Circumstances } from '../../../../src/desk/policy/circumstances.ts';
import { demandOf, proofSchema } from '../../../../src/desk/policy/proof-rules.ts';
import { runs } from '../../../support/runs.ts';
import { DAY, HELPDESK, holding, NOW, ORDINARY, READERS } from '../support/circumstances.ts';
import { counts, FINANCE, type FileRule, OTHER } from './written-again.ts';

const level = fc.integer({ min: 0, max: 3 });
const action = fc.option(fc.constantFrom(...ACTION_KINDS), { nil: undefined });
/** Rules of a kind, with what else it can be set to. */
const kind = (when: string, settings: Record<string, fc.Arbitrary<unknown>> = {}) =>
  fc.record({ when: fc.constant(when), atLeast: level, action, ...settings });
const rule: fc.Arbitrary<FileRule> = fc
  .oneof(
    kind('always'),
    kind('action', { action: fc.constantFrom(...ACTION_KINDS) }),
    kind('target-holds-role', {
      roles: fc.constantFrom(undefined, [READERS], [READERS, HELPDESK]),
      eligible: fc.constantFrom(undefined, 'always', 'where-readable'),
    }),
    kind('target-in-group', { groups: fc.constantFrom([FINANCE], [OTHER], [FINANCE, OTHER]) }),
    kind('account-younger-than', { days: fc.constantFrom(1, 7, 30) }),
    kind('namesake-exists'),
    kind('changed-lately'),
    kind('requester-resets', { moreThan: fc.nat(4) }),
  )
  // What is undefined does not stand in a file.
  .map(each => JSON.parse(JSON.stringify(each)));

const before = (days: number) =>
  fc.option(fc.oneof(fc.constant(NOW - DAY), fc.integer({ min: NOW - days * DAY, max: NOW + DAY })), {
    nil: undefined,
  });
const roles = fc
  .tuple(fc.constantFrom(READERS, HELPDESK, OTHER), fc.boolean())
  .map(([id, eligible]) => ({ ...holding(id, id), eligible }));
const known: fc.Arbitrary<Circumstances> = fc
  .record({
    action: fc.constantFrom(...ACTION_KINDS),
    targetRoles: fc.option(fc.array(roles, { maxLength: 2 }), { nil: undefined }),
    targetEligibilityUnknown: fc.constantFrom(true, false, 'outage' as const),
    targetGuardsRoles: fc.constantFrom(true, false, false, undefined),
    targetGroupIds: fc.option(fc.subarray([FINANCE, OTHER]), { nil: undefined }),
    targetUnseenGroupIds: fc.subarray([FINANCE, OTHER]),
    targetCreatedAt: before(60),
    targetChangedAt: before(3),
    targetNamesakes: fc.option(fc.array(fc.constantFrom('Anna Svenson', 'Anna'), { maxLength: 2 }), { nil: undefined }),
    startedByRequester: fc.record({ hour: fc.nat(6), day: fc.nat(9) }),
  })
  .map(some => ({ ...ORDINARY, ...some }));

describe('rules about who calls, together', () => {
  const read = (rules: readonly FileRule[]) => proofSchema.parse(rules).map(each => each.rule);

  it('all that match count, and the highest level wins: of whatever rules, whatever is known', () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 5 }), known, (rules, circumstances) => {
        const matching = rules.filter(each => counts(each, circumstances));
        const highest = Math.max(0, ...matching.map(({ atLeast }) => atLeast));
        const deciding = matching.filter(({ atLeast }) => atLeast === highest && highest > 0);
        const demand = demandOf(read(rules), circumstances);
        assert.equal(demand.atLeast, highest);
        assert.deepEqual(
          demand.rules.map(({ because }) => because.rule),
          deciding.map(({ when }) => when),
        );
      }),
      { numRuns: runs(100_000), seed: 14 },
    );
  });

  it('never want less because less is known', () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 4 }), known, (rules, circumstances) => {
        const unknown: Circumstances = {
          ...circumstances,
          targetRoles: undefined,
          targetGuardsRoles: undefined,
          targetGroupIds: undefined,
          targetCreatedAt: undefined,
          targetChangedAt: undefined,
          targetNamesakes: undefined,
        };
        const policy = read(rules);
        assert.ok(demandOf(policy, unknown).atLeast >= demandOf(policy, circumstances).atLeast);
      }),
      { numRuns: runs(5_000), seed: 15 },
    );
  });

  it('never want less because there is one more of them, and the same in whatever order', () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 4 }), rule, known, (rules, more, circumstances) => {
        const levelOf = (all: readonly FileRule[]) => demandOf(read(all), circumstances).atLeast;
        assert.ok(levelOf([...rules, more]) >= levelOf(rules));
        assert.equal(levelOf([more, ...rules]), levelOf([...rules, more]));
      }),
      { numRuns: runs(5_000), seed: 16 },
    );
  });

  it('keep which kinds of proof each wants', () => {
    const rules = read([
      { when: 'always', atLeast: 2, of: ['manager'] },
      { when: 'changed-lately', atLeast: 2 },
      { when: 'always', atLeast: 1, of: ['in-person'] },
    ]);
    const { rules: deciding } = demandOf(rules, { ...ORDINARY, targetChangedAt: NOW });
    assert.deepEqual(
      deciding.map(({ of }) => of),
      [['manager'], undefined],
      'what wants less is satisfied by what wants more',
    );
  });
});
