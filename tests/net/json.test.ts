import assert from 'node:assert/strict';
import { isRecord, jsonOf, propertyOf } from '../../src/net/json.ts';

describe('net/json', () => {
  it('takes an object for a record, and nothing else', () => {
    assert.ok(isRecord({}));
    for (const other of [undefined, null, [], 'x', 1, () => 1]) assert.ok(!isRecord(other), String(other));
  });

  it('reads JSON, and nothing from what is none or no text', () => {
    assert.deepEqual(jsonOf('{"a":[1]}'), { a: [1] });
    for (const other of ['', '{"a":', '<html>', undefined, null, 1, { a: 1 }]) assert.equal(jsonOf(other), undefined);
  });

  it('looks at a property of anything without failing', () => {
    assert.equal(propertyOf({ a: 1 }, 'a'), 1);
    for (const other of [{}, [], undefined, null, 'text', 1]) assert.equal(propertyOf(other, 'a'), undefined);
    assert.equal(propertyOf('text', 'length'), undefined);
  });
});
