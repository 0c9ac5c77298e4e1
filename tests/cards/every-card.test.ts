import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { VERBS } from '../../src/cards/actions.ts';
import { type AdaptiveCard, CARD_LIMIT, sizeOf } from '../../src/cards/card.ts';
import { LOCALES } from '../../src/locales/locale.ts';
import { some } from '../support/runs.ts';
import { skipBecause } from '../support/skip.ts';
import { ALARM } from './support/alarm-samples.ts';
import { HOSTILE_VALUES } from './support/hostile.ts';
import { ordinaryCards } from './support/ordinary-cards.ts';
import { LONGEST_PASS, PASS } from './support/pass-cards.ts';
import { ASK } from './support/proof-samples.ts';
import { actionsOf, objectsIn, stringsIn } from './support/reading.ts';
import { everyCard, PASSWORD, REQUEST } from './support/samples.ts';

const require = createRequire(import.meta.url);
const SCHEMA = path.resolve(import.meta.dirname, '../../../shared/data/adaptive-card-1.5.schema.json');

const HOSTILE = LOCALES.flatMap(locale => HOSTILE_VALUES.map(value => ({ locale, value })));

const CARDS: [string, AdaptiveCard][] = [
  ...LOCALES.flatMap(locale => labelled(ordinaryCards(locale), locale)),
  ...some(HOSTILE).flatMap(({ locale, value }) =>
    labelled(
      everyCard(locale, () => value),
      `${locale}, ${JSON.stringify(value.slice(0, 40))}`,
    ),
  ),
];

function labelled(cards: ReadonlyMap<string, AdaptiveCard>, label: string): [string, AdaptiveCard][] {
  return [...cards].map(([name, card]) => [`${name} (${label})`, card]);
}

function forEveryCard(check: (card: AdaptiveCard, name: string) => void): void {
  for (const [name, card] of CARDS) check(card, name);
}

function validator(): (card: AdaptiveCard) => string[] {
  const { id, ...schema } = JSON.parse(readFileSync(SCHEMA, 'utf8'));
  assert.equal(id, 'http://adaptivecards.io/schemas/adaptive-card.json');
  const ajv = new Ajv({ strict: false });
  ajv.addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json'));
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return card => (validate(card) ? [] : (validate.errors ?? []).map(error => `${error.instancePath} ${error.message}`));
}

/** What the `adaptivecards` renderer has to say when it reads a card. Its ES modules do not load in Node, the bundle does. */
function parserEvents(card: AdaptiveCard): string[] {
  const renderer: typeof import('adaptivecards') = require('adaptivecards/dist/adaptivecards.js');
  const context = new renderer.SerializationContext();
  const parsed = new renderer.AdaptiveCard();
  parsed.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  return [...events, ...parsed.validateProperties().validationEvents.map(event => event.message)];
}

describe('Every card, with ordinary and with hostile data, in every language', () => {
  it('validates against the schema of Adaptive Cards 1.5', function () {
    if (!existsSync(SCHEMA)) skipBecause(this, 'the Adaptive Cards schema is not here');
    const errorsOf = validator();
    assert.notDeepEqual(errorsOf({ ...everyOne('confirm'), body: [{ type: 'TextBlok' }] }), []);
    forEveryCard((card, name) => assert.deepEqual(errorsOf(card), [], name));
  });

  it('is read by the renderer without an event', () => {
    assert.notDeepEqual(parserEvents({ ...everyOne('confirm'), body: [{ type: 'TextBlok' }] }), []);
    forEveryCard((card, name) => assert.deepEqual(parserEvents(card), [], name));
  });

  it('stays under 20 KB', () => {
    forEveryCard((card, name) => assert.ok(sizeOf(card) <= CARD_LIMIT, `${name}: ${sizeOf(card)} bytes`));
  });

  it('says nothing to the bot but which request, ask or alarm it is about, and what the button means', () => {
    let buttons = 0;
    forEveryCard((card, name) => {
      for (const { type, verb, data, title, url } of actionsOf(card)) {
        assert.notEqual(title, '', name);
        if (type === 'Action.OpenUrl')
          assert.match(
            String(url),
            /^https:\/\/(entra|teams)\.microsoft\.com\/|^https:\/\/aka\.ms\/(?:sspr|mysecurityinfo)$/,
          );
        else if (type === 'Action.ToggleVisibility') assert.deepEqual([data, verb], [undefined, undefined], name);
        else assertActionData(data, verb, name);
        if (type === 'Action.Execute') buttons++;
      }
    });
    assert.ok(buttons > 0);
  });

  it('has at most one primary action and six in sight, except for the rows to pick from', () => {
    forEveryCard((card, name) => {
      const actions = actionsOf(card).filter(({ verb }) => verb !== 'pick');
      assert.ok(actions.filter(({ style }) => style === 'positive').length <= 1, name);
      assert.ok(actions.filter(({ mode }) => mode !== 'secondary').length <= 6, name);
    });
  });

  it('has rows of buttons that fit on a phone', () => {
    for (const locale of LOCALES) {
      for (const [name, card] of ordinaryCards(locale)) {
        for (const row of rowsOf(card)) assert.ok(widthOf(row) <= PHONE, `${name} (${locale}): ${row.join(' | ')}`);
      }
    }
    assert.ok(widthOf(['Sign in and give the pass', 'Cancel']) > PHONE);
  });

  it('has a label on each input, and a text for each picture', () => {
    let inputs = 0;
    for (const locale of LOCALES) {
      for (const [name, card] of ordinaryCards(locale)) {
        for (const { type, style, id, label, title, altText } of objectsIn(card)) {
          if (type === 'Image' && style === 'person')
            assert.equal(altText, '', `${name}: beside the name, a photo says nothing more`);
          else if (type === 'Image') assert.match(String(altText), /\p{L}{3}.*\d/u, name);
          if (!String(type).startsWith('Input.')) continue;
          inputs++;
          assert.match(String(type === 'Input.Toggle' ? title : label), /\p{L}/u, `${name}: ${id}`);
        }
      }
    }
    assert.ok(inputs > 20);
  });

  it('never refreshes by itself, mentions nobody and asks for no sign-in of its own', () => {
    forEveryCard((card, name) => {
      for (const node of objectsIn(card)) {
        for (const property of ['refresh', 'msteams', 'authentication', 'entities']) {
          assert.ok(!Object.hasOwn(node, property), `${name}: ${property}`);
        }
      }
    });
  });

  it('holds the secret on the reveal cards alone', () => {
    const holders = new Set<string>();
    forEveryCard((card, name) => {
      const text = JSON.stringify(card);
      const isHeld = [PASSWORD, 'kx-7pfn', PASS, PASS.slice(0, 4), LONGEST_PASS.slice(0, 16)].some(each =>
        text.includes(each),
      );
      if (isHeld) holders.add(name.replace(/ \(.*$/, ''));
    });
    assert.deepEqual([...holders].sort(), ['pass reveal', 'pass reveal, longest', 'reveal', 'reveal synced']);
  });

  it('says in one line of our own words what it is about, in the language of its reader', () => {
    for (const locale of LOCALES) {
      const hostile = everyCard(locale, () => 'https://evil.example');
      for (const [name, card] of ordinaryCards(locale)) {
        const heading = objectsIn(card.body).find(({ style }) => style === 'heading');
        assert.match(card.speak ?? '', /\p{L}{2}/u, name);
        assert.equal(card.speak, heading?.text, name);
        assert.equal(hostile.get(name)?.speak, card.speak, `${name}: no value is in it`);
      }
    }
  });

  it('leaves no expression of a template behind', () => {
    for (const locale of LOCALES) {
      for (const [name, card] of ordinaryCards(locale)) {
        for (const text of stringsIn(card)) assert.doesNotMatch(text, /\$\{|undefined|\[object|NaN|Invalid/, name);
      }
    }
  });
});

/** What there is for a row of buttons on a card of 300 pixels, and what a button takes of it, in pixels. */
const PHONE = 268;
const BUTTON = { beside: 8, around: 28, character: 7.2 };

/** The titles of the buttons that stand in a row; those out of the way are behind one of three dots. */
function rowsOf(card: AdaptiveCard): string[][] {
  const rows = objectsIn(card).flatMap(({ type, actions }) => (type === 'ActionSet' ? [actions] : []));
  return [...rows, card.actions].map(row => {
    const actions = objectsIn(row).filter(({ type }) => String(type).startsWith('Action.'));
    const titles = actions.filter(({ mode }) => mode !== 'secondary').map(({ title }) => String(title));
    return titles.length < actions.length ? [...titles, '...'] : titles;
  });
}

function widthOf(titles: readonly string[]): number {
  const { beside, around, character } = BUTTON;
  return titles.reduce((width, title) => width + around + character * title.length, beside * (titles.length - 1));
}

function everyOne(name: string): AdaptiveCard {
  const card = ordinaryCards('en').get(name);
  assert.ok(card);
  return card;
}

/** What a button says beside its request: opaque ids and what it means of several. */
const SAID: Readonly<Record<string, readonly string[]>> = {
  pick: ['choice'],
  'look-up': ['choice'],
  confirm: ['withoutProof'],
  'ask-proof': ['kind'],
  'answer-proof': ['answer', 'ask'],
  'raise-alarm': ['ask'],
  'end-alarm': ['alarm'],
  'show-phones': ['inFull'],
};

function assertActionData(data: unknown, verb: unknown, name: string): void {
  assert.ok(
    VERBS.some(known => known === verb),
    `${name}: ${verb}`,
  );
  assert.ok(typeof data === 'object' && data !== null, name);
  const { request, ...said }: Record<string, unknown> = { ...data };
  assert.equal(request, REQUEST, name);
  const may = SAID[String(verb)] ?? [];
  // A card that asks which of two things is wished has a choice as well; one that asks whether, or only goes on, has none.
  const isFree = ['look-up', 'confirm', 'pick', 'show-phones'].includes(String(verb));
  const names = Object.keys(said).sort();
  assert.deepEqual(names, isFree ? names.filter(each => may.includes(each)) : may, `${name}: ${verb}`);
  for (const [each, value] of Object.entries(said)) assert.ok(isPlain(each, value), `${name}: ${each}`);
}

/** What was drawn into the card by a value of the directory or of a user never comes back from it. */
function isPlain(name: string, value: unknown): boolean {
  switch (name) {
    case 'ask':
      return value === ASK;
    case 'alarm':
      return value === ALARM;
    case 'kind':
      return value === 'number-match' || value === 'manager';
    case 'answer':
      return value === 'yes' || value === 'cannot-tell' || (typeof value === 'number' && value >= 10 && value < 100);
    case 'inFull':
    case 'withoutProof':
      return value === true;
    default:
      return typeof value === 'number';
  }
}
