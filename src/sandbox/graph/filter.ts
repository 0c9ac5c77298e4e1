import { unsupportedQuery } from './graph-error.ts';
import type { Resource } from './select.ts';
import { type Token, TokenReader, tokenise } from './tokens.ts';

export type Test = (resource: Resource) => boolean;

/** Which properties a $filter may use, and how. */
export interface Filterable {
  /** String properties that take eq. */
  equal: readonly string[];
  /** String properties that take eq in advanced queries alone. */
  equalAdvanced?: readonly string[];
  /** String properties that take startswith. */
  startsWith: readonly string[];
  /** Boolean properties that take eq. */
  boolean: readonly string[];
  /** String collections that take any() with eq or startswith inside. */
  any: readonly string[];
}

const RULES: readonly (readonly [Token['kind'], RegExp])[] = [
  ['string', /'((?:[^']|'')*)'/],
  ['symbol', /[(),:/]/],
  ['word', /[A-Za-z_][A-Za-z0-9_]*/],
];

const MAX_DEPTH = 20;

/** Directory strings compare without regard to case. */
function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

class FilterParser {
  readonly #reader: TokenReader;
  readonly #filterable: Filterable;
  #depth = 0;

  constructor(text: string, filterable: Filterable) {
    this.#reader = new TokenReader(tokenise(text, RULES, 'filter'), 'filter');
    this.#filterable = filterable;
  }

  parse(): Test {
    const test = this.#or();
    if (!this.#reader.done) this.#reader.fail('end expected');
    return test;
  }

  #or(): Test {
    const tests = [this.#and()];
    while (this.#reader.accept('or')) tests.push(this.#and());
    return resource => tests.some(test => test(resource));
  }

  #and(): Test {
    const tests = [this.#term()];
    while (this.#reader.accept('and')) tests.push(this.#term());
    return resource => tests.every(test => test(resource));
  }

  #term(): Test {
    if (!this.#reader.accept('(')) return this.#comparison();
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) this.#reader.fail('too many parentheses');
    const test = this.#or();
    this.#reader.expect(')');
    this.#depth -= 1;
    return test;
  }

  #comparison(): Test {
    const name = this.#reader.take('word');
    if (name.toLowerCase() === 'startswith') {
      const { property, value } = this.#startsWith();
      this.#require(this.#filterable.startsWith, property, 'startsWith');
      return resource => fold(String(resource[property] ?? '')).startsWith(value);
    }
    if (this.#reader.accept('/')) return this.#any(name);
    if (!this.#reader.accept('eq'))
      throw unsupportedQuery(`Unsupported or invalid query filter clause specified for property '${name}'.`);
    if (this.#filterable.boolean.includes(name)) return this.#isBoolean(name);
    this.#require(this.#filterable.equal, name, 'eq');
    const value = this.#string();
    return resource => typeof resource[name] === 'string' && fold(resource[name]) === value;
  }

  #isBoolean(name: string): Test {
    const word = this.#reader.take('word');
    if (word !== 'true' && word !== 'false') this.#reader.fail('true or false expected');
    return resource => resource[name] === (word === 'true');
  }

  #any(name: string): Test {
    this.#require(this.#filterable.any, name, 'any');
    this.#reader.expect('any');
    this.#reader.expect('(');
    const variable = this.#reader.take('word');
    this.#reader.expect(':');
    const test = this.#element(variable);
    this.#reader.expect(')');
    return resource => Array.isArray(resource[name]) && resource[name].some(item => test(fold(String(item))));
  }

  #element(variable: string): (item: string) => boolean {
    const word = this.#reader.take('word');
    if (word.toLowerCase() === 'startswith') {
      const { property, value } = this.#startsWith();
      if (property !== variable) this.#reader.fail(`'${variable}' expected`);
      return item => item.startsWith(value);
    }
    if (word !== variable) this.#reader.fail(`'${variable}' expected`);
    this.#reader.expect('eq');
    const value = this.#string();
    return item => item === value;
  }

  #startsWith(): { property: string; value: string } {
    this.#reader.expect('(');
    const property = this.#reader.take('word');
    this.#reader.expect(',');
    const value = this.#string();
    this.#reader.expect(')');
    return { property, value };
  }

  #string(): string {
    return fold(this.#reader.take('string').replaceAll("''", "'"));
  }

  #require(names: readonly string[], property: string, operator: string): void {
    if (!names.includes(property)) {
      throw unsupportedQuery(
        `Unsupported or invalid query filter clause specified for property '${property}' (${operator}).`,
      );
    }
  }
}

/**
 * Reads a $filter: eq, startswith, any() with these inside, and, or, parentheses. Throws a 400 for all else. `advanced`: the
 * request has `ConsistencyLevel: eventual` and $count=true.
 * Source: Microsoft Graph, "Use the $filter query parameter".
 */
export function parseFilter(text: string, filterable: Filterable, advanced = false): Test {
  const equal = advanced ? [...filterable.equal, ...(filterable.equalAdvanced ?? [])] : filterable.equal;
  return new FilterParser(text, { ...filterable, equal }).parse();
}
