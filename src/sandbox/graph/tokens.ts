import { badRequest } from './graph-error.ts';

export interface Token {
  kind: 'word' | 'string' | 'symbol';
  text: string;
}

/** Cuts text into tokens by the rules of one query option; each pattern is sticky and its first group is the token's text. */
export function tokenise(text: string, rules: readonly (readonly [Token['kind'], RegExp])[], option: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const blank = /\s+/y;
    blank.lastIndex = at;
    if (blank.test(text)) {
      at = blank.lastIndex;
      continue;
    }
    const token = firstToken(text, at, rules);
    if (!token) throw badRequest(`Invalid ${option} clause: Syntax error at position ${at}.`);
    tokens.push(token.token);
    at = token.end;
  }
  return tokens;
}

function firstToken(text: string, at: number, rules: readonly (readonly [Token['kind'], RegExp])[]) {
  for (const [kind, pattern] of rules) {
    const sticky = new RegExp(pattern, 'yu');
    sticky.lastIndex = at;
    const match = sticky.exec(text);
    if (match) return { token: { kind, text: match[1] ?? match[0] }, end: sticky.lastIndex };
  }
  return undefined;
}

/** Walks over tokens; every complaint is a 400 that names the query option. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  readonly #option: string;
  #position = 0;

  constructor(tokens: readonly Token[], option: string) {
    this.#tokens = tokens;
    this.#option = option;
  }

  get done(): boolean {
    return this.#position >= this.#tokens.length;
  }

  /** Takes the next token when it is this symbol or word. */
  accept(text: string): boolean {
    const token = this.#tokens[this.#position];
    if (!token || token.kind === 'string' || token.text !== text) return false;
    this.#position += 1;
    return true;
  }

  expect(text: string): void {
    if (!this.accept(text)) this.fail(`'${text}' expected`);
  }

  take(kind: Token['kind']): string {
    const token = this.#tokens[this.#position];
    if (token?.kind !== kind) return this.fail(`a ${kind} expected`);
    this.#position += 1;
    return token.text;
  }

  fail(reason: string): never {
    throw badRequest(`Invalid ${this.#option} clause: ${reason} at token ${this.#position + 1}.`);
  }
}
