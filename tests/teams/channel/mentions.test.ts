import assert from 'node:assert/strict';
import type { Activity } from 'botbuilder';
import fc from 'fast-check';
import { mentionsBot, readMentions } from '../../../src/teams/channel/mentions.ts';
import { runs } from '../../support/runs.ts';

const BOT = 'b0b0b0b0-0000-4000-8000-000000000001';
const ANNA = { id: '29:anna', name: 'Anna Svensson' };
const ERIK = { id: '29:erik', name: 'Erik Lindqvist' };
const OURS = { id: `28:${BOT}`, name: 'Nyckel' };
const OTHER_BOT = { id: '28:other', name: 'OtherBot' };

const of = (mentioned: object, text?: unknown) => ({ type: 'mention', mentioned, text });

function read(text: string, entities: unknown, recipient: unknown = OURS) {
  const activity = { entities, recipient } as Pick<Activity, 'entities' | 'recipient'>;
  const found = readMentions(text, activity, BOT);
  const shown = found.text
    .replace(/\uE000(\d+)\uE001/g, '@$1')
    .replace(/\s+/g, ' ')
    .trim();
  return { text: shown, people: found.mentioned.map(({ name }) => name) };
}

describe('mentions', () => {
  const anna = (text: string) => of(ANNA, text);
  const both = [of({ ...ANNA, name: 'Anna' }, '<at>Anna</at>'), of({ ...ANNA, name: 'Svensson' }, '<at>Svensson</at>')];

  const CASES: Record<string, [text: string, entities: unknown, expected: string, people: (string | undefined)[]]> = {
    'one in two entities': ['for <at>Anna</at> <at>Svensson</at>', both, 'for @0', ['Anna Svensson']],
    'one in two entities, with &nbsp; between': [
      'for <at>Anna</at>&nbsp;<at>Svensson</at>',
      both,
      'for @0',
      ['Anna Svensson'],
    ],
    'one in two entities with the whole name each': [
      'for <at>Anna</at> <at>Svensson</at>!',
      [anna('<at>Anna</at>'), anna('<at>Svensson</at>')],
      'for @0 !',
      ['Anna Svensson'],
    ],
    'one person twice': [
      'for <at>Anna Svensson</at>, <at>Anna</at> is out',
      [anna('<at>Anna Svensson</at>'), anna('<at>Anna</at>')],
      'for @0 , @0 is out',
      ['Anna Svensson'],
    ],
    'one person twice, and one entity': [
      'for <at>Anna</at>, <at>Anna</at> is out',
      [anna('<at>Anna</at>')],
      'for @0 , @0 is out',
      ['Anna Svensson'],
    ],
    'two people with one name': [
      '<at>Anna</at> or <at>Anna</at>',
      [anna('<at>Anna</at>'), of({ id: '29:other', name: 'Anna Ek' }, '<at>Anna</at>')],
      '@0 or @1',
      ['Anna Svensson', 'Anna Ek'],
    ],
    'shortened in the text': ['for <at>Anna</at>', [anna('<at>Anna Svensson</at>')], 'for @0', ['Anna Svensson']],
    'shortened to a last name': [
      'for <at>Svensson</at>',
      [anna('<at>Anna Svensson</at>')],
      'for @0',
      ['Anna Svensson'],
    ],
    'changed beyond recognition, alone': [
      'for <at>Annie</at>',
      [anna('<at>Anna Svensson</at>')],
      'for @0',
      ['Anna Svensson'],
    ],
    'changed beyond recognition, among two': [
      'for <at>Annie</at> <at>Eric</at>',
      [anna('<at>Anna Svensson</at>')],
      'for <at>Annie</at> <at>Eric</at>',
      [],
    ],
    'a part of another word': ['for <at>Annabel</at> <at>X</at>', [anna('')], 'for <at>Annabel</at> <at>X</at>', []],
    'without a name': ['for <at>Anna</at>', [of({ id: '29:anna' }, '<at>Anna</at>')], 'for @0', ['Anna']],
    'the bot in front': ['<at>Nyckel</at> help', [of(OURS, '<at>Nyckel</at>')], 'help', []],
    'the bot behind': ['help <at>Nyckel</at>', [of(OURS, '<at>Nyckel</at>')], 'help', []],
    'the bot twice': ['<at>Nyckel</at> help <at>Nyckel</at>', [of(OURS, '<at>Nyckel</at>')], 'help', []],
    'the bot without text': ['<at>Nyckel</at> help', [of(OURS)], 'help', []],
    'the bot without text, renamed': ['<at>IT-hjälpen (dev)</at> help', [of({ id: OURS.id })], 'help', []],
    'the bot without text, by its name behind a person': [
      'for <at>Anna</at> <at>Nyckel</at>',
      [of({ id: OURS.id }), anna('<at>Anna</at>')],
      'for @0',
      ['Anna Svensson'],
    ],
    'another bot': [
      '<at>Nyckel</at> <at>OtherBot</at> help',
      [of(OURS, '<at>Nyckel</at>'), of(OTHER_BOT, '<at>OtherBot</at>')],
      'help',
      [],
    ],
    'another bot that is asked for': ['for <at>OtherBot</at>', [of(OTHER_BOT, '<at>OtherBot</at>')], 'for', []],
    'a typed name of the bot': ['@Nyckel help, @nyckel: please', [], 'help, : please', []],
    'an address at the bot’s name': [
      'anna@nyckel.example @nyckel.example @Nyckeln',
      [],
      'anna@nyckel.example @nyckel.example @Nyckeln',
      [],
    ],
    'placeholders that somebody typed': [
      'for \uE0000\uE001 <at>Anna</at>',
      [anna('<at>Anna</at>')],
      'for 0 @0',
      ['Anna Svensson'],
    ],
  };
  for (const [what, [text, entities, expected, people]] of Object.entries(CASES)) {
    it(`${what}: ${text}`, () => assert.deepEqual(read(text, entities), { text: expected, people }));
  }

  for (const [what, entities] of Object.entries({
    'no list': 7,
    null: null,
    'nothing in it': [],
    'no objects': [null, 7, 'mention', []],
    'no id': [of({ name: 'Anna' }, '<at>Anna</at>'), of({ id: 7 }, '<at>Anna</at>'), { type: 'mention' }],
    'other types': [{ type: 'clientInfo', text: '<at>Anna</at>', mentioned: ANNA }],
    'an id without end': [of({ id: 'x'.repeat(1_001) }, '<at>Anna</at>')],
  })) {
    it(`entities with ${what} mention nobody`, () => {
      assert.deepEqual(read('for <at>Anna</at>', entities), { text: 'for <at>Anna</at>', people: [] });
    });
  }

  it('names of other types are none', () => {
    assert.deepEqual(read('<at>Anna</at>', [of({ id: '29:a', name: 7 }, '<at>Anna</at>')]).people, ['Anna']);
    assert.deepEqual(read('for <at>Anna</at>', [of({ ...ANNA, type: [] }, { a: 1 })]).people, ['Anna Svensson']);
  });

  it('tags, channels and teams are no people', () => {
    for (const group of [
      { id: 'x', name: 'Desk', type: 'tag' },
      { id: '19:x@thread.tacv2', name: 'Desk' },
    ]) {
      const { mentioned } = readMentions(
        '<at>Desk</at>',
        { entities: [of(group, '<at>Desk</at>')], recipient: OURS },
        BOT,
      );
      assert.deepEqual(
        mentioned.map(({ isGroup }) => isGroup),
        [true],
      );
    }
  });

  it('the bot is mentioned where an entity says so, by either of its ids', () => {
    const is = (entities: object[]) =>
      mentionsBot({ entities, recipient: { id: 'bot-here', name: '' } } as Activity, BOT);
    assert.ok(is([of(OURS)]));
    assert.ok(is([of(ERIK), of({ id: 'bot-here' })]));
    for (const nobody of [
      [],
      [of(OTHER_BOT, '<at>Nyckel</at>')],
      [of({ id: '29:x', name: 'Nyckel' })],
      [of({ id: BOT })],
    ])
      assert.ok(!is(nobody));
  });

  it('of thousands of them only a hundred, and of any text no error', () => {
    const many = Array.from({ length: 2_500 }, (_, index) => of({ id: `29:${index}` }, '<at>A</at>'));
    const text = '<at>A</at>'.repeat(6_000);
    assert.equal(read(text, many).people.length, 100);
    const entity = fc.oneof(
      fc.jsonValue(),
      fc.record({
        type: fc.constant('mention'),
        text: fc.oneof(fc.constantFrom('<at>A</at>', ''), fc.jsonValue()),
        mentioned: fc.oneof(fc.constantFrom(ANNA, OURS, {}), fc.jsonValue()),
      }),
    );
    const written = fc
      .array(fc.constantFrom('<at>', '</at>', 'A', ' ', '\uE000', '1', '\uE001', '@Nyckel', '&nbsp;'))
      .map(pieces => pieces.join(''));
    fc.assert(
      fc.property(written, fc.array(entity), fc.jsonValue(), (one, entities, recipient) => {
        const { mentioned, text: left } = readMentions(one, { entities, recipient } as unknown as Activity, BOT);
        for (const [, index] of left.matchAll(/\uE000(\d+)\uE001/g)) assert.ok(mentioned[Number(index)]);
      }),
      { numRuns: runs(3_000), seed: 20261129 },
    );
  });
});
