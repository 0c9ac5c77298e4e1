import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { ACTION_KINDS } from '../../../src/action-kinds.ts';
import { type PolicyInForce, readPolicy } from '../../../src/config/policy-file.ts';
import { applyPolicy } from '../../../src/desk/policy/apply-policy.ts';
import type { Circumstances } from '../../../src/desk/policy/circumstances.ts';
import { ConfigurationError } from '../../../src/errors.ts';
import { DAY, holding, NOW } from '../../desk/policy/support/circumstances.ts';
import { runs, triesAll } from '../../support/runs.ts';

const IDS = ['6a3f2c9e-8b1d-4e57-9c40-1f2e3d4c5b6a', '0d8c1f72-5a4e-4b39-8f6d-7c2b1a0e9d83'] as const;
const ids = fc.uniqueArray(fc.constantFrom(...IDS), { minLength: 1 });
const when = <Name extends string>(name: Name) => fc.constant(name);
const holdsRole = fc.record({ when: when('target-holds-role'), roles: ids }, { requiredKeys: ['when'] });
const inGroup = fc.record({ when: when('target-in-group'), groups: ids });
const manyResets = fc.record({ when: when('requester-resets'), moreThan: fc.nat(5) });
const last = fc.constantFrom([], [{ when: 'never' }], [{ when: 'always' }]);
const rule = fc.oneof(holdsRole, inGroup, manyResets);
const policies = fc
  .tuple(fc.array(rule, { maxLength: 4 }), last)
  .map(([rules, end]) => [...rules, ...end])
  .filter(approval => approval.length > 0);

const count = fc.nat(8);
const times = fc.integer({ min: NOW - 1_000 * DAY, max: NOW + DAY });
const roles = fc
  .tuple(fc.constantFrom(...IDS), fc.boolean())
  .map(([id, eligible]) => ({ ...holding(id, id), eligible }));
const circumstances: fc.Arbitrary<Circumstances> = fc.record({
  now: fc.constant(NOW),
  action: fc.constantFrom(...ACTION_KINDS),
  targetName: fc.string(),
  targetRoles: fc.option(fc.array(roles), { nil: undefined }),
  targetEligibilityUnknown: fc.boolean(),
  targetGuardsRoles: fc.constantFrom(true, false, undefined),
  targetGroupIds: fc.option(fc.array(fc.constantFrom(...IDS)), { nil: undefined }),
  targetUnseenGroupIds: fc.subarray([...IDS]),
  targetCreatedAt: fc.option(times, { nil: undefined }),
  targetChangedAt: fc.option(times, { nil: undefined }),
  targetNamesakes: fc.option(fc.array(fc.string()), { nil: undefined }),
  startedByRequester: fc.record({ hour: count, day: count }),
  startedForTarget: fc.record({ hour: fc.constant(0), day: fc.constant(0) }),
});

/** Text that is JSON of a policy, of something near a policy, of anything, or no JSON. */
const near = fc.dictionary(
  fc.constantFrom('approval', 'limits', 'passwordWriteback', '$schema', '__proto__', 'constructor', 'toString', 'x'),
  fc.oneof(
    fc.jsonValue(),
    fc.array(fc.oneof(rule, fc.constantFrom({ when: 'never' }, { when: 'always' }), fc.jsonValue())),
    fc.array(fc.record({ when: fc.constantFrom('target-in-group', 'never', 'x'), groups: fc.jsonValue() })),
    fc.dictionary(fc.constantFrom('perTarget', 'perRequester', 'above'), fc.jsonValue()),
  ),
);
const hostile = fc.oneof(
  fc.string(),
  fc.json(),
  near.map(value => JSON.stringify(value)),
);

describe('the policy, whatever it is', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-policy-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const read = (content: string): PolicyInForce => {
    const file = path.join(folder, 'policy.json');
    writeFileSync(file, content);
    return readPolicy(file);
  };

  it('is read, or stops the start with a ConfigurationError, and nothing else', () => {
    let accepted = 0;
    fc.assert(
      fc.property(hostile, content => {
        try {
          const { text, approval } = read(content);
          assert.ok(approval.length > 0);
          assert.equal(read(text).text, text);
          accepted++;
        } catch (error) {
          assert.ok(error instanceof ConfigurationError, String(error));
          for (const problem of error.problems) assert.match(problem, /^POLICY_FILE .+policy\.json/);
        }
      }),
      { numRuns: runs(1500), seed: 4 },
    );
    if (triesAll) assert.ok(accepted > 20, `${accepted} policies among them`);
  });

  it('never lets one person be enough where a rule that comes first needs what is not known', () => {
    fc.assert(
      fc.property(fc.oneof(holdsRole, inGroup), policies, circumstances, (first, others, known) => {
        const policy = read(JSON.stringify({ approval: [first, ...others] }));
        const unknowns: Partial<Circumstances>[] =
          first.when === 'target-in-group'
            ? [{ targetGroupIds: undefined }, { targetUnseenGroupIds: first.groups }]
            : [{ targetRoles: undefined }, { targetGuardsRoles: undefined }, { targetEligibilityUnknown: true }];
        for (const unknown of unknowns) {
          const decision = applyPolicy(policy, { ...known, ...unknown });
          assert.equal(decision.kind === 'second-person' && decision.because.rule, first.when);
        }
      }),
      { numRuns: runs(300) },
    );
  });

  it('is never milder because less is known', () => {
    fc.assert(
      fc.property(policies, circumstances, (approval, known) => {
        const policy = read(JSON.stringify({ approval }));
        if (applyPolicy(policy, known).kind === 'one-person') return;
        const less = {
          ...known,
          targetRoles: undefined,
          targetEligibilityUnknown: true,
          targetGuardsRoles: undefined,
          targetGroupIds: undefined,
          targetUnseenGroupIds: IDS,
        };
        assert.notEqual(applyPolicy(policy, less).kind, 'one-person');
      }),
      { numRuns: runs(500) },
    );
  });

  it('decides by the first rule that matches: what stands after it changes nothing', () => {
    fc.assert(
      fc.property(policies, policies, circumstances, (approval, others, known) => {
        const open = approval.filter(one => one.when !== 'never' && one.when !== 'always');
        fc.pre(open.length > 0);
        const alone = applyPolicy(read(JSON.stringify({ approval: open })), known);
        const followed = applyPolicy(read(JSON.stringify({ approval: [...open, ...others] })), known);
        const rest = applyPolicy(read(JSON.stringify({ approval: others })), known);
        assert.deepEqual(followed, alone.kind === 'one-person' ? rest : alone);
      }),
      { numRuns: runs(500) },
    );
  });
});
