import assert from 'node:assert/strict';
import { table } from '../../../support/pages.ts';
import { KINDS } from '../kinds.ts';
import { SOMEBODY, VALUES } from '../right-installation.ts';
import { SEEN } from './seen.ts';

/** What differs from one installation to the next. */
const IDS = [VALUES.botDomain, VALUES.botId, VALUES.aadAppClientId, VALUES.tenantId, SOMEBODY, '<host>', '<id>'];
const plain = (text: string) => IDS.reduce((said, id) => said.replaceAll(id, '…'), text);

/** The rows that belong into the page, of every kind that both can see. */
const ROWS = KINDS.flatMap(({ name, subject, says }) => {
  const seen = SEEN[name]?.says;
  const kind = name.charAt(0).toUpperCase() + name.slice(1);
  return seen ? [[kind, `${subject}: ${plain(says)}`, `${seen[0]}: ${plain(seen[1])}`]] : [];
});

describe('docs/doctor.md, on what the check and the doctor say of a broken installation', () => {
  it('has a row for each kind that both can see, with what they say, and no other', () => {
    const is = table('docs/doctor.md', '## When the installation in Azure is broken');
    assert.deepEqual(is, ROWS, ROWS.map(row => `| ${row.join(' | ')} |`).join('\n'));
  });
});
