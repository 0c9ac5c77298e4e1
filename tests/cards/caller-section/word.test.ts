import assert from 'node:assert/strict';
import type { AdaptiveCard } from '../../../src/cards/card.ts';
import type { CallerView } from '../../../src/cards/proof-view.ts';
import { buttons, cardOf, confirmed, details, said, section, viewOf } from '../support/callers.ts';
import { actionsOf, elementsOf, markdownTexts, objectsIn, plainTexts } from '../support/reading.ts';

const shows = (card: AdaptiveCard) =>
  actionsOf(card).flatMap(({ verb, title, data }) => (verb === 'show-phones' ? [[title, data]] : []));

describe('The word of whoever asks, on the confirm card', () => {
  it('is not there where nothing has to be shown, and nothing is out of sight then', () => {
    const card = confirmed(undefined);
    assert.deepEqual(said(card), []);
    assert.equal(details(card)?.isVisible, true);
    assert.deepEqual(buttons(card), ['*Reset password', 'Cancel']);
    assert.doesNotMatch(plainTexts(card).join(), /call/i);
  });

  it('asks for the word of the requester, chosen by themselves, before anything is confirmed', () => {
    const card = cardOf('word');
    const [word] = elementsOf(section(card), 'Input.ChoiceSet');
    assert.ok(word);
    assert.deepEqual(
      [word.id, word.isRequired, word.value, word.style, word.errorMessage],
      ['word', true, undefined, 'expanded', 'Choose how you know who is calling.'],
    );
    assert.deepEqual(
      objectsIn(word.choices).map(({ value, title }) => [value, title]),
      [
        ['called-back', 'I called back on the number on file'],
        ['in-person', 'I see the person in front of me'],
        ['voice', 'I know the voice'],
        ['second-person', "I don't know: ask a second person"],
      ],
    );
    assert.deepEqual(said(card), []);
    assert.ok(buttons(card).includes('*Reset password'));
  });

  it('asks who is calling once, with the label of the choice, and says why only where that is not for everybody', () => {
    const texts = (card: AdaptiveCard) => [...markdownTexts(card), ...plainTexts(card)];
    const asking = (card: AdaptiveCard) =>
      texts(card).filter(text => /who (it )?is|calls?\b|vem (det )?|ringer/i.test(text));
    assert.deepEqual(asking(section(cardOf('word'))), ['How do you know who is calling?']);
    assert.deepEqual(asking(section(cardOf('word', 'sv'))), ['Hur vet du vem som ringer?']);
    const [first] = objectsIn(objectsIn(section(cardOf('word')).body)[0]?.items);
    assert.equal(first?.id, 'word', 'nothing stands before it');
    assert.deepEqual(said(cardOf('word, of a namesake')), ['Needed here, because Ana Svenson has a similar name.']);
    assert.deepEqual(said(cardOf('word, of a namesake', 'sv')), [
      'Det krävs här, eftersom Ana Svenson har ett liknande namn.',
    ]);
  });

  it('says before the choice what became of a question, and who is being asked', () => {
    const wrong = { ...viewOf('word'), ended: viewOf('wrong number').ended };
    const aboveChoice = (caller: CallerView) => {
      const items = objectsIn(objectsIn(section(confirmed(caller)).body)[0]?.items);
      const choice = items.findIndex(({ id }) => id === 'word');
      assert.notEqual(choice, -1);
      return JSON.stringify(items.slice(0, choice));
    };
    assert.match(aboveChoice(wrong), /chose a wrong number/);
    assert.match(aboveChoice(viewOf('word, asked beside')), /three numbers in Teams until .*"42"/);
  });

  it('offers a second person and each word only where that would do', () => {
    const { because } = viewOf('word');
    const caller = { ...viewOf('word'), because, words: ['called-back'], standIn: false } as const;
    const [word] = elementsOf(confirmed(caller), 'Input.ChoiceSet');
    assert.deepEqual(
      objectsIn(word?.choices).map(({ value }) => value),
      ['called-back'],
    );
  });

  it('has no button beside the word that waits for it, but the one that confirms', () => {
    for (const name of ['word', 'word, numbers masked', 'word, numbers in full']) {
      const waiting = actionsOf(cardOf(name)).filter(({ associatedInputs }) => associatedInputs !== 'none');
      assert.deepEqual(
        waiting.map(({ verb }) => verb),
        ['confirm'],
        name,
      );
    }
  });

  it('shows of the numbers on file the last two digits, and all of them at a press, where each comes from', () => {
    const masked = cardOf('word, numbers masked');
    const sure = 'On file in Windows Server AD:';
    const unsure = 'On file, but not from Windows Server AD, so somebody may have changed it in the cloud:';
    assert.deepEqual(said(masked), [sure, '••• 23', unsure, '••• 67']);
    assert.doesNotMatch(JSON.stringify(masked), /45 67|555/);
    assert.deepEqual(shows(masked), [['Show them in full', { request: 'r1', inFull: true }]]);

    const full = cardOf('word, numbers in full');
    assert.deepEqual(said(full), [sure, '08-555 01 23', unsure, '+46 70 123 45 67']);
    assert.deepEqual(shows(full), []);
    assert.deepEqual(shows(cardOf('word')), [['Show the numbers on file', { request: 'r1' }]]);
  });

  it('says nothing of a place that has no number', () => {
    for (const onPremises of [true, false]) {
      const phones = { numbers: [{ number: '08-555 01 23', onPremises }], inFull: true };
      const texts = said(confirmed({ ...viewOf('word'), phones })).join();
      assert.equal(/in Windows Server AD:/.test(texts), onPremises);
      assert.equal(/not from Windows Server AD/.test(texts), !onPremises);
    }
  });

  it('tells no number on file from one that could not be read', () => {
    assert.ok(said(cardOf('word, no numbers')).includes('No number is on file.'));
    assert.ok(said(cardOf('word, numbers unknown')).includes('The numbers on file could not be read.'));
    const numbers = ['7', 'ext.'].map(number => ({ number, onPremises: true }));
    const odd = { ...viewOf('word'), phones: { numbers, inFull: false } };
    assert.deepEqual(said(confirmed(odd)).slice(1), ['••• 7', '•••']);
  });
});
