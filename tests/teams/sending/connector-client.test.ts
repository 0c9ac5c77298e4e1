import assert from 'node:assert/strict';
import { TestAdapter, TurnContext } from 'botbuilder';
import { connectorOf } from '../../../src/teams/sending/connector-client.ts';

/** What another version of the library might leave in the state of a turn. */
const INSIDES: readonly (readonly [string, object])[] = [
  ['without a client', {}],
  ['with a client that is nothing', { client: null }],
  ['with a client that has no pipeline', { client: {} }],
  ['with a pipeline that lacks a method', { client: { pipeline: { addPolicy: () => undefined } } }],
];

describe('teams/sending/connector-client', () => {
  for (const [what, insides] of INSIDES) {
    it(`is never used with the library’s own retries: refused ${what}`, () => {
      const context = new TurnContext(new TestAdapter(), {});
      context.turnState.set(context.adapter.ConnectorClientKey, insides);
      assert.throws(() => connectorOf(context, AbortSignal.abort(), assert.fail), /has no pipeline/);
    });
  }
});
