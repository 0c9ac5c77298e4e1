import assert from 'node:assert/strict';
import { eventsOf, policy } from '../../support/approvals.ts';
import { type ChatKind, cardOf } from '../../support/chat.ts';
import {
  answers,
  askWho,
  confirmable,
  confirmNow,
  numbersOn,
  proofsOf,
  type Wish,
  wishFor,
} from '../../support/proofs.ts';
import { eachInAWorld } from '../../support/scene.ts';
import { ANNA, becomes, JOHANNA, nowReads, reads } from '../../support/story.ts';
import type { Client, World } from '../../support/world.ts';

/** What is read on the way, in each language. */
const WORDS = {
  en: {
    needed: /Who is calling\?/,
    asked: /Are you on the phone with the helpdesk\?.*Johanna Bergström of the helpdesk/s,
    thanks: /Thank you.*Johanna Bergström sees that it is you who calls/s,
    shown: /Anna Svensson chose the right number in Teams/,
    done: {
      'reset-password': /reset the password of Anna Svensson/,
      'temporary-access-pass': /made a Temporary Access Pass/,
    },
    row: /Number match in Teams/,
  },
  sv: {
    needed: /Vem ringer\?/,
    asked: /Johanna Bergström på helpdesken/,
    thanks: /Tack.*Johanna Bergström ser att det är du som ringer/s,
    shown: /Anna Svensson valde rätt nummer i Teams/,
    done: { 'reset-password': /lösenordet för Anna Svensson/, 'temporary-access-pass': /tillfälligt åtkomstpass/ },
    row: /ummermatchning i Teams|Rätt nummer i Teams/,
  },
} as const;

describe('a number match, from the card to the secret', () => {
  let world: World;
  let johanna: Client;
  // Each asks Anna, who is asked three times an hour at most.
  eachInAWorld(async scene => {
    ({ world } = scene);
    johanna = await world.person(JOHANNA);
  }, policy('proof-somebody'));

  for (const wish of ['reset-password', 'temporary-access-pass'] as const satisfies Wish[]) {
    for (const kind of ['personal', 'channel', 'groupChat'] as const satisfies ChatKind[]) {
      for (const locale of ['en', 'sv'] as const) {
        it(`${wish}, asked for in ${kind}, in ${locale}`, async () => {
          const words = WORDS[locale];
          const anna = await world.person(ANNA, locale);
          const wished = await wishFor(world, { ...johanna, locale }, { kind, wish });
          assert.match(nowReads(world, wished.asked), words.needed);
          const asked = await askWho(world, wished, anna);
          assert.match(nowReads(world, asked.card), words.asked);
          const numbers = numbersOn(cardOf(asked.card));
          assert.equal(new Set(numbers).size, 3);
          assert.ok(numbers.includes(asked.number));
          assert.match(reads(await answers(asked, asked.number)), words.thanks);
          await becomes(world, asked.card, words.thanks);
          await becomes(world, wished.asked, words.shown);
          await confirmable(world, wished);
          assert.deepEqual(await proofsOf(world, wished.request), ['number-match']);
          assert.match(reads(await confirmNow(world, wished)), words.done[wish]);
          assert.match(nowReads(world, wished.asked), words.row);
          const events = await eventsOf(world, wished.request);
          assert.deepEqual(
            events.filter(event => event.startsWith('proof')),
            ['proof-asked', 'proof-given'],
          );
        });
      }
    }
  }
});
