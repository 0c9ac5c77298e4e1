import assert from 'node:assert/strict';
import { type Figures, type Report, reportOf, type Time } from '../../../src/desk/report/figures.ts';
import type { RecordedEntry } from '../../../src/desk/request/audit-entry.ts';
import { DAY, HOUR, MINUTE } from '../../../src/desk/times.ts';

const NOW = Date.UTC(2026, 2, 16, 9, 30);
const WEEK: Time = { from: NOW - 7 * DAY, before: NOW };
const AGO = NOW - DAY;

/** Rows of one request, a minute apart, as [event, what else it holds]. */
function story(id: string, rows: readonly (string | [string, Partial<RecordedEntry>])[], from = AGO): RecordedEntry[] {
  return rows.map((row, minute) => {
    const [event, more] = typeof row === 'string' ? [row, {}] : row;
    const by = { actorId: 'erik', actorName: 'Erik Lindqvist', correlationId: 'c' };
    return { at: from + minute * MINUTE, event, ...by, requestId: id, ...more };
  });
}

async function report(...stories: readonly (readonly RecordedEntry[])[]): Promise<Report> {
  async function* rows() {
    yield* stories.flat();
  }
  return reportOf(rows(), WEEK);
}

async function present(...stories: readonly (readonly RecordedEntry[])[]): Promise<Figures> {
  return (await report(...stories)).present;
}

const RESET = [
  'request-opened',
  'reset-started',
  'reset-accepted',
  'reset-verified',
  'password-shown',
  'password-handed-over',
];
const PASS = ['request-opened', 'pass-started', 'pass-made', 'pass-shown', 'pass-handed-over'];

describe('reportOf', () => {
  it('has nothing to tell of a record without rows', async () => {
    const { present: figures, past } = await report();
    assert.deepEqual(figures.days, [0, 0, 0, 0, 0, 0, 0]);
    assert.deepEqual([figures.median, figures.people, figures.others, past.time.before], [undefined, [], 0, WEEK.from]);
  });

  it('counts a request once, however often it was called for', async () => {
    const again = [
      'request-opened',
      'reset-started',
      'reset-unknown',
      'reset-started',
      'reset-accepted',
      'reset-accepted',
    ];
    assert.deepEqual([...(await present(story('1', again))).done], [['reset-password', 1]]);
  });

  it('counts nothing as done that Graph has not taken', async () => {
    const lost = story('1', ['request-opened', 'reset-started', 'reset-unknown', 'reset-failed']);
    const figures = await present(lost, story('2', ['pass-started', 'pass-withdrawn', 'pass-failed']));
    assert.deepEqual([figures.done.size, figures.undone.size], [0, 0]);
  });

  for (const [what, rows, expected] of [
    ['a reset that was refused on premises in the end', [...RESET, 'reset-undone'], [1, 0]],
    ['a reset that failed after it was taken', ['reset-started', 'reset-accepted', 'reset-failed'], [1, 0]],
    ['a pass that was withdrawn', [...PASS, 'pass-withdrawn'], [0, 1]],
    ['no pass before which an earlier one made way', ['pass-started', 'pass-withdrawn', 'pass-made'], [0, 0]],
    ['no password that was erased: it is set all the same', ['reset-accepted', 'password-erased'], [0, 0]],
  ] as const) {
    it(`counts as undone ${what}`, async () => {
      const { undone } = await present(story('1', rows));
      assert.deepEqual(
        (['reset-password', 'temporary-access-pass'] as const).map(action => undone.get(action) ?? 0),
        expected,
      );
    });
  }

  it('counts each thing when it happened, and knows when it was asked for although that was before', async () => {
    const { present: figures, past } = await report(story('1', RESET, WEEK.from - 3 * MINUTE));
    assert.deepEqual(
      [figures.done, past.done].map(each => each.get('reset-password') ?? 0),
      [0, 1],
    );
    assert.deepEqual([figures.secrets.handedOver, past.secrets.handedOver, figures.median], [1, 0, 5 * MINUTE]);
  });

  it('counts neither what is to come nor what was before the time before', async () => {
    const { present: figures, past } = await report(
      story('1', ['reset-accepted'], NOW),
      story('2', ['reset-accepted'], WEEK.from - 7 * DAY - 1),
      story('3', ['reset-accepted'], WEEK.from),
      story('4', ['reset-accepted'], WEEK.from - 1),
    );
    assert.deepEqual(
      [figures.days, past.days],
      [
        [1, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 1],
      ],
    );
  });

  it('takes the middle of the times from message to handover, and no time that goes backwards', async () => {
    const waited = (id: string, minutes: number) => [
      ...story(id, ['request-choosing']),
      ...story(id, ['pass-handed-over'], AGO + minutes * MINUTE),
    ];
    assert.equal((await present(waited('1', 1), waited('2', 2), waited('3', 60))).median, 2 * MINUTE);
    assert.equal((await present(waited('1', 1), waited('2', 4))).median, 2.5 * MINUTE);
    assert.equal((await present(waited('1', -1))).median, 0);
    assert.equal((await present(story('1', ['password-handed-over']))).median, undefined);
  });

  it('counts by what was shown of who calls, as the first call began with it', async () => {
    const begun = (id: string, ...proofs: (string | undefined)[]) =>
      story(id, [
        ...proofs.map((proof): [string, Partial<RecordedEntry>] => ['reset-started', { proof }]),
        'reset-accepted',
      ]);
    const figures = await present(
      begun('1', 'called-back', undefined),
      begun('2', 'called-back number-match'),
      begun('3', 'voice none'),
      begun('4', undefined),
      begun('5', 'a proof of a later version'),
      story('6', [['reset-started', { proof: 'manager' }], 'reset-failed']),
    );
    assert.deepEqual(Object.fromEntries(figures.proofs), { 0: 2, 1: 1, 2: 1, none: 1 });
  });

  it('counts who still waits for a second person', async () => {
    const asked = ['request-opened', 'approval-asked'];
    const figures = await present(
      story('1', asked),
      story('2', [...asked, 'request-approved', 'reset-started', 'reset-accepted']),
      story('3', [...asked, 'request-declined']),
      story('4', [...asked, 'request-expired']),
      story('5', [...asked, 'request-cancelled']),
      story('6', [...asked, 'request-approved']),
    );
    assert.deepEqual(figures.approvals, { asked: 6, approved: 2, declined: 1, waiting: 1 });
  });

  it('counts refusals by their rule, as often as a row stands for', async () => {
    const refused = (event: string, rule?: string, detail?: string) => story('', [[event, { rule, detail }]]);
    const figures = await present(
      refused('not-allowed', 'own-account', 'repeated 17 times'),
      refused('request-refused', 'own-account'),
      refused('approval-refused'),
      refused('not-allowed', 'target-not-found'),
      refused('reset-failed', 'password-not-accepted'),
      refused('not-allowed', 'busy', `repeated ${'9'.repeat(400)} times`),
    );
    assert.deepEqual(Object.fromEntries(figures.refusals), { 'own-account': 18, 'approval-refused': 1, busy: 1 });
  });

  it('tells of what was handed over what the receipts tell, and no more', async () => {
    const receipt = (detail: string): [string, Partial<RecordedEntry>] => ['pass-receipt', { detail }];
    const figures = await present(
      story('1', [...PASS, receipt('not-used'), receipt('used')]),
      story('2', [...PASS, receipt('not-used')]),
      story('3', [...PASS, receipt('expired')]),
      story('4', [...PASS, receipt('not-used'), 'pass-withdrawn']),
      story('5', [...PASS, receipt('used'), 'pass-withdrawn']),
      story('6', RESET),
      story('7', ['pass-made', 'pass-erased', receipt('not-used')]),
    );
    assert.deepEqual(figures.secrets, { handedOver: 6, used: 2, unused: 1, takenBack: 1, unknown: 2 });
  });

  it('names nobody who has done fewer than five', async () => {
    const by = (actorId: string, times: number) =>
      Array.from({ length: times }, (_, each) =>
        story(`${actorId}-${each}`, [['reset-accepted', { actorId, actorName: actorId }]]),
      ).flat();
    const { present: figures, past } = await report(
      by('erik', 4),
      by('johanna', 5),
      by('ingrid', 6),
      story('x', ['pass-made'], AGO - 7 * DAY),
    );
    assert.deepEqual(figures.people, [
      { id: 'ingrid', name: 'ingrid', done: 6 },
      { id: 'johanna', name: 'johanna', done: 5 },
    ]);
    assert.deepEqual([figures.others, past.people, past.others], [4, [], 1]);
  });

  it('counts alarms, and those that were a mistake', async () => {
    const { present: figures, past } = await report(
      story('1', ['alarm-raised', 'alarm-ended']),
      story('2', ['alarm-raised']),
      story('3', ['alarm-raised'], AGO - 7 * DAY - HOUR),
    );
    assert.deepEqual(
      [figures.alarms, past.alarms],
      [
        { raised: 2, ended: 1 },
        { raised: 1, ended: 0 },
      ],
    );
  });
});
