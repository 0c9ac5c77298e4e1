import assert from 'node:assert/strict';
import { PASS_AFTERWARDS } from '../../../src/desk/actions/temporary-access-pass/afterwards.ts';
import { passIneligibility } from '../../../src/desk/actions/temporary-access-pass/eligibility.ts';
import {
  PASS_RECEIPT,
  type PassPolicy,
  type PassReceipt,
} from '../../../src/desk/actions/temporary-access-pass/pass.ts';
import { temporaryAccessPass } from '../../../src/desk/actions/temporary-access-pass/temporary-access-pass.ts';
import { choicesOfPass, settledTerms, usualTerms } from '../../../src/desk/actions/temporary-access-pass/terms.ts';
import { judgeTarget } from '../../../src/desk/judging/judge.ts';
import {
  CHANGE_TOLERANCE,
  MORE_PASSES,
  PASS_KEPT,
  PASS_START_PAST,
  PASS_STARTS_WITHIN,
} from '../../../src/desk/times.ts';
import { readPassState } from '../../../src/directory/pass-resource.ts';
import { DeskBench } from '../../desk/support/desk-bench.ts';
import { NOW, requestIn } from '../../desk/support/requests.ts';
import { code, PAGE, table } from '../../support/rules-page.ts';
import { ANNA, DOMAINS, KINDS, onOneself } from './kinds-of-accounts.ts';

const [SECOND, MINUTE, DAY] = [1_000, 60_000, 86_400_000];
const NOBODY = { everybody: false, groupIds: [], userIds: [] };
const OPEN: PassPolicy = {
  enabled: true,
  included: { ...NOBODY, everybody: true },
  excluded: NOBODY,
  shortest: 60,
  longest: 480,
  usual: 60,
  onceOnly: false,
};
/** One section of the page, its lines joined as they are read. */
const section = (heading: string) =>
  (PAGE.split(/^#+ /m).find(part => part.startsWith(`${heading}\n`)) ?? '').replaceAll('\n', ' ');

describe('docs/rules.md: accounts that can have a pass', () => {
  const [own, ...accounts] = table('Accounts that can have a pass');

  it("refuses the requester's own first, whatever else it is", () => {
    assert.equal(own?.Account, "The requester's own");
    const lenient = { passwordWriteback: 'on', federatedDomains: 'try' } as const;
    const denied = judgeTarget({ action: 'temporary-access-pass', ...onOneself() }, lenient);
    assert.equal(denied?.rule, code(own?.Refusal)[0]);
  });

  it('lists every kind of account', () => {
    assert.deepEqual(
      accounts.map(row => row.Account),
      Object.keys(KINDS),
    );
  });

  for (const { Account: kind = '', Refusal = '' } of accounts) {
    it(`${kind}: refused as it says, or not at all`, () => {
      const [rule] = Refusal.startsWith('none') ? [undefined] : code(Refusal);
      for (const change of KINDS[kind] ?? []) {
        const target = { account: { ...ANNA, ...change }, domains: DOMAINS, groupIds: [] };
        for (const policy of [undefined, OPEN]) {
          assert.equal(passIneligibility({ ...target, findings: { policy } }), rule);
        }
      }
    });
  }
});

describe('docs/rules.md: what the tenant allows', () => {
  const [off, outside, lifetime, once] = table('What the tenant allows');
  const judged = (policy: Partial<PassPolicy>, groupIds?: readonly string[]) =>
    passIneligibility({ account: ANNA, domains: DOMAINS, groupIds, findings: { policy: { ...OPEN, ...policy } } });
  const settled = (policy: Partial<PassPolicy>, terms: { once: boolean; minutes: number }) => {
    const answer = settledTerms(terms, { policy: { ...OPEN, ...policy } }, NOW);
    return 'rule' in answer ? answer.rule : undefined;
  };

  it('says what is refused where the policy could be read', () => {
    assert.deepEqual(code(off?.Refusal), [judged({ enabled: false })]);
    const meant = { ...NOBODY, groupIds: ['g'] };
    for (const policy of [{ included: meant }, { excluded: { ...NOBODY, userIds: [ANNA.id] } }]) {
      assert.deepEqual(code(outside?.Refusal), [judged(policy, [])]);
    }
    assert.equal(judged({ included: meant }, ['g']), undefined);
    for (const minutes of [59, 481]) {
      assert.deepEqual(code(lifetime?.Refusal), [settled({}, { once: true, minutes })]);
    }
    assert.deepEqual(code(once?.Refusal), [settled({ onceOnly: true }, { once: false, minutes: 60 })]);
  });

  it('refuses nobody of whom it is not known whether they are in a group of the policy', () => {
    assert.match(section('What the tenant allows'), /may be unknown; then nothing is refused for it either/);
    assert.equal(judged({ included: { ...NOBODY, groupIds: ['g'] } }, undefined), undefined);
  });

  it('says what Microsoft Entra ID’s own no is told as', () => {
    const { 'not-allowed': notAllowed, lifetime: refused } = temporaryAccessPass.refusals;
    for (const row of [off, outside]) assert.deepEqual(code(row?.['Where it could not be read']), [notAllowed]);
    assert.deepEqual(code(lifetime?.['Where it could not be read']), [refused]);
  });
});

describe('docs/rules.md: what is chosen for a pass', () => {
  const [often, long, when] = table('What is chosen');
  const minutesIn = (cell = '') =>
    [...cell.matchAll(/[\d,]+(?= minutes| to )/g)].map(([n]) => Number(n.replaceAll(',', '')));

  it('one sign-in, and at once, where nobody chooses', () => {
    assert.equal(often?.['Where nobody chooses'], 'one sign-in');
    assert.equal(when?.['Where nobody chooses'], 'as soon as it is made');
    const { once, startsAt } = usualTerms({});
    assert.deepEqual({ once, startsAt }, { once: true, startsAt: undefined });
  });

  it('tells the bounds where the policy could not be read', () => {
    const { shortest, longest } = choicesOfPass(undefined, NOW);
    assert.deepEqual(minutesIn(long?.Values), [shortest, longest]);
  });

  it('tells how far ahead it may begin, and how long a start may have passed', () => {
    assert.ok(when?.Values?.includes(`within the next ${PASS_STARTS_WITHIN / DAY} days`));
    const hours = PASS_START_PAST / (60 * MINUTE);
    assert.equal(hours, 2);
    assert.match(section('What is chosen'), /has passed, by two hours at most, means now/);
  });

  it('names the refusal of what is outside', () => {
    const start = settledTerms({ once: true, minutes: 60, startsAt: NOW + PASS_STARTS_WITHIN + 1 }, undefined, NOW);
    assert.ok('rule' in start);
    assert.deepEqual(code(when?.Outside), [start.rule]);
    assert.deepEqual([...code(often?.Outside), ...code(long?.Outside)], ['pass-once-only', 'pass-lifetime']);
  });

  for (const row of table('What is chosen', 1)) {
    const { Shortest, Longest, "The policy's default": usual, 'Where nobody chooses': chosen } = row;
    it(`between ${Shortest} and ${Longest}, by default ${usual}: ${chosen} where nobody chooses`, () => {
      const bounds = { shortest: Number(Shortest), longest: Number(Longest), usual: Number(usual) };
      const findings = Shortest === 'not read' ? {} : { policy: { ...OPEN, ...bounds } };
      assert.equal(usualTerms(findings).minutes, Number(chosen));
    });
  }
});

describe('docs/rules.md: what Microsoft Graph answers to a pass', () => {
  it('names every refusal that the action has for an answer, and no other', () => {
    const named = table('What Microsoft Graph answers to a pass').flatMap(row => code(row.Refusal));
    assert.deepEqual([...new Set(named)].sort(), Object.values(temporaryAccessPass.refusals).sort());
  });

  it('tells how a pass of a lost call is known, and how many more are made', () => {
    const [ours] = table('What Microsoft Graph answers to a pass', 1);
    const found = ours?.['The pass that is found'] ?? '';
    assert.ok(found.includes(`(${CHANGE_TOLERANCE / SECOND} seconds of tolerance)`));
    assert.ok(ours?.['What happens']?.includes(`makes ${MORE_PASSES} more`));
    assert.match(section('What Microsoft Graph answers to a pass'), /After 15 minutes the outcome is `answer-lost`/);
  });
});

describe('docs/rules.md: what becomes of a pass', () => {
  const made = { id: 'ours', once: true, createdAt: NOW, startsAt: NOW, endsAt: NOW + 60 * MINUTE };
  const request = requestIn('done', { action: 'temporary-access-pass', made });
  const bench = new DeskBench();
  after(() => bench.dispose());

  it('tells how long it is kept, and by which refusals it stays as it is', () => {
    const minutes = PASS_KEPT / MINUTE;
    const rows = table('What becomes of a pass');
    assert.ok(rows.some(row => row['What happens']?.startsWith(`${minutes} minutes after it was made`)));
    assert.deepEqual(
      rows.flatMap(row => code(row.Refusal)),
      [PASS_AFTERWARDS.refusals.withdraw],
    );
    assert.deepEqual(code(section('What becomes of a pass')).slice(-1), [PASS_AFTERWARDS.refusals.read]);
    const { until } = temporaryAccessPass.handover;
    assert.equal(until(NOW, made), NOW + PASS_KEPT);
    assert.equal(until(NOW, { ...made, endsAt: NOW + 1 }), NOW + 1);
  });

  /** What the page calls them. */
  const SAID: Readonly<Record<PassReceipt['status'], string>> = {
    used: 'used',
    'not-used': 'not used yet',
    'not-yet': 'has not begun',
    expired: 'has run out',
    disabled: 'switched off',
    withdrawn: 'withdrawn',
    'not-known': 'not known',
  };
  const receipts = table('What becomes of a pass', 1);

  it('has every receipt', () => {
    const named = new Set(receipts.map(row => row.Receipt));
    assert.deepEqual([...named].sort(), PASS_RECEIPT.shape.status.options.map(status => SAID[status]).sort());
  });

  for (const row of receipts) {
    const reason = row['Microsoft Graph says (methodUsabilityReason)'] ?? '';
    it(`${reason}, for ${row['Works for']}: ${row.Receipt}`, async () => {
      const gone = reason.startsWith('No pass');
      const isUsable = reason === 'EnabledByPolicy';
      const state = gone ? undefined : readPassState({ methodUsabilityReason: reason, isUsable });
      assert.ok(gone || state !== undefined, reason);
      const once = row['Works for'] !== 'several sign-ins';
      const now = reason.includes('after its end') ? NOW + 61 * MINUTE : NOW;
      const present = { ...made, once, state: state ?? 'usable' } as const;
      for (const found of gone ? (['none', { ...present, id: 'another' }] as const) : [present]) {
        const session = { ...bench.session, readPass: async () => found };
        const { status } = await PASS_AFTERWARDS.read(session, request, now);
        assert.equal(SAID[status], row.Receipt);
      }
    });
  }
});
