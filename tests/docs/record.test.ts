import assert from 'node:assert/strict';
import type { RecordNames } from '../../src/desk/actions/action.ts';
import { ACTIONS } from '../../src/desk/actions/actions.ts';
import { PASS_RECEIPT } from '../../src/desk/actions/temporary-access-pass/pass.ts';
import type { AuditEvent } from '../../src/desk/request/audit-entry.ts';
import { ASKED_PROOFS, type AskEnding, type AskedProof } from '../../src/desk/request/proof.ts';
import { AUDIT_COLUMNS } from '../../src/store/record/audit-columns.ts';
import { code, table } from '../support/pages.ts';

const PAGE = 'docs/record.md';
/** In the order of the table. */
const NAMES = [
  'started',
  'notCalled',
  'unknown',
  'accepted',
  'verified',
  'notVerifiable',
  'failed',
  'undone',
  'shown',
  'handedOver',
  'erased',
  'withdrawn',
  'receipt',
] as const satisfies readonly (keyof RecordNames)[];

/** What stands there of who is calling, and what its detail says where that is one of a few words. */
const CALLER_EVENTS: readonly (readonly [
  event: AuditEvent,
  details: readonly (AskEnding | AskedProof | 'moved-on')[],
])[] = [
  ['proof-asked', []],
  ['proof-not-asked', ['moved-on']],
  ['proof-given', ['proved']],
  ['proof-not-given', ['wrong', 'cannot-tell', 'over']],
  ['alarm-raised', [...ASKED_PROOFS]],
  ['alarm-ended', []],
];

describe('docs/record.md: what is done, by name', () => {
  const rows = table(PAGE, '### What is done, by name');
  const actions = [ACTIONS['reset-password'].record, ACTIONS['temporary-access-pass'].record];

  it('has every name of both actions, and no other', () => {
    const listed = rows.map(([, ...cells]) => cells.map(cell => code(cell)[0]));
    assert.deepEqual(
      listed,
      NAMES.map(name => actions.map(record => record[name])),
    );
    for (const record of actions) for (const name of Object.keys(record)) assert.ok(NAMES.some(each => each === name));
  });

  it('says of what can become of a pass what a row may say', () => {
    const [, detail] = table(PAGE, '## Export it').find(([field]) => field === '`detail`') ?? [];
    const said = /\(`pass-receipt`: ([^)]+)\)/.exec(detail ?? '')?.[1];
    assert.deepEqual(code(said), PASS_RECEIPT.shape.status.options);
  });
});

describe('docs/record.md: who is calling, by name', () => {
  it('has every event of it with the words that its detail may say', () => {
    const listed = table(PAGE, '### Who is calling, by name').map(([event, , detail]) => [
      code(event)[0],
      code(detail).filter(word => word !== 'not-installed'),
    ]);
    assert.deepEqual(
      listed,
      CALLER_EVENTS.map(([event, details]) => [event, details]),
    );
  });

  it('says where a column is that a row of the record has', () => {
    const fields = table(PAGE, '## Export it').flatMap(([field]) => code(field));
    const columns = AUDIT_COLUMNS.map(([, name]) => name);
    assert.deepEqual(fields.filter(field => field !== 'seq' && field !== 'hash').sort(), [...columns].sort());
  });
});
