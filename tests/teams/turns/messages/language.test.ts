import assert from 'node:assert/strict';
import { spellPassword } from '../../../../src/locales/spelling.ts';
import { action, answeredCard, cardOf, textOf } from '../../../support/chat.ts';
import { passwordOn } from '../../../support/reveal.ts';
import { exchange, offerOf, stands } from '../../../support/sign-in.ts';
import {
  ANNA,
  becomes,
  ERIK,
  fault,
  JOHANNA,
  lineOf,
  MINUTE,
  nowReads,
  OLIVIA,
  reads,
} from '../../../support/story.ts';
import { World } from '../../../support/world.ts';

/** Words of the English texts that are in no Swedish one. */
const ENGLISH = /\b(the|password|reset|is|was|you|your|of|and|cancel|choose)\b/i;

describe('the language', () => {
  let world: World;
  afterEach(() => world.stop());

  const ASKED = { en: /Reset password\?/, sv: /Återställa lösenordet\?/ };
  const HELP = { en: /I reset passwords/, sv: /Jag återställer lösenord/ };
  const locales = [
    ['sv-SE', 'en', 'sv'],
    ['sv', 'en', 'sv'],
    ['sv-FI', 'en', 'sv'],
    ['en-GB', 'sv', 'en'],
    ['EN-us', 'sv', 'en'],
    ['zxx-DE', 'en', 'en'],
    ['zxx-DE', 'sv', 'sv'],
    ['svx', 'en', 'en'],
    ['', 'sv', 'sv'],
    [undefined, 'sv', 'sv'],
    [7, 'sv', 'sv'],
  ] as const;
  for (const [locale, fallback, language] of locales) {
    it(`${JSON.stringify(locale)} with DEFAULT_LOCALE=${fallback} is ${language}, where the words don’t say`, async () => {
      world = await World.start({ DEFAULT_LOCALE: fallback });
      const chat = world.chat(await world.person(ERIK));
      assert.match(textOf(await chat.says('?', { locale })), HELP[language]);
    });
  }

  it('is that of the words, whatever the client’s', async () => {
    world = await World.start();
    const swede = world.chat(await world.person(ERIK, 'sv-SE'));
    assert.match(textOf(await swede.says(`reset password for ${ANNA}`)), ASKED.en);
    const briton = world.chat(await world.person(JOHANNA, 'en-GB'));
    assert.match(textOf(await briton.says(`återställ lösenordet för ${ANNA}`)), ASKED.sv);
  });

  it('is that of the words on the sign-in as well, and on what comes after it', async () => {
    world = await World.start();
    const erik = await world.person(ERIK, 'en-GB');
    await stands(world, erik, { state: 'signed-out' });
    const chat = world.chat(erik);
    const offer = offerOf(await chat.says(`återställ lösenordet för ${ANNA}`));
    assert.match(offer.text, /Logga in/);
    await exchange(world, chat, offer);
    assert.match(textOf(await chat.card('Anna Svensson')), ASKED.sv);
  });

  it('of a card that changes later is the requester’s; of an answer to a click, of who clicks', async () => {
    world = await World.start();
    const chat = world.chat(await world.person(ERIK, 'sv-SE'), 'channel');
    const asked = await chat.says(`återställ lösenordet för ${ANNA}`);
    const johanna = await world.person(JOHANNA, 'en-GB');
    assert.equal(lineOf(await chat.as(johanna).press(asked, 'confirm')), 'Only Erik Lindqvist can use this card.');
    world.passTime(10 * MINUTE);
    await world.bot.sweep();
    assert.match(nowReads(world, asked), /Tiden gick ut/);
  });

  it('a time zone that nobody knows is no obstacle', async () => {
    world = await World.start();
    const chat = world.chat(await world.person(ERIK));
    for (const localTimezone of ['Mars/Olympus', '', undefined, 7]) {
      assert.match(textOf(await chat.says(`reset password for ${ANNA}`, { localTimezone })), /Reset password\?/);
    }
  });

  it('Swedish from the question to the receipt', async () => {
    world = await World.start();
    const erik = await world.person(ERIK, 'sv-SE');
    const chat = world.chat(erik, 'channel');
    const asked = await chat.says(
      'Hej! Kan du återställa lösenordet för Anna Svensson för att hon är utelåst, INC0012345',
    );
    assert.match(
      textOf(cardOf(asked)),
      /Återställa lösenordet\?[\s\S]*Chef[\s\S]*16 augusti 2025[\s\S]*hon är utelåst/,
    );
    assert.match(textOf(cardOf(asked)), /Begärt av Erik Lindqvist\. Gäller till \d\d:\d\d/);
    const confirmed = await chat.press(asked, 'confirm', { reason: 'locked-out', ticket: 'INC0012345' });
    assert.match(reads(confirmed), /Erik Lindqvist har återställt lösenordet för Anna Svensson/);
    assert.match(reads(confirmed), /lösenordet väntar på Erik Lindqvist i den privata chatten[\s\S]*Är utelåst/);
    await becomes(world, asked, /Microsoft Entra ID har bekräftat återställningen/);
    const personal = world.chat(erik);
    const handover = await personal.card('Det tillfälliga lösenordet är klart');
    const shown = answeredCard(await personal.press(handover, 'show'));
    const password = passwordOn(shown);
    assert.equal(await world.trySignIn(ANNA, password), 'must-change-password');
    for (const { spoken } of spellPassword(password, 'sv').blocks) assert.ok(textOf(shown).includes(spoken), spoken);
    assert.match(textOf(shown), /går aldrig ut: det fungerar vid nästa inloggning, hur lång tid det än dröjer/);
    assert.match(textOf(shown), /Användaren måste byta det vid den inloggningen/);
    const done = await personal.pressAction(action(shown, 'handed-over'), handover.id);
    assert.match(reads(done), /Överlämnat[\s\S]*Erik Lindqvist lämnade över/);
    for (const message of world.connector.messages.values()) assert.doesNotMatch(wordsOf(message), ENGLISH);
    assert.doesNotMatch(wordsOf(shown), ENGLISH);
  });

  it('Swedish where something is in the way', async () => {
    world = await World.start();
    const erik = await world.person(ERIK, 'sv-SE');
    const chat = world.chat(erik);
    const say = async (text: string) => wordsOf(await chat.says(text));
    const answers = [
      await say('hjälp'),
      await say('vad blir det för väder'),
      await say('glömt mitt lösenord'),
      await say('återställ lösenordet för Zebulon Quist'),
      await say('återställ lösenordet för Johan Andersson'),
      await say('återställ lösenordet för goran.malm@fjallvind.example'),
      await say('återställ lösenordet för erik.lindqvist@fjallvind.example'),
      wordsOf(await world.chat(await world.person(OLIVIA, 'sv-SE')).says(`återställ lösenordet för ${ANNA}`)),
    ];
    await fault(world, { service: 'graph', status: 500 });
    answers.push(await say(`återställ lösenordet för ${ANNA}`));
    answers.push(await say('logga ut'));
    await stands(world, erik, { state: 'signed-out' });
    const offer = offerOf(await chat.says(`återställ lösenordet för ${ANNA}`));
    answers.push(offer.text, offer.buttons[0]?.title ?? '');
    for (const answer of answers) {
      assert.ok(answer.length > 3);
      assert.doesNotMatch(answer, ENGLISH);
    }
  });

  /** What is said, without names of roles and products, addresses and the values of inputs. */
  function wordsOf(node: unknown): string {
    const names = /\S+@\S+|INC\d+|locked-out|never-got-one|forgot|other|Password, Helpdesk|https?:\S+/g;
    return textOf(node).replaceAll('\u200b', '').replace(names, '');
  }
});
