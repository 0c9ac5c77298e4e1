import assert from 'node:assert/strict';
import type { RecordNames } from '../../src/desk/actions/action.ts';
import { ACTIONS } from '../../src/desk/actions/actions.ts';
import { PASS_RECEIPT } from '../../src/desk/actions/temporary-access-pass/pass.ts';
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
