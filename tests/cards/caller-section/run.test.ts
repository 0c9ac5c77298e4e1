import assert from 'node:assert/strict';
import type { CallerView } from '../../../src/cards/proof-view.ts';
import { runCard } from '../../../src/cards/run-card.ts';
import { BASE, buttons, contextOf, LATER, said, viewOf } from '../support/callers.ts';
import { actionsOf, elementsOf, plainTexts } from '../support/reading.ts';

describe('Who is calling, on the card with which an approved request is run', () => {
  const run = (caller: CallerView | undefined) =>
    runCard({ ...BASE, caller, approvedBy: { name: 'Erik Ek', at: LATER } }, contextOf('en'));

  it('is not there where nothing has to be shown', () => {
    assert.deepEqual(said(run(undefined)), []);
    assert.match(plainTexts(run(undefined)).join(), /your sign-in has run out/);
    assert.deepEqual(buttons(run(undefined)), ['*Sign in and reset', 'Cancel']);
  });

  it('comes before the run, and blames no sign-in', () => {
    const card = run({ ...viewOf('ask'), standIn: false });
    assert.deepEqual(buttons(card), ['*Ask Anna Svensson in Teams', 'Ask the manager, Björn Ek', 'Cancel']);
    const text = plainTexts(card).join(' ');
    assert.match(text, /Somebody else than you has to show that it is Anna Svensson/);
    assert.doesNotMatch(text, /sign-in has run out/);
  });

  it('takes the word along with the run', () => {
    const card = run({ ...viewOf('word'), standIn: false });
    assert.deepEqual(
      elementsOf(card, 'Input.ChoiceSet').map(({ id }) => id),
      ['word'],
    );
    assert.ok(buttons(card).includes('*Sign in and reset'));
    const cancel = actionsOf(card).find(({ verb }) => verb === 'cancel');
    assert.equal(cancel?.associatedInputs, 'none');
  });

  it('runs as ever once it is shown', () => {
    const card = run(viewOf('shown'));
    assert.deepEqual(buttons(card), ['*Sign in and reset', 'Cancel']);
    assert.match(said(card)[0] ?? '', /chose the right number/);
  });
});
