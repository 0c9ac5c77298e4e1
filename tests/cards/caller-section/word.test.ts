import assert from 'node:assert/strict';
import { buttons, cardOf, confirmed, details, said, section, viewOf } from '../support/callers.ts';
import { actionsOf, elementsOf, objectsIn, plainTexts } from '../support/reading.ts';

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
    assert.deepEqual(said(card), ['Say how you know it, because that is needed for everybody.']);
    assert.ok(buttons(card).includes('*Reset password'));
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
    for (const name of ['word', 'word, numbers masked', 'word, numbers from the cloud']) {
      const waiting = actionsOf(cardOf(name)).filter(({ associatedInputs }) => associatedInputs !== 'none');
      assert.deepEqual(
        waiting.map(({ verb }) => verb),
        ['confirm'],
        name,
      );
    }
  });

  it('shows of the numbers on file the last two digits, where they are not wanted in full', () => {
    const masked = cardOf('word, numbers masked');
    assert.deepEqual(said(masked).slice(1), ['On file in Windows Server AD:', '••• 67', '••• 23']);
    assert.doesNotMatch(JSON.stringify(masked), /45 67|555/);
    assert.ok(buttons(masked).includes('Show them in full'));

    const full = cardOf('word, numbers from the cloud');
    assert.deepEqual(said(full).slice(1), [
      'On file, but not from Windows Server AD, so somebody may have changed it in the cloud:',
      '+46 70 123 45 67',
      '08-555 01 23',
    ]);
    assert.ok(!buttons(full).some(title => /Show/.test(String(title))));
  });

  it('tells no number on file from one that could not be read', () => {
    assert.ok(said(cardOf('word, no numbers')).includes('No number is on file.'));
    assert.ok(said(cardOf('word, numbers unknown')).includes('The numbers on file could not be read.'));
    const odd = { ...viewOf('word'), phones: { numbers: ['7', 'ext.'], onPremises: true, inFull: false } } as const;
    assert.deepEqual(said(confirmed(odd)).slice(2), ['••• 7', '•••']);
  });
});
