import assert from 'node:assert/strict';
import { LOCALES } from '../../../src/locales/locale.ts';
import { buttons, cardOf, confirmed, contextOf, details, said, section, viewOf } from '../support/callers.ts';
import { callerViews } from '../support/proof-samples.ts';
import { actionsOf, elementsOf, objectsIn } from '../support/reading.ts';

describe('Who is calling, on the confirm card', () => {
  it('has as its one next step to ask the caller, while a word is not enough', () => {
    const card = cardOf('ask');
    assert.deepEqual(said(card), [
      'Somebody else than you has to show that it is Anna Svensson, because Anna Svensson holds Helpdesk Administrator.',
    ]);
    assert.deepEqual(buttons(card), [
      '*Ask Anna Svensson in Teams',
      'Ask the manager, Björn Ek',
      'Ask a second person instead',
      'Ask for approval',
      'Cancel',
    ]);
    assert.deepEqual(
      actionsOf(card).flatMap(({ verb, data }) => (verb === 'ask-proof' ? [data] : [])),
      [
        { request: 'r1', kind: 'number-match' },
        { request: 'r1', kind: 'manager' },
      ],
    );
    assert.deepEqual(elementsOf(section(card), 'Input.ChoiceSet'), []);
  });

  it('names every rule that wants it', () => {
    const [why] = said(cardOf('ask without names'));
    assert.match(why ?? '', /because Anna Svensson holds Helpdesk Administrator and because Ana Svenson has a similar/);
    const [warum] = said(cardOf('ask without names', 'sv'));
    assert.match(warum ?? '', /eftersom Anna Svensson har Helpdesk Administrator och eftersom Ana Svenson har/);
  });

  it('keeps out of sight what is put in for the confirmation, until it is shown or a second person is wanted', () => {
    const card = cardOf('ask');
    assert.equal(details(card)?.isVisible, false);
    const toggles = actionsOf(card).filter(({ type }) => type === 'Action.ToggleVisibility');
    assert.deepEqual(
      toggles.map(({ targetElements, verb }) => [targetElements, verb]),
      [[['details'], undefined]],
    );
    const hidden = { ...card, body: [details(card) ?? {}], actions: [] };
    assert.deepEqual(
      actionsOf(hidden).map(({ verb, data }) => [verb, data]),
      [['confirm', { request: 'r1', withoutProof: true }]],
    );
    assert.equal(details(cardOf('shown'))?.isVisible, true);
    assert.equal(details(cardOf('word'))?.isVisible, true);
  });

  it('offers no second person where the policy does not let one stand in', () => {
    const card = confirmed({ ...viewOf('ask'), standIn: false });
    assert.doesNotMatch(JSON.stringify(card), /withoutProof|second person|ToggleVisibility/);
    assert.ok(!buttons(card).includes('*Reset password'));
  });

  it('shows the number to read out, large, once the question is there and not before', () => {
    const asked = cardOf('asked');
    assert.deepEqual(said(asked).slice(0, 2), [
      'Anna Svensson has three numbers in Teams until 2:35 PM. Read this one out:',
      '42',
    ]);
    const [number] = objectsIn(section(asked)).filter(({ text }) => text === '42');
    assert.deepEqual([number?.size, number?.weight], ['extraLarge', 'bolder']);
    assert.ok(!buttons(asked).some(title => String(title).startsWith('*')));
    const sending = cardOf('ask, sending');
    assert.equal(said(sending)[0], 'The question is on its way to Anna Svensson.');
    assert.doesNotMatch(said(sending).join(' '), /42|has three|until/);
  });

  it('says of the manager that they were asked, and has no number then', () => {
    assert.equal(
      said(cardOf('asked the manager'))[0],
      'Björn Ek has been asked in Teams, and can answer until 2:35 PM.',
    );
    assert.equal(
      said(cardOf('asked the manager', 'sv'))[0],
      'Björn Ek har fått frågan i Teams och kan svara till kl. 14:35.',
    );
  });

  it('says what became of each question, and goes on to what is left', () => {
    const wrong = cardOf('wrong number');
    assert.ok(said(wrong).includes('Anna Svensson chose a wrong number, so this way is used up.'));
    assert.equal(buttons(wrong)[0], '*Ask the manager, Björn Ek');
    assert.deepEqual(said(cardOf('nothing left at all')).slice(1), [
      'No answer from Anna Svensson in Teams.',
      'No answer from Björn Ek.',
      'Björn Ek could not be asked: Teams did not take the message.',
      "There is no way left to show it for this request, so it can't go on. You can make a new one.",
    ]);
    assert.deepEqual(buttons(cardOf('nothing left at all')), ['Cancel']);
  });

  it('has the second person as its next step where nobody is left to ask', () => {
    const card = cardOf('nothing left');
    assert.deepEqual(said(card).slice(1), [
      'Anna Svensson could not be asked: Nyckel is not installed for them.',
      "Björn Ek can't tell who it is.",
      'Only a second person can stand in for it now.',
    ]);
    assert.equal(details(card)?.isVisible, true);
    assert.deepEqual(buttons(card), ['*Ask for approval', 'Cancel']);
  });

  it('says why the last press did nothing, first of all', () => {
    assert.match(said(cardOf('refused'))[0] ?? '', /^Anna Svensson has been asked 3 times lately/);
    assert.match(
      said(cardOf('word, not chosen'))[0] ?? '',
      /^Choose on the card how you know that it is Anna Svensson/,
    );
    assert.throws(() => confirmed({ ...viewOf('ask'), refused: { rule: 'proof-spent', values: {} } }), RangeError);
  });

  it('says what has shown it and until when that counts, and then confirms as ever', () => {
    const card = cardOf('shown');
    assert.deepEqual(said(card), [
      'Anna Svensson chose the right number in Teams at 2:32 PM.',
      'That counts until 2:42 PM.',
    ]);
    assert.deepEqual(buttons(card), ['*Reset password', 'Cancel']);
    assert.doesNotMatch(JSON.stringify(card), /withoutProof|ask-proof|has to show/);
    assert.deepEqual(said(cardOf('shown by the manager')), [
      'Karin Ek called Anna Svensson back on the number on file (2:32 PM).',
      'Björn Ek said at 2:32 PM that it is Anna Svensson.',
      'That counts until 2:42 PM.',
    ]);
  });

  it('says of every kind of proof who has shown it, in both languages', () => {
    const at = new Date('2026-03-12T13:32:00Z');
    for (const locale of LOCALES) {
      for (const kind of ['called-back', 'in-person', 'voice', 'number-match', 'manager'] as const) {
        const caller = { ...viewOf('shown', locale), proofs: [{ kind, by: 'Karin Ek', at }] };
        assert.match(said(confirmed(caller, {}, locale))[0] ?? '', /^Karin Ek .*(14:32|2:32\sPM)/, kind);
      }
    }
  });

  it('asks for approval where a second person is needed anyway, once it is shown', () => {
    const secondPerson = 'A second administrator must approve, because that is so.';
    const card = confirmed(viewOf('shown'), { secondPerson });
    assert.deepEqual(buttons(card), ['*Ask for approval', 'Cancel']);
    assert.equal(buttons(confirmed(viewOf('ask'), { secondPerson }))[0], '*Ask Anna Svensson in Teams');
  });

  it('offers the other action beside what this one does, and leaves who is calling next to what is pressed then', () => {
    for (const name of ['word', 'ask', 'shown']) {
      const card = confirmed(viewOf(name), { instead: 'temporary-access-pass' });
      const order = card.body.map(element => JSON.stringify(element));
      const at = (what: string) => order.findIndex(each => each.includes(what));
      assert.ok(at('gets a temporary password') < at('Give a pass instead'), name);
      assert.ok(at('Give a pass instead') < at(name === 'word' ? '"word"' : 'Who is calling?'), name);
    }
  });

  it('has one next step at most, whatever has happened, and never says that it is shown before it is', () => {
    for (const locale of LOCALES) {
      for (const [name, caller] of callerViews({ context: contextOf(locale), value: each => each })) {
        const card = confirmed(caller, { instead: 'temporary-access-pass' }, locale);
        const primary = actionsOf(card).filter(({ style }) => style === 'positive');
        assert.ok(primary.length <= 1, name);
        const isShown = /right number|rätt nummer|said at|sade kl|counts until|räknas till/.test(said(card).join());
        assert.equal(isShown, caller.isShown, name);
        const confirms = actionsOf(card).filter(
          ({ verb, data }) => verb === 'confirm' && !objectsIn(data)[0]?.withoutProof,
        );
        assert.equal(confirms.length, caller.isShown || caller.words.length > 0 ? 1 : 0, name);
      }
    }
  });

  it('shows no name as anything but itself, and no name pushes out why it is needed', () => {
    const value = () => `[x](https://evil.example) ${'A'.repeat(10_000)}`;
    for (const [name, caller] of callerViews({ context: contextOf('en'), value })) {
      const text = said(confirmed(caller)).join(' ');
      assert.doesNotMatch(text, /https:\/\/evil|A{300}/, name);
      if (caller.because.length > 0 && !caller.isShown) assert.match(text, /because /, name);
    }
  });
});
