import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readPolicy } from '../../src/config/policy-file.ts';
import { applyPolicy } from '../../src/desk/policy/apply-policy.ts';
import { ConfigurationError } from '../../src/errors.ts';
import { HELPDESK, holding, ORDINARY } from '../desk/policy/support/circumstances.ts';

const GROUP = '6a3f2c9e-8b1d-4e57-9c40-1f2e3d4c5b6a';
const ERIK = 'c24b8a8e-2d2f-4426-ac7b-d453e7b6ed9b';
const ADM = 'a5e0c3d1-7b1f-4c0e-9d55-3f6f0a1c1001';
const LARS = '5b2dec12-58df-4c4a-a707-f8e41fe32ab0';
const PAIR = { person: ERIK, account: ADM };
const DEFAULT_TEXT =
  '{"passwordWriteback":"unknown","federatedDomains":"refuse","adminAccounts":{"pairs":[],"sharedAttribute":"none"},"approvals":"where-asked","approvalsMove":"strong-role","proofMissing":"second-person","notices":{"target":true,"manager":true,"name":false},' +
  '"retention":{"requests":400,"record":"for-good"},"limits":{"perRequester":{"hour":30,"day":150},"perTarget":{"hour":3,"day":6},"above":"second-person"},"approval":[{"when":"target-holds-role"}],"proof":[{"when":"always","atLeast":1},{"when":"target-holds-role","atLeast":2}]}';

describe('the policy file', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-policy-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const written = (content: string) => {
    const file = path.join(folder, 'policy.json');
    writeFileSync(file, content);
    return file;
  };
  const read = (policy: object) => readPolicy(written(JSON.stringify(policy)));

  it('is not needed: the defaults refuse what is not known, and limit how much is reset', () => {
    const { passwordWriteback, federatedDomains, limits, text } = readPolicy(undefined);
    assert.deepEqual(
      { passwordWriteback, federatedDomains },
      { passwordWriteback: 'unknown', federatedDomains: 'refuse' },
    );
    assert.deepEqual(limits, {
      perRequester: { hour: 30, day: 150 },
      perTarget: { hour: 3, day: 6 },
      above: 'second-person',
    });
    assert.equal(text, DEFAULT_TEXT);
  });

  it('asks by default for a second person where the target holds a role or it is not known, and only there', () => {
    for (const policy of [readPolicy(undefined), read({})]) {
      assert.deepEqual(applyPolicy(policy, ORDINARY), { kind: 'one-person' });
      const holder = applyPolicy(policy, { ...ORDINARY, targetRoles: [holding(HELPDESK, 'Helpdesk Administrator')] });
      assert.deepEqual(holder, {
        kind: 'second-person',
        because: {
          rule: 'target-holds-role',
          values: { target: 'Anna Svensson', roles: 'Helpdesk Administrator' },
        },
      });
      assert.equal(applyPolicy(policy, { ...ORDINARY, targetRoles: undefined }).kind, 'second-person');
    }
  });

  it('sets what it names, and leaves the rest', () => {
    const { passwordWriteback, federatedDomains, limits } = read({
      passwordWriteback: 'on',
      limits: { perTarget: { day: 9 }, above: 'refuse' },
    });
    assert.deepEqual({ passwordWriteback, federatedDomains }, { passwordWriteback: 'on', federatedDomains: 'refuse' });
    assert.deepEqual(limits, {
      perRequester: { hour: 30, day: 150 },
      perTarget: { hour: 3, day: 9 },
      above: 'refuse',
    });
  });

  it('pairs people with the accounts that they act with, and has the ids in lower case', () => {
    const pairs = [{ ...PAIR, account: ADM.toUpperCase(), name: ' adm@x.example ' }];
    assert.deepEqual(read({ adminAccounts: { pairs, sharedAttribute: 'employeeId' } }).adminAccounts, {
      pairs: [{ ...PAIR, name: 'adm@x.example' }],
      sharedAttribute: 'employeeId',
    });
  });

  it('keeps the rules in their order', () => {
    const groups = [GROUP];
    const first = read({ approval: [{ when: 'target-in-group', groups }, { when: 'target-holds-role' }] });
    const unknown = { ...ORDINARY, targetRoles: undefined, targetGroupIds: undefined };
    const decision = applyPolicy(first, unknown);
    assert.equal(decision.kind === 'second-person' && decision.because.rule, 'target-in-group');
    const other = applyPolicy(read({ approval: [{ when: 'target-holds-role' }, { when: 'always' }] }), unknown);
    assert.equal(other.kind === 'second-person' && other.because.rule, 'target-holds-role');
  });

  it('says with never that one person is enough, and with always that none is', () => {
    const unknown = { ...ORDINARY, targetRoles: undefined };
    assert.deepEqual(applyPolicy(read({ approval: [{ when: 'never' }] }), unknown), { kind: 'one-person' });
    assert.equal(applyPolicy(read({ approval: [{ when: 'always' }] }), ORDINARY).kind, 'second-person');
  });

  it('may begin with a byte order mark', () => {
    assert.equal(readPolicy(written('\uFEFF{"passwordWriteback":"on"}')).passwordWriteback, 'on');
  });

  it('has a text and a fingerprint that are the same however it is written', () => {
    const one = read({
      $schema: './policy.schema.json',
      approval: [{ name: 'Board ', groups: [GROUP.toUpperCase()], when: 'target-in-group' }],
      passwordWriteback: 'unknown',
    });
    const other = readPolicy(
      written(`{ "limits": {"above":"second-person","perTarget":{"day":6}},
        "approval":[{"when":"target-in-group","name":"Board","groups":["${GROUP}"]}] }`),
    );
    assert.equal(one.text, other.text);
    assert.equal(one.fingerprint, other.fingerprint);
    assert.equal(one.fingerprint, createHash('sha256').update(one.text).digest('hex').slice(0, 12));
    assert.notEqual(one.fingerprint, readPolicy(undefined).fingerprint);
  });

  it('has a text that reads as the same policy', () => {
    const policy = read({ approval: [{ when: 'requester-resets', moreThan: 2 }, { when: 'never' }] });
    assert.equal(readPolicy(written(policy.text)).text, policy.text);
  });

  const always = { when: 'always' };
  const never = { when: 'never' };
  const rules = (...approval: unknown[]) => JSON.stringify({ approval });
  const pairs = (...value: unknown[]) => JSON.stringify({ adminAccounts: { pairs: value } });
  const limits = (value: unknown) => JSON.stringify({ limits: value });
  const WRONG: readonly [what: string, content: string, says: RegExp][] = [
    ['no JSON', '{', /is not JSON/],
    ['nothing', '', /is not JSON/],
    ['a list', '[]', /: the file: .*expected object/],
    ['null', 'null', /: the file: .*expected object/],
    [
      'an unknown setting',
      '{"passwordwriteback":"on"}',
      /: the file: .*"passwordwriteback"; take it out, or see docs\/pol/,
    ],
    ['a setting called __proto__', '{"__proto__":{"approval":[]}}', /"__proto__"; take it out/],
    ['an unknown value', '{"passwordWriteback":"yes"}', /passwordWriteback: .*"on"\|"off"\|"unknown"/],
    ['a value of another type', '{"federatedDomains":true}', /federatedDomains/],
    ['no rules', rules(), /: approval: .*write \[\{"when":"never"\}\] if one person is enough/],
    ['null in place of rules', '{"approval":null}', /: approval: .*expected array/],
    ['one rule that is no list', '{"approval":{"when":"always"}}', /: approval: .*expected array/],
    ['an unknown rule', rules({ when: 'on-mondays' }), /approval\.0\.when: .*"target-holds-role" or .* or "never"/],
    ['a rule without when', rules({}), /approval\.0\.when: write a rule as/],
    ['a rule that is a word', rules('always'), /approval\.0: write a rule as/],
    ['null as a rule', rules(null), /approval\.0: write a rule as/],
    ['an unknown setting of a rule', rules({ when: 'always', roles: [] }), /approval\.0: .*"roles"; take it out/],
    ['no list of groups', rules({ when: 'target-in-group' }), /approval\.0\.groups/],
    ['no group', rules({ when: 'target-in-group', groups: [] }), /approval\.0\.groups: name at least one group/],
    ['no role', rules({ when: 'target-holds-role', roles: [] }), /approval\.0\.roles: .*leave "roles" out/],
    [
      'a name for an id',
      rules({ when: 'target-holds-role' }, { when: 'target-in-group', groups: [GROUP, 'Board'] }),
      /approval\.1\.groups\.1: write an object id, such as /,
    ],
    ['no number of resets', rules({ when: 'requester-resets' }), /approval\.0\.moreThan/],
    ['never before another rule', rules(never, { when: 'target-holds-role' }), /approval\.0: "never" .*put it last/],
    ['always before another rule', rules(always, never), /approval\.0: "always" .*put it last/],
    ['never in the middle', rules({ when: 'target-holds-role' }, never, never), /approval\.1: "never" .*put it last/],
    ['null in place of limits', limits(null), /: limits: /],
    ['an account without its person', pairs({ account: ADM }), /adminAccounts\.pairs\.0\.person/],
    [
      'a name for an account',
      pairs({ person: ERIK, account: 'adm@x.example' }),
      /pairs\.0\.account: write an object id/,
    ],
    [
      'somebody paired with themselves',
      pairs({ person: ERIK, account: ERIK }),
      /pairs\.0\.account: each account stands in/,
    ],
    [
      'somebody paired with themselves in capitals',
      pairs({ person: ERIK, account: ERIK.toUpperCase() }),
      /pairs\.0\.account: each account stands in/,
    ],
    [
      'an account of two people',
      pairs(PAIR, { person: LARS, account: ADM }),
      /pairs\.1\.account: each account stands in/,
    ],
    [
      'a person with two accounts',
      pairs(PAIR, { person: ERIK, account: LARS }),
      /pairs\.1\.person: each account stands/,
    ],
    [
      'an account that is a person',
      pairs(PAIR, { person: ADM, account: LARS }),
      /pairs\.1\.person: each account stands/,
    ],
    [
      'a person that is an account',
      pairs(PAIR, { person: LARS, account: ERIK }),
      /pairs\.1\.account: each account stan/,
    ],
    ['an unknown part of a pair', pairs({ ...PAIR, role: 'x' }), /adminAccounts\.pairs\.0: .*"role"/],
    ['another attribute', '{"adminAccounts":{"sharedAttribute":"mail"}}', /sharedAttribute: .*"none"\|"employeeId"/],
    ['a limit of none', limits({ perTarget: { hour: 0 } }), /limits\.perTarget\.hour: write at least 1; .*"always"/],
    ['a limit below none', limits({ perTarget: { day: -1 } }), /limits\.perTarget\.day: write at least 1/],
    ['a broken limit', limits({ perRequester: { day: 1.5 } }), /limits\.perRequester\.day/],
    ['a limit in words', limits({ perRequester: { hour: '30' } }), /limits\.perRequester\.hour/],
    ['a limit without end', '{"limits":{"perTarget":{"day":1e999}}}', /limits\.perTarget\.day/],
    ['a limit that is not there', limits({ perTarget: { week: 20 } }), /limits\.perTarget: .*"week"/],
    ['a limit for somebody else', limits({ perTenant: { hour: 20 } }), /limits: .*"perTenant"/],
    ['an unknown way above the limits', limits({ above: 'allow' }), /limits\.above: .*"second-person"\|"refuse"/],
  ];
  for (const [what, content, says] of WRONG) {
    it(`that is wrong (${what}) stops the start, with its path and what to mend`, () => {
      const file = written(content);
      assert.throws(
        () => readPolicy(file),
        (error: unknown) => {
          assert.ok(error instanceof ConfigurationError);
          assert.ok(error.problems.every(problem => problem.startsWith(`POLICY_FILE ${file}`)));
          assert.match(error.message, says);
          return true;
        },
      );
    });
  }

  it('tells all that is wrong at once', () => {
    const file = written('{"passwordWriteback":1,"approval":[],"limits":{"above":2},"x":3}');
    assert.throws(
      () => readPolicy(file),
      (error: unknown) => error instanceof ConfigurationError && error.problems.length === 4,
    );
  });

  it('may be as long as fits on record, and no longer', () => {
    const groups = Array(754).fill(GROUP);
    const of = (name: string) => read({ approval: [{ when: 'target-in-group', groups, name }] });
    assert.equal(of('x'.repeat(46)).text.length, 30_000);
    assert.throws(() => of('x'.repeat(47)), /POLICY_FILE .*policy\.json: too long: 30001 characters; at most 30000/);
  });

  it('that is not there stops the start', () => {
    const file = path.join(folder, 'missing.json');
    assert.throws(() => readPolicy(file), /POLICY_FILE .*missing\.json can’t be read/);
  });
});
