import type { AuditFindings, ChainFinding } from '../../store/record/chain-findings.ts';

/** More than so many lines help nobody: the record is wrong as a whole then. */
const MOST_LINES = 200;

/** What else is known of the record. */
interface Beside {
  /** The anchor whose row is not in it. */
  missingAnchor?: string;
  /** From where on it goes, in a sentence. */
  beginning?: string;
}

/** What verifying the record has found, for operators, one line each. */
export function reportLines(
  { rows, head, findings }: AuditFindings,
  { missingAnchor, beginning }: Beside = {},
): string[] {
  const lines = findings.slice(0, MOST_LINES).map(sentence);
  if (findings.length > MOST_LINES) lines.push(`... and ${findings.length - MOST_LINES} more.`);
  if (missingAnchor !== undefined) {
    lines.push(
      `The row of the anchor ${missingAnchor} is not in the record: the store was put back to an older copy, or is another one.`,
    );
  }
  const sound = lines.length === 0;
  return [
    sound ? 'The record is sound.' : 'The record is NOT sound:',
    ...lines.map(line => `- ${line}`),
    `Rows: ${rows}`,
    `Head: ${head === undefined ? 'none' : `${head.count}:${head.hash}`}`,
    ...(beginning === undefined ? [] : [beginning]),
    ...(sound ? [] : ['Keep a copy of the store as it is now, and see docs/record.md.']),
    'A store that was put back to an older copy looks sound by itself: compare with a line "audit anchor" of the bot’s log (--anchor).',
  ];
}

function sentence(finding: ChainFinding): string {
  switch (finding.kind) {
    case 'changed':
      return `Row ${finding.seq} was changed.`;
    case 'inserted':
      return `Row ${finding.seq} was put in: it was never written here.`;
    case 'reordered':
      return `Row ${finding.seq} was moved: it was written as row ${finding.belongsAt}.`;
    case 'removed':
      return `${range(finding)} removed.`;
    case 'unlinked':
      return `Row ${finding.seq} and the row beside it do not belong together: one of them is from another copy of the store.`;
    case 'key-missing':
      return `${range(finding)} not verified: the chain key ${finding.keyId} is missing. It comes back when the bot is started once with the SEAL_KEY of that time as SEAL_KEY_PREVIOUS.`;
    case 'head-missing':
      return 'The head of the record was removed, or there are several: nobody can tell whether the first and the last rows are there.';
    case 'head-changed':
      return 'The head of the record was changed: nobody can tell whether the last rows are there, and which of the first ones were cut.';
    case 'head-other-key':
      return `The head of the record is of the chain key ${finding.keyId}, not of the one that belongs to SEAL_KEY. Is this the SEAL_KEY of the bot?`;
  }
}

function range({ seq, lastSeq }: { seq: number; lastSeq: number }): string {
  return seq === lastSeq ? `Row ${seq} was` : `Rows ${seq} to ${lastSeq} were`;
}
