/** An expression as it is written, an object, an array, or a loop that makes an array. */
export type BicepValue = string | readonly BicepValue[] | BicepObject | BicepLoop;
export interface BicepObject {
  readonly [property: string]: BicepValue;
}
/** `[for item in items: body]`. Its marker can't be a property, because property names have no space. */
export interface BicepLoop {
  readonly 'for each': string;
  readonly body: BicepValue;
}

export interface BicepParam {
  type: string;
  /** What it is when nobody sets it; undefined: it must be set. */
  usual?: BicepValue;
  decorators: string;
}

interface Made {
  symbol: string;
  condition?: string;
  /** `item in items`: there are several, and the body is that of each of them. */
  loop?: string;
  body: BicepObject;
}

export interface BicepResource extends Made {
  type: string;
  version: string;
  existing: boolean;
}

export interface BicepModule extends Made {
  path: string;
}

export interface BicepFile {
  params: Map<string, BicepParam>;
  variables: Map<string, BicepValue>;
  outputs: Map<string, BicepValue>;
  resources: BicepResource[];
  modules: BicepModule[];
}

const OPENING = '{[(';
const CLOSING = '}])';

/**
 * Reads a file in the plain part of the Bicep language: parameters, variables, resources, modules and outputs, with objects,
 * arrays, loops and conditions. It checks no types. Throws an Error at what it does not know or at an unfinished bracket.
 */
export function readBicep(text: string): BicepFile {
  const reader = new Reader(withoutComments(text));
  const file: BicepFile = { params: new Map(), variables: new Map(), outputs: new Map(), resources: [], modules: [] };
  let decorators = '';
  for (;;) {
    reader.skipBlank();
    if (reader.atEnd) return file;
    const decorator = reader.take(/@/y) && reader.expression();
    if (decorator) {
      decorators += `@${decorator}\n`;
      continue;
    }
    readStatement(reader, file, decorators);
    decorators = '';
  }
}

/** The parameters that a .bicepparam file sets, and the template that it is for. */
export function readBicepParameters(text: string): { using: string; values: Map<string, BicepValue> } {
  const reader = new Reader(withoutComments(text));
  const values = new Map<string, BicepValue>();
  let using = '';
  for (;;) {
    reader.skipBlank();
    if (reader.atEnd) return { using, values };
    const [, name] = reader.take(/using '(.*?)'|param (\w+) = /y) ?? reader.fail();
    if (name !== undefined) using = name;
    else values.set(reader.last?.[2] ?? '', reader.value());
  }
}

/** The text of a plain string literal; undefined: it is something else. */
export function literal(value: BicepValue | undefined): string | undefined {
  return typeof value === 'string' ? /^'([^'$\\]*)'$/.exec(value)?.[1] : undefined;
}

/** What stands at a path such as `properties.siteConfig.alwaysOn`. */
export function at(body: BicepValue | undefined, path: string): BicepValue | undefined {
  return path
    .split('.')
    .reduce<BicepValue | undefined>(
      (value, name) => (value === undefined || typeof value === 'string' ? undefined : (value as BicepObject)[name]),
      body,
    );
}

function readStatement(reader: Reader, file: BicepFile, decorators: string): void {
  const [, keyword = '', name = ''] =
    reader.take(/(targetScope|param|var|output|resource|module)\b *(\w*) */y) ?? reader.fail();
  if (keyword === 'targetScope') {
    reader.take(/= */y);
    reader.expression();
  } else if (keyword === 'param') {
    const [, type = ''] = reader.take(/(\w+) */y) ?? reader.fail();
    file.params.set(name, { type, decorators, usual: reader.take(/= */y) ? reader.value() : undefined });
  } else if (keyword === 'var') {
    file.variables.set(name, (reader.take(/= */y) ?? reader.fail()) && reader.value());
  } else if (keyword === 'output') {
    file.outputs.set(name, (reader.take(/\w+ = */y) ?? reader.fail()) && reader.value());
  } else {
    const [, what = '', existing] = reader.take(/'(.*?)' (existing )?= */y) ?? reader.fail();
    const condition = reader.take(/if /y) ? reader.bracketed() : undefined;
    reader.skipBlank();
    const one = { symbol: name, condition, ...reader.body() };
    const [type = '', version = ''] = what.split('@');
    if (keyword === 'module') file.modules.push({ ...one, path: what });
    else file.resources.push({ ...one, type, version, existing: existing !== undefined });
  }
}

class Reader {
  last: RegExpExecArray | undefined;
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  fail(): never {
    const line = this.#text.slice(0, this.#at).split('\n').length;
    throw new Error(`Line ${line} is not understood: ${this.#text.slice(this.#at).split('\n')[0]}`);
  }

  /** Takes what a sticky expression matches here. */
  take(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.#text) ?? undefined;
    this.#at += found?.[0].length ?? 0;
    if (found) this.last = found;
    return found;
  }

  skipBlank(): void {
    this.take(/[\s,]*/y);
  }

  value(): BicepValue {
    if (this.take(/\{/y)) return this.#object();
    if (this.take(/\[\s*(?=for )/y)) return this.#loop();
    if (this.take(/\[/y)) return this.#array();
    return this.expression();
  }

  body(): { loop?: string; body: BicepObject } {
    const value = this.value();
    if (typeof value === 'string' || Array.isArray(value)) return this.fail();
    if (!isLoop(value)) return { body: value as BicepObject };
    return { loop: value['for each'], body: value.body as BicepObject };
  }

  /** To the end of the line, or of the object or array around it; brackets and strings may go over several lines. */
  expression(): string {
    const start = this.#at;
    while (!this.atEnd && !'\n,'.includes(this.#here) && !CLOSING.includes(this.#here)) this.#skipOne();
    const text = this.#text.slice(start, this.#at).trim();
    return text === '' ? this.fail() : text.replace(/\s*\n\s*/g, ' ');
  }

  bracketed(): string {
    const start = this.#at;
    this.#skipOne();
    return this.#text.slice(start + 1, this.#at - 1).trim();
  }

  get #here(): string {
    return this.#text[this.#at] ?? this.fail();
  }

  #object(): BicepObject {
    const properties: [string, BicepValue][] = [];
    for (this.skipBlank(); !this.take(/\}/y); this.skipBlank()) {
      const [, quoted, plain = ''] = this.take(/(?:'((?:\$\{[^}]*\}|[^'])*)'|(\w+)): */y) ?? this.fail();
      properties.push([quoted ?? plain, this.value()]);
    }
    return Object.fromEntries(properties);
  }

  #array(): BicepValue[] {
    const items: BicepValue[] = [];
    for (this.skipBlank(); !this.take(/\]/y); this.skipBlank()) items.push(this.value());
    return items;
  }

  #loop(): BicepLoop {
    const [, each = ''] = this.take(/for ([^:]+): */y) ?? this.fail();
    const body = this.value();
    this.skipBlank();
    if (!this.take(/\]/y)) this.fail();
    return { 'for each': each, body };
  }

  /** One character, or all that a bracket or a string holds. */
  #skipOne(): void {
    const character = this.#here;
    this.#at += 1;
    if (character === "'") this.#skipString();
    if (!OPENING.includes(character)) return;
    const end = CLOSING[OPENING.indexOf(character)];
    while (this.#here !== end) this.#skipOne();
    this.#at += 1;
  }

  #skipString(): void {
    while (!this.take(/'/y)) {
      if (this.take(/\\./y)) continue;
      if (this.take(/\$(?=\{)/y)) this.#skipOne();
      else this.#at += this.#here.length;
    }
  }
}

function isLoop(value: object): value is BicepLoop {
  return 'for each' in value;
}

/** Strings are kept whole: an address has two slashes in it. */
function withoutComments(text: string): string {
  return text.replace(
    /('(?:\\.|[^'\\\n])*')|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (_all, string: string | undefined) => string ?? '',
  );
}
