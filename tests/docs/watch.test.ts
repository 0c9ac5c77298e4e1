import assert from 'node:assert/strict';
import { ACTIVITIES } from '../../src/operate/watch/activities.ts';
import { SELF_SERVICE_ACCOUNT } from '../../src/operate/watch/compare.ts';
import { watchLines } from '../../src/operate/watch/report.ts';
import { entraRow } from '../operate/watch/samples.ts';
import { code, text } from '../support/pages.ts';

const PAGE = text('docs/watch.md');
const AT = Date.UTC(2026, 2, 2, 10, 12);
const MIDNIGHT = Date.UTC(2026, 2, 2);
const DAY = 86_400_000;

describe('docs/watch.md', () => {
  it('shows what the command says', () => {
    const correlationId = '3ee0e5e5-37f1-47f8-a64d-259c44febd05';
    const row = { at: AT, correlationId, by: 'mikael@contoso.example' };
    const around = [entraRow(row), entraRow({ ...row, activity: 'Reset user password' })];
    const lines = watchLines({
      since: MIDNIGHT,
      until: MIDNIGHT + DAY,
      now: MIDNIGHT + 2 * DAY,
      log: { rows: Array.from({ length: 84 }), unreadable: 0, requests: 6 },
      compared: { around, ours: 80, failed: 2, selfService: 0, unseen: [] },
      recordFrom: MIDNIGHT - DAY,
      recordSound: true,
    });
    const [, shown] = /```text\n(.*?)```/s.exec(PAGE) ?? [];
    assert.equal(`${lines.join('\n')}\n`, shown);
  });

  it('names the activities that are asked for, and whose rows are left out', () => {
    const [, listed = ''] = /^3\. It asks for six activities(.*?)^4\. /ms.exec(PAGE) ?? [];
    assert.deepEqual(code(listed), Object.keys(ACTIVITIES));
    assert.ok(PAGE.includes(SELF_SERVICE_ACCOUNT));
  });
});
