import assert from 'node:assert/strict';
import type { RoleHolding } from '../../../../src/desk/judging/people-as-read.ts';
import type { Circumstances } from '../../../../src/desk/policy/circumstances.ts';
import { rule, schema } from '../../../../src/desk/policy/rules/target-holds-role.ts';
import { HELPDESK, holding, ORDINARY, READERS } from '../support/circumstances.ts';

const helpdesk = holding(HELPDESK, 'Helpdesk Administrator');
const readers = holding(READERS, 'Directory Readers');
const eligible = (role: RoleHolding): RoleHolding => ({ ...role, listed: false, eligible: true });
const any = rule({ when: 'target-holds-role' });
const some = rule({ when: 'target-holds-role', roles: [HELPDESK] });
const target = 'Anna Svensson';
const matched = (values: object) => ({ rule: 'target-holds-role', values: { target, ...values } });

type Row = readonly [what: string, change: Partial<Circumstances>, any: object | undefined, some: object | undefined];
const BOTH = 'Helpdesk Administrator, Directory Readers';
const ROWS: readonly Row[] = [
  ['no role', {}, undefined, undefined],
  ['a role', { targetRoles: [readers] }, matched({ roles: 'Directory Readers' }), undefined],
  [
    'two roles',
    { targetRoles: [helpdesk, readers] },
    matched({ roles: BOTH }),
    matched({ roles: 'Helpdesk Administrator' }),
  ],
  [
    'the same role twice',
    { targetRoles: [helpdesk, { ...helpdesk, unit: { id: 'a', restricted: false } }] },
    matched({ roles: 'Helpdesk Administrator' }),
    matched({ roles: 'Helpdesk Administrator' }),
  ],
  [
    'a role whose id comes in capitals',
    { targetRoles: [holding(HELPDESK.toUpperCase(), 'Helpdesk Administrator')] },
    matched({ roles: 'Helpdesk Administrator' }),
    matched({ roles: 'Helpdesk Administrator' }),
  ],
  ['roles that could not be read', { targetRoles: undefined }, matched({ roles: '' }), matched({ roles: '' })],
  [
    'roles that could not be read, in a group that can hold roles',
    { targetRoles: undefined, targetGuardsRoles: true },
    matched({ roles: '' }),
    matched({ roles: '' }),
  ],
  [
    'a group that can hold roles',
    { targetGuardsRoles: true },
    matched({ roles: '', through: 'group' }),
    matched({ roles: '', through: 'group' }),
  ],
  [
    'another role, and a group that can hold roles',
    { targetRoles: [readers], targetGuardsRoles: true },
    matched({ roles: 'Directory Readers' }),
    matched({ roles: '', through: 'group' }),
  ],
  [
    'groups of which it is not known whether they can hold roles',
    { targetGuardsRoles: undefined },
    matched({ roles: '' }),
    matched({ roles: '' }),
  ],
  [
    'a role that it may activate',
    { targetRoles: [eligible(helpdesk)] },
    matched({ roles: 'Helpdesk Administrator', held: 'eligible' }),
    matched({ roles: 'Helpdesk Administrator', held: 'eligible' }),
  ],
  [
    'an active role, and another that it may activate',
    { targetRoles: [readers, eligible(helpdesk)] },
    matched({ roles: 'Directory Readers' }),
    matched({ roles: 'Helpdesk Administrator', held: 'eligible' }),
  ],
  [
    'roles that it may activate and that could not be read',
    { targetEligibilityUnknown: true },
    matched({ roles: '', held: 'eligible' }),
    matched({ roles: '', held: 'eligible' }),
  ],
  [
    'the same, because the directory did not answer',
    { targetEligibilityUnknown: 'outage' },
    matched({ roles: '', held: 'eligible', outage: 'eligible' }),
    matched({ roles: '', held: 'eligible', outage: 'eligible' }),
  ],
  [
    'another role, and groups of which it is not known',
    { targetRoles: [readers], targetGuardsRoles: undefined },
    matched({ roles: 'Directory Readers' }),
    matched({ roles: '' }),
  ],
];

describe('the rule target-holds-role', () => {
  for (const [what, change, everyRole, oneRole] of ROWS) {
    it(`${what}: every role, and one role`, () => {
      assert.deepEqual(any({ ...ORDINARY, ...change }), everyRole);
      assert.deepEqual(some({ ...ORDINARY, ...change }), oneRole);
    });
  }

  it('lets the policy leave out what could not be read of eligible roles, and nothing else', () => {
    const lenient = rule({ when: 'target-holds-role', eligible: 'where-readable' });
    const unread = { ...ORDINARY, targetEligibilityUnknown: true };
    assert.equal(lenient(unread), undefined);
    assert.ok(rule({ when: 'target-holds-role', eligible: 'always' })(unread));
    for (const change of [
      { targetRoles: [eligible(helpdesk)] },
      { targetRoles: undefined },
      { targetRoles: [readers] },
      { targetGuardsRoles: undefined },
      { targetGuardsRoles: true },
    ]) {
      assert.ok(lenient({ ...unread, ...change }), JSON.stringify(change));
    }
    assert.ok(!schema.safeParse({ when: 'target-holds-role', eligible: 'never' }).success);
  });

  it('takes no list or a list of ids, in any case', () => {
    assert.deepEqual(schema.parse({ when: 'target-holds-role' }), { when: 'target-holds-role' });
    const read = schema.parse({ when: 'target-holds-role', roles: [HELPDESK.toUpperCase()] });
    assert.deepEqual(read, { when: 'target-holds-role', roles: [HELPDESK] });
  });

  const WRONG: readonly [what: string, roles: unknown][] = [
    ['an empty list, which would mean no role at all', []],
    ['a name for a role', ['Helpdesk Administrator']],
    ['one id without a list', HELPDESK],
    ['null', null],
    ['null in the list', [null]],
  ];
  for (const [what, roles] of WRONG) {
    it(`refuses ${what}`, () => assert.ok(!schema.safeParse({ when: 'target-holds-role', roles }).success));
  }
});
