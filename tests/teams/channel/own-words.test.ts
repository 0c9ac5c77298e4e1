import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ownWords } from '../../../src/teams/channel/own-words.ts';
import { runs } from '../../support/runs.ts';

const ID = '9d0ba845-db64-4977-9f43-3a244a4dab1c';
const forward = (words: string) =>
  `<blockquote itemtype="http://schema.skype.com/Forward"><p>${words}</p></blockquote>`;
const reply = (author: string, words: string) =>
  '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="1783419459151">' +
  `<strong itemprop="mri" itemid="8:orgid:${ID}">${author}</strong><span itemprop="time" itemid="1"></span>` +
  `<p itemprop="preview">${words}</p></blockquote>`;
const html = (content: string) => [{ contentType: 'text/html', content }];
const reference = (content: unknown) => [
  { contentType: 'forwardedMessageReference', content: JSON.stringify(content) },
];

describe('own words', () => {
  const words = (activity: object) => {
    const { text, ...rest } = ownWords(activity as Parameters<typeof ownWords>[0]);
    return {
      text: text
        .replace(/<\/?(?:p|div)>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
      ...rest,
    };
  };

  it('are all words of an ordinary message', () => {
    const text = 'reset password for Anna';
    assert.deepEqual(words({ text, attachments: html(`<p>${text}</p>`) }), { text });
    assert.deepEqual(words({ text, attachments: html('<p>something else</p>') }), { text });
  });

  it('are without the mark of a quoted reply, with a blank behind it or without', () => {
    for (const mark of ['<quoted messageId="1"/>', '<quoted messageId="1"/> ', '<quoted messageId="1"></quoted>\n']) {
      assert.deepEqual(words({ text: `${mark}reset password for Anna` }), { text: 'reset password for Anna' });
    }
  });

  it('are what stands outside of a quoted reply, whoever may be in it', () => {
    const content = `${reply('Sara Nyström', 'reset password for Olivia')}<p>reset password for <span itemtype="http://schema.skype.com/Mention" itemscope="" itemid="0">Anna</span></p>`;
    const text = 'Sara Nyström\nreset password for Olivia\nreset password for <at>Anna</at>';
    assert.deepEqual(words({ text, attachments: html(content) }), { text: 'reset password for <at>Anna</at>' });
  });

  it('are the comment on a forward, before or behind it', () => {
    const text = 'reset password for Anna\r\n\r\nI forgot my password';
    for (const content of [
      `<p>reset password for Anna</p>${forward('I forgot my password')}`,
      `${forward('I forgot my password')}<p>reset password for Anna</p>`,
      `<p>reset password for Anna</p>${forward(`why? ${forward('I forgot')} asked`)}`,
      `<p>reset password for Anna</p><blockquote itemtype="http://schema.skype.com/Forward"><p>never ends`,
    ]) {
      assert.deepEqual(words({ text, attachments: html(content) }), { text: 'reset password for Anna', forwarded: {} });
    }
  });

  it('are none in a forward without a comment', () => {
    const content = forward('I forgot my password');
    assert.deepEqual(words({ text: 'I forgot my password', attachments: html(content) }), { text: '', forwarded: {} });
    assert.deepEqual(words({ text: content }), { text: '', forwarded: {} });
  });

  it('of a forward are told with its sender, where Teams names one', () => {
    const user = { id: ID.toUpperCase(), displayName: 'Olivia Bennett' };
    const content = { originalMessageContent: '<p>I forgot  my password</p>', originalMessageSender: { user } };
    const forwarded = { name: 'Olivia Bennett', objectId: ID };
    const attachments = reference(content);
    assert.deepEqual(words({ text: 'I forgot my password', attachments }), { text: '', forwarded });
    assert.deepEqual(words({ text: 'help\r\nI forgot my password', attachments }), { text: 'help', forwarded });
    assert.deepEqual(words({ text: 'I forgot my password too', attachments }).text, 'I forgot my password too');
  });

  for (const [what, content] of Object.entries({
    'no JSON': '{',
    'no object': '7',
    'no sender': '{"originalMessageContent":"x"}',
    'no user': '{"originalMessageSender":{"user":null}}',
    'a bot': '{"originalMessageSender":{"application":{"id":"1"}}}',
    'values of other types': '{"originalMessageSender":{"user":{"id":7,"displayName":[]}},"originalMessageContent":{}}',
  })) {
    it(`know a forward by its reference, even with ${what}`, () => {
      const attachments = [{ contentType: 'forwardedMessageReference', content }];
      assert.deepEqual(words({ text: 'help', attachments }), { text: 'help', forwarded: {} });
    });
  }

  it('are found in any message, and in thousands of attachments and quotes, without an error', () => {
    const piece = fc.constantFrom(
      '<blockquote',
      ' itemtype="http://schema.skype.com/Forward"',
      '>',
      '</blockquote>',
      'a',
      '<',
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 60 }).map(pieces => pieces.join('')),
      fc.jsonValue(),
    );
    const attachments = fc.oneof(
      fc.jsonValue(),
      fc.array(fc.record({ contentType: fc.constantFrom('text/html', 'forwardedMessageReference', 7), content: text })),
    );
    fc.assert(
      fc.property(text, attachments, (written, attached) => {
        assert.equal(typeof words({ text: written, attachments: attached }).text, 'string');
      }),
      { numRuns: runs(2_000), seed: 20261129 },
    );
    const many = '<blockquote itemtype="http://schema.skype.com/Forward">'.repeat(2_000);
    assert.deepEqual(words({ text: many, attachments: Array(4_000).fill({ contentType: 'x' }) }).text, '');
  });
});
