const ZERO_WIDTH = /\p{Cf}|\p{Variation_Selector}|\u034F|[\u115F\u1160\u3164\uFFA0]/gu;
const EMOJI = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\uFFFD]|\u20E3/gu;
/** Said of what is done. */
const CHECK_MARK = /[\u2705\u2714\u2611]/gu;
const SMILEY = /(?<=^|\s)[:;=]['-]?[()DPpOo|/](?=\s|$)/g;
const LAST_COMMA_FIRST = /(?<=(?:^|\s)\p{L}[\p{L}'-]{0,40}),(?=\p{L}[\p{L}'-]{0,40}(?:\s|$))/gu;
const MARKDOWN_LINK = /\[([^[\]]{0,200})\]\(([^()\s]{0,300})\)/g;
const ANCHOR =
  /<a\s[^<>]{0,300}?href\s{0,5}=\s{0,5}["']?([^"'<>\s]{0,300})["']?[^<>]{0,300}>([^<>]{0,200})<\/a\s{0,5}>/gi;
const LINE_TAG = /<\/?(?:br|p|div|li|ul|ol|blockquote|h[1-6]|table|tr)(?:\s[^<>]{0,300})?\/?>/gi;
const INLINE_TAG = /<\/?(?:a|at|b|code|em|font|i|pre|s|span|strong|sub|sup|td|u)(?:\s[^<>]{0,300})?\/?>/gi;
/** The sign of a reply, which Teams writes before the text. */
const REPLY_TAG = /<quoted\b[^<>]{0,300}>(?:\s{0,5}<\/quoted\s{0,5}>)?/gi;
const FULL_WIDTH = /[\uFF01-\uFF5E]/g;
const BETWEEN_WORDS = /(?<=\p{L}{3})\/(?=\p{L}{3})/gu;
/** The page of a user in an admin center: its address holds the object id. */
const USER_PAGE =
  /https?:\/\/\S{0,300}?(?:userId|objectId|users?)[/=:]{1,3}([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\S{0,300}/gi;
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(nbsp|amp|lt|gt|quot|apos));/gi;
const NAMED: Readonly<Record<string, string>> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Makes one plain spelling out of what Teams clients send: NFC, plain blanks, straight quotes, ordinary hyphens, no
 * tags, entities, zero-width characters or emoji; links to addresses become the address. Line ends are kept.
 */
export function normalise(text: string): string {
  return text
    .toWellFormed()
    .replace(ANCHOR, (_, href: string, label: string) => linkText(label, href))
    .replace(MARKDOWN_LINK, (_, label: string, href: string) => linkText(label, href))
    .replace(REPLY_TAG, ' ')
    .replace(LINE_TAG, '\n')
    .replace(INLINE_TAG, '')
    .replace(ENTITY, decodeEntity)
    .replace(FULL_WIDTH, letter => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
    .replace(USER_PAGE, '$1')
    .normalize('NFC')
    .replace(ZERO_WIDTH, '')
    .replace(CHECK_MARK, ' \u2713 ')
    .replace(EMOJI, ' ')
    .replace(/[\r\n\u0085\u2028\u2029]+/g, '\n')
    .replace(/[^\S\n]|[\p{Cc}--\n]/gv, ' ')
    .replace(/[\u2018\u2019\u201A\u201B\u2032\u00B4`\u02BC\uFF07]/g, "'")
    .replace(/[\u201C-\u201F\u00AB\u00BB\u2033\uFF02]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(SMILEY, ' ')
    .replace(LAST_COMMA_FIRST, ', ')
    .replace(BETWEEN_WORDS, ' / ');
}

/** A label that names somebody else than the link stays beside the address, so that the contradiction is seen. */
function linkText(label: string, href: string): string {
  const address = /^mailto:([^?]*)/i.exec(href)?.[1];
  if (address === undefined) return label;
  return label.trim().toLowerCase() === address.toLowerCase() ? ` ${address} ` : ` ${label} ${address} `;
}

function decodeEntity(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  const valid = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return valid ? String.fromCodePoint(code) : ' ';
}
