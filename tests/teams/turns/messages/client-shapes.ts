import type { ChatKind } from '../../../support/chat.ts';

/** What a client sends, and what is read then. */
export interface Shape {
  /** Row and kind in the list of what clients send. */
  row: string;
  text: string;
  more?: Record<string, unknown>;
  reads: RegExp;
  not?: RegExp;
  kind?: ChatKind;
}

/** Ids on the channel, and Olivia's in the directory. */
export interface Ids {
  anna: string;
  olivia: string;
  oliviaObject: string;
  bot: string;
}

export type Language = 'en' | 'sv';

const WORDS = {
  en: { reset: 'reset password for', forgot: 'I forgot my password, please help', fyi: 'fyi', help: 'help' },
  sv: { reset: 'återställ lösenordet för', forgot: 'jag har glömt mitt lösenord', fyi: 'för kännedom', help: 'hjälp' },
} as const;

const READS = {
  en: {
    confirm: /Reset password\?/,
    annas: /Reset password\?[\s\S]*Anna Svensson/,
    olivias: /Reset password\?[\s\S]*Olivia Bennett/,
    help: /I reset passwords/,
    nobody: /Nobody/,
    noPerson: /That is not a person/,
    forwarded: /You forwarded somebody else/,
    own: /Your own password/,
  },
  sv: {
    confirm: /Återställa lösenordet\?/,
    annas: /Återställa lösenordet\?[\s\S]*Anna Svensson/,
    olivias: /Återställa lösenordet\?[\s\S]*Olivia Bennett/,
    help: /Jag återställer lösenord/,
    nobody: /Ingen/,
    noPerson: /Det är ingen person/,
    forwarded: /Du har vidarebefordrat någon annans/,
    own: /Ditt eget lösenord/,
  },
} as const;

const of = (id: string, name: string | undefined, text?: string) => ({
  type: 'mention',
  text,
  mentioned: { id, name },
});
const entities = (...all: unknown[]) => ({ entities: all });
const html = (content: string) => ({ attachments: [{ contentType: 'text/html', content }] });
const forward = (words: string) =>
  `<blockquote itemtype="http://schema.skype.com/Forward"><p>${words}</p></blockquote>`;
const reply = (words: string) =>
  '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="1">' +
  `<strong itemprop="mri" itemid="8:orgid:x">Anna Svensson</strong><p itemprop="preview">${words}</p></blockquote>`;

function mentions(language: Language, { anna, olivia, bot }: Ids): Shape[] {
  const { reset, fyi } = WORDS[language];
  const { annas, olivias, nobody, noPerson, confirm } = READS[language];
  const [annaAt, oliviaAt, nobodysAt] = ['Anna Svensson', 'Olivia Bennett', 'Zebulon Quist'].map(
    name => `<at>${name}</at>`,
  );
  const annaIs = of(anna, 'Anna Svensson', annaAt);
  const oliviaIs = of(olivia, 'Olivia Bennett', oliviaAt);
  const split = entities(of(anna, 'Anna', '<at>Anna</at>'), of(anna, 'Svensson', '<at>Svensson</at>'));
  const twice = entities(annaIs, of(anna, 'Anna Svensson', '<at>Anna</at>'));
  const tag = { type: 'mention', text: oliviaAt, mentioned: { id: 't', name: 'Olivia Bennett', type: 'tag' } };
  const bots = entities(of(bot, 'Nyckel', '<at>Nyckel</at>'), of('28:other', 'OtherBot', '<at>OtherBot</at>'));
  const unknown = (name: string) => entities(of('29:nobody', name, `<at>${name}</at>`));
  const kind = 'groupChat' as const;
  return [
    {
      row: '3, K6: one in two entities',
      text: `${reset} <at>Anna</at>&nbsp;<at>Svensson</at>`,
      more: split,
      reads: annas,
    },
    {
      row: '6, K6: the bot’s entity without text, the app renamed',
      kind: 'channel',
      text: `<at>IT-hjälpen (dev)</at> ${reset} Anna Svensson`,
      more: entities(of(bot, undefined)),
      reads: annas,
    },
    { row: '8, K6: one person twice', text: `${reset} ${annaAt}, <at>Anna</at>`, more: twice, reads: annas },
    { row: '11, K6: off the roster', text: `${reset} ${oliviaAt}`, more: unknown('Olivia Bennett'), reads: olivias },
    {
      row: '11, K6: in no directory',
      text: `${reset} ${nobodysAt}`,
      more: unknown('Zebulon Quist'),
      reads: nobody,
      not: confirm,
    },
    { row: '11, K6: a tag', text: `${reset} ${oliviaAt}`, more: entities(tag), reads: noPerson, not: confirm },
    {
      row: '31, K6: another bot',
      kind,
      text: `<at>Nyckel</at> <at>OtherBot</at> ${reset} Anna Svensson`,
      more: bots,
      reads: annas,
    },
    {
      row: '32, K6: cc in front',
      text: `cc ${oliviaAt} ${reset} Anna Svensson`,
      more: entities(oliviaIs),
      reads: annas,
    },
    {
      row: '32, K6: cc behind',
      text: `${reset} ${annaAt}, ${fyi} ${oliviaAt}`,
      more: entities(annaIs, oliviaIs),
      reads: annas,
    },
    { row: '44, K6: the bot’s name typed', text: `@Nyckel ${reset} Olivia Bennett`, reads: olivias },
    {
      row: 'entities of other types',
      text: `${reset} Anna Svensson`,
      more: entities(null, 7, {}, { type: 7 }, { type: 'mention' }, of('', 'x', 'x')),
      reads: annas,
    },
  ];
}

function quotations(language: Language, { oliviaObject }: Ids): Shape[] {
  const { reset, forgot, help } = WORDS[language];
  const { olivias, confirm, own, ...reads } = READS[language];
  // Nothing is said in a language of their own: the client’s counts.
  const { forwarded } = READS[language === 'en' ? 'sv' : 'en'];
  const quoted = entities({
    type: 'quotedReply',
    quotedReply: { messageId: '1', senderName: 'Anna', preview: forgot },
  });
  const user = { id: oliviaObject, displayName: 'Olivia Bennett' };
  const reference = JSON.stringify({ originalMessageSender: { user }, originalMessageContent: forgot });
  const [request, annas] = [`${reset} Olivia Bennett`, `${reset} Anna Svensson`];
  return [
    { row: '15, K6: a reply', text: `<quoted messageId="1"/> ${request}`, more: quoted, reads: olivias },
    { row: '15, K6: a reply without a blank', text: `<quoted messageId="1"/>${request}`, more: quoted, reads: olivias },
    {
      row: '15, K6: a reply that asks for help',
      text: `<quoted messageId="1"/>${help}`,
      more: quoted,
      reads: reads.help,
    },
    {
      row: '15, K6: a request in a reply',
      text: `Anna ${annas} ${help}`,
      more: html(`${reply(annas)}<p>${help}</p>`),
      reads: reads.help,
      not: confirm,
    },
    {
      row: '16, K6: a forward and a comment',
      text: `${request}\r\n\r\n${forgot}`,
      more: html(`<p>${request}</p>${forward(forgot)}`),
      reads: olivias,
    },
    {
      row: '16, K6: a forwarded request',
      text: `${help}\r\n\r\n${annas}`,
      more: html(`<p>${help}</p>${forward(annas)}`),
      reads: reads.help,
      not: confirm,
    },
    { row: '17, K6: a forward alone', text: forgot, more: html(forward(forgot)), reads: forwarded, not: own },
    {
      row: '17, K6: a forwarded request alone',
      text: annas,
      more: html(forward(annas)),
      reads: forwarded,
      not: confirm,
    },
    {
      row: '17, K6: a forward alone, with its sender',
      text: forgot,
      more: { attachments: [{ contentType: 'forwardedMessageReference', content: reference }] },
      reads: forwarded,
      not: own,
    },
    {
      row: 'attachments of other types',
      text: request,
      more: { attachments: [null, 7, {}, { contentType: 'text/html', content: 7 }] },
      reads: olivias,
    },
  ];
}

function languages(language: Language): Shape[] {
  const { reset } = WORDS[language];
  const { annas, olivias, help } = READS[language];
  const client = { sv: 'sv-SE', en: 'en-GB' }[language];
  const about = (locale: unknown) => entities({ type: 'clientInfo', locale, country: 'SE', platform: 'iOS' });
  const wide = reset.replace(/[a-z]/g, letter => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
  return [
    { row: '24, K12: no locale', text: `${reset} Anna Svensson`, more: { locale: undefined }, reads: annas },
    { row: '25, K12: in the entity alone', text: '?', more: { locale: undefined, ...about(client) }, reads: help },
    { row: '25, K12: another one in the entity', text: '?', more: { locale: client, ...about('fi-FI') }, reads: help },
    { row: '25, K12: none in the entity', text: '?', more: { locale: client, ...about(7) }, reads: help },
    { row: '45, K6: full-width letters', text: `${wide} Olivia Bennett`, reads: olivias },
  ];
}

/** The messages of the first part of the list of what clients send, for people who write this language. */
export function clientShapes(language: Language, ids: Ids): Shape[] {
  return [...mentions(language, ids), ...quotations(language, ids), ...languages(language)];
}
