import assert from 'node:assert/strict';
import { revealCard } from '../../src/cards/reveal-card.ts';
import { actionsOf, markdownTexts, objectsIn, plainTexts } from './support/reading.ts';
import { AT, CONTEXT, LINKS, TARGET } from './support/resets.ts';

describe('The reveal card', () => {
  const secret = '*a_-[b](c)-{{d-<at>';
  const blocks = [
    { text: '*a_-', spoken: 'asterisk, Alfa' },
    { text: '[b](c)-', spoken: 'left square bracket' },
  ];
  const view = { ...TARGET, request: 'r1', secret, blocks, erasesAt: AT, synced: false, links: LINKS };
  const card = revealCard(view, CONTEXT);

  it('shows the password exactly, in large monospace, in one piece and once', () => {
    const runs = objectsIn(card).filter(({ text }) => text === secret);
    assert.deepEqual(runs, [{ type: 'TextRun', text: secret, fontType: 'monospace', size: 'large', weight: 'bolder' }]);
    assert.ok(!markdownTexts(card).some(text => text.includes('*')));
  });

  it('reads it aloud block by block', () => {
    const texts = plainTexts(card);
    for (const block of blocks) {
      assert.equal(texts.indexOf(block.spoken), texts.indexOf(block.text) + 1);
    }
  });

  it('has the reminder in full and says when it is erased', () => {
    assert.ok(
      plainTexts(card).includes(
        'A temporary password never expires: it works at the next sign-in however much time has passed. The user must change it at that sign-in.',
      ),
    );
    assert.ok(plainTexts(card).some(text => text.endsWith('erased from here at 2:35 PM.')));
  });

  it('reminds of what is certain for a synced account', () => {
    const texts = plainTexts(revealCard({ ...view, synced: true }, CONTEXT));
    assert.ok(
      texts.includes(
        'The temporary password works once Windows Server AD has taken it, and never expires in itself. Ask the user to change it at the next sign-in: Windows Server AD decides whether that is forced.',
      ),
    );
    assert.ok(!texts.some(text => text.includes('must change')));
  });

  it('breaks a secret that is longer than a line into lines of about the same length', () => {
    const shown = (long: string) =>
      objectsIn(revealCard({ ...view, secret: long }, CONTEXT))
        .filter(({ size, fontType }) => size === 'large' && fontType === 'monospace')
        .map(({ text }) => String(text));
    assert.deepEqual(shown('x'.repeat(19)), ['x'.repeat(19)]);
    assert.deepEqual(
      shown('x'.repeat(20)).map(({ length }) => length),
      [10, 10],
    );
    const longest = Array.from({ length: 48 }, (_, n) => String.fromCharCode(0x21 + n)).join('');
    assert.deepEqual(
      shown(longest).map(({ length }) => length),
      [16, 16, 16],
    );
    assert.equal(shown(longest).join(''), longest);
  });

  it('has one thing to press; the links are out of the way', () => {
    const [first, ...links] = actionsOf(card);
    assert.deepEqual([first?.verb, first?.style], ['handed-over', 'positive']);
    assert.deepEqual(
      links.map(({ mode }) => mode),
      Array(4).fill('secondary'),
    );
  });
});
