import type { Test } from './filter.ts';
import { badRequest } from './graph-error.ts';
import { type Token, TokenReader, tokenise } from './tokens.ts';

/** Tokenised, in any order; every other property takes a prefix only. */
const TOKENISED = ['displayName'];
const PREFIX_ONLY = [
  'givenName',
  'mail',
  'mailNickname',
  'otherMails',
  'proxyAddresses',
  'surname',
  'userPrincipalName',
];

const RULES: readonly (readonly [Token['kind'], RegExp])[] = [
  ['string', /"((?:[^"\\]|\\.)*)"/s],
  ['symbol', /[()]/],
  ['word', /[A-Za-z]+/],
];

const MAX_DEPTH = 20;

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

function wordsOf(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

function clause(text: string): Test {
  const [, property = '', value = ''] = /^([A-Za-z]+):(.*)$/su.exec(text) ?? [];
  if (property === '') throw badRequest('The $search clause must have the form "property:value".');
  if (TOKENISED.includes(property)) {
    const wanted = wordsOf(value);
    return resource => {
      const words = wordsOf(String(resource[property] ?? ''));
      return wanted.length > 0 && wanted.every(part => words.some(word => word.startsWith(part)));
    };
  }
  if (!PREFIX_ONLY.includes(property)) throw badRequest(`Property '${property}' can't be searched.`);
  const prefix = fold(value).trim();
  return resource => {
    const values = [resource[property] ?? []].flat();
    return (
      prefix !== '' &&
      values.some(one =>
        fold(String(one))
          .replace(/^smtp:/, '')
          .startsWith(prefix),
      )
    );
  };
}

class SearchParser {
  readonly #reader: TokenReader;
  #depth = 0;

  constructor(text: string) {
    this.#reader = new TokenReader(tokenise(text, RULES, 'search'), 'search');
  }

  parse(): Test {
    const test = this.#or();
    if (!this.#reader.done) this.#reader.fail('end expected');
    return test;
  }

  #or(): Test {
    const tests = [this.#and()];
    while (this.#reader.accept('OR')) tests.push(this.#and());
    return resource => tests.some(test => test(resource));
  }

  #and(): Test {
    const tests = [this.#term()];
    while (this.#reader.accept('AND')) tests.push(this.#term());
    return resource => tests.every(test => test(resource));
  }

  #term(): Test {
    if (!this.#reader.accept('(')) return clause(this.#reader.take('string').replace(/\\(.)/gsu, '$1'));
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) this.#reader.fail('too many parentheses');
    const test = this.#or();
    this.#reader.expect(')');
    this.#depth -= 1;
    return test;
  }
}

/**
 * Reads a $search over users: quoted "property:value" clauses with AND, OR and parentheses; \" and \\ are escapes.
 * Throws a 400 for all else. Source: Microsoft Graph, "Use the $search query parameter".
 */
export function parseSearch(text: string): Test {
  return new SearchParser(text).parse();
}
