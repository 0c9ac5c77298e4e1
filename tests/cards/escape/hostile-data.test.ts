import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import { plainText, shownText } from '../../../src/cards/escape.ts';
import { LOCALES } from '../../../src/locales/locale.ts';
import { some } from '../../support/runs.ts';
import { HOSTILE_VALUES } from '../support/hostile.ts';
import { ordinaryCards } from '../support/ordinary-cards.ts';
import { actionsOf, elementsOf, markdownTexts, plainTexts } from '../support/reading.ts';
import { everyCard, REQUEST } from '../support/samples.ts';

const { linkify } = new MarkdownIt();
linkify.set({ fuzzyLink: true, fuzzyEmail: true, fuzzyIP: true });

describe('A value of the directory or of a user', () => {
  it('never gets into a text that is drawn as Markdown, so it draws no link, mention, bold, list or image', () => {
    for (const locale of LOCALES) {
      const ordinary = ordinaryCards(locale);
      for (const value of some(HOSTILE_VALUES.filter(hostile => plainText(hostile, 9) !== ''))) {
        for (const [name, card] of everyCard(locale, () => value)) {
          const expected = ordinary.get(name);
          assert.ok(expected);
          const ours = new Set(markdownTexts(expected));
          for (const text of markdownTexts(card)) assert.ok(ours.has(text), `${name}: ${text}`);
        }
      }
    }
  });

  it('is not in those texts on an ordinary day either', () => {
    const marked = everyCard('en', ordinary => `Qq${ordinary}`);
    for (const [name, card] of marked) {
      for (const text of markdownTexts(card)) assert.doesNotMatch(text, /Qq/, name);
    }
    const confirm = marked.get('confirm');
    assert.ok(confirm && plainTexts(confirm).some(text => text.includes('QqAnna Svensson')));
  });

  it('leaves the texts of ours without Markdown', () => {
    const markdown = new MarkdownIt({ html: true, linkify: true });
    for (const locale of LOCALES) {
      for (const [name, card] of ordinaryCards(locale)) {
        for (const text of markdownTexts(card)) {
          assert.doesNotMatch(markdown.renderInline(text), /<[a-z]/, `${name}: ${text}`);
        }
      }
    }
  });

  it('offers a client no link in the texts without Markdown', () => {
    for (const value of some([
      'https://evil.example/x',
      'www.evil.com',
      'evil.com',
      'me@evil.com www.evil.com',
      '<a href="//evil.com">',
    ])) {
      for (const [name, card] of everyCard('sv', () => value)) {
        // Our own address, which the user is to go to.
        const texts = plainTexts(card)
          .filter(text => !text.includes('@contoso.com, INC'))
          .map(text => text.replace('aka.ms/mysecurityinfo', ''));
        for (const text of texts) assert.equal(linkify.match(text), null, `${name}: ${text}`);
      }
    }
  });

  it('is never evaluated as an expression', () => {
    const value = `x \${1+1} \${$root.request} \${actions} y`;
    for (const [name, card] of everyCard('en', () => value)) {
      for (const text of plainTexts(card)) {
        assert.doesNotMatch(text, new RegExp(`x 2 |${REQUEST}`), name);
        if (text.includes('x $')) assert.ok(text.includes(shownText(value, 99)), `${name}: ${text}`);
      }
    }
    const confirm = everyCard('en', () => value).get('confirm');
    assert.ok(confirm && plainTexts(confirm).includes(shownText(value, 99)));
  });

  it('does not turn into a date on the way', () => {
    for (const [name, card] of everyCard('en', () => '{{DATE(2017-02-14T06:00:00Z, SHORT)}}')) {
      assert.doesNotMatch(JSON.stringify(card), /\{\{/, name);
    }
  });

  it('leaves no line break, control or bidirectional character', () => {
    for (const [name, card] of everyCard('en', () => 'a\r\nb\u2028c\u202ed\u2066e\u0007f')) {
      for (const text of [...plainTexts(card), ...actionsOf(card).map(({ title }) => String(title))]) {
        assert.doesNotMatch(text, /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u, name);
      }
    }
  });

  it('can be a photo only if it is one', () => {
    const noPhotos = [
      'javascript:alert(1)',
      'https://evil.example/track.png',
      'data:text/html;base64,AAAA',
      'data:image/svg+xml;base64,AAAA',
    ];
    for (const photo of some(noPhotos)) {
      for (const [name, card] of everyCard('en', ordinary => ordinary, photo)) {
        assert.deepEqual(elementsOf(card, 'Image'), [], `${name}: ${photo}`);
      }
    }
    const confirm = ordinaryCards('en').get('confirm with warnings');
    assert.equal(confirm && elementsOf(confirm, 'Image').length, 1);
  });
});
