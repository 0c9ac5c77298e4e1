import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type ParseResult, parse } from '@babel/parser';
import type { File, Node } from '@babel/types';

/** A source file, read, and parsed as soon as its tree is asked for. */
export interface Module {
  /** Relative to the root, with slashes. */
  file: string;
  /** What its tree is the tree of. */
  text: string;
  lines: number;
  readonly tree: ParseResult<File>;
}

/** A statement that takes from another file, or a dynamic import of a fixed name. */
const TAKING = /^(?:import|export) (?:type )?(?:[\w*{][^;'"]*? from )?'[^']+'|\bimport\('[^']+'\)/gm;

/** All TypeScript files below this folder of a checkout, sorted by name. */
export function modulesOf(root: string, folder: string): Module[] {
  return modulesIn(root, folder, text => text);
}

/** The same, but of what stands in a file no more than what it takes from others: enough for who uses what, and much quicker. */
export function usersIn(root: string, folder: string): Module[] {
  return modulesIn(root, folder, text => [...text.matchAll(TAKING)].map(([statement]) => statement).join(';\n'));
}

function modulesIn(root: string, folder: string, parsed: (text: string) => string): Module[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .sort()
    .map(each => {
      const file = path.posix.join(folder, each.split(path.sep).join('/'));
      const text = readFileSync(path.join(root, file), 'utf8');
      return new ReadModule(file, parsed(text), text.split('\n').length - 1);
    });
}

class ReadModule implements Module {
  readonly file: string;
  readonly text: string;
  readonly lines: number;
  #tree: ParseResult<File> | undefined;

  constructor(file: string, text: string, lines: number) {
    this.file = file;
    this.text = text;
    this.lines = lines;
  }

  get tree(): ParseResult<File> {
    this.#tree ??= parse(this.text, { sourceType: 'module', plugins: ['typescript'], attachComment: false });
    return this.#tree;
  }
}

/** What was walked before: many figures are about the nodes of one module. */
const walked = new WeakMap<Module, readonly Node[]>();

/** All nodes of a module, each before what is below it. */
export function nodesOf(module: Module): readonly Node[] {
  const known = walked.get(module);
  if (known) return known;
  const nodes: Node[] = [];
  collect(module.tree.program, nodes);
  walked.set(module, nodes);
  return nodes;
}

function collect(node: Node, into: Node[]): void {
  into.push(node);
  for (const value of Object.values(node)) {
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) for (const child of value) collectFrom(child, into);
    else collectFrom(value, into);
  }
}

function collectFrom(child: unknown, into: Node[]): void {
  if (isNode(child)) collect(child, into);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'loc' in value && 'start' in value;
}

/** What a file takes from another one of ours. */
export interface Import {
  from: string;
  to: string;
  /** The names that are taken; `*`: all of them. */
  names: readonly string[];
}

/** The imports of our own files, re-exports and dynamic ones among them. */
export function importsOf(module: Module): Import[] {
  return takenIn(module)
    .filter(({ source }) => source.startsWith('.'))
    .map(({ source, names }) => ({
      from: module.file,
      to: path.posix.join(path.posix.dirname(module.file), source),
      names,
    }));
}

/** The packages that a file imports, by the names that stand in it. */
export function packagesOf(module: Module): string[] {
  return takenIn(module)
    .map(({ source }) => source)
    .filter(source => !source.startsWith('.'));
}

interface Taken {
  source: string;
  names: readonly string[];
}

/** What is taken in a module that was asked about before. */
const asked = new WeakMap<Module, readonly Taken[]>();

function takenIn(module: Module): readonly Taken[] {
  const known = asked.get(module);
  if (known) return known;
  const found = nodesOf(module).flatMap(node => takenBy(node) ?? []);
  asked.set(module, found);
  return found;
}

function takenBy(node: Node): Taken | undefined {
  switch (node.type) {
    case 'ImportDeclaration': {
      const names = node.specifiers.map(one => (one.type === 'ImportSpecifier' ? nameOf(one.imported) : '*'));
      return { source: node.source.value, names };
    }
    case 'ExportNamedDeclaration': {
      const names = node.specifiers.map(one => (one.type === 'ExportSpecifier' ? nameOf(one.local) : '*'));
      return node.source ? { source: node.source.value, names } : undefined;
    }
    case 'ExportAllDeclaration':
      return { source: node.source.value, names: ['*'] };
    case 'ImportExpression':
      return node.source.type === 'StringLiteral' ? { source: node.source.value, names: ['*'] } : undefined;
    default:
      return undefined;
  }
}

/** The names that a file declares and exports. */
export function exportsOf({ tree }: Module): string[] {
  return tree.program.body.flatMap(statement => {
    if (statement.type !== 'ExportNamedDeclaration' || !statement.declaration) return [];
    const { declaration } = statement;
    if (declaration.type === 'VariableDeclaration') {
      return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []));
    }
    return 'id' in declaration && declaration.id?.type === 'Identifier' ? [declaration.id.name] : [];
  });
}

function nameOf(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'StringLiteral' ? node.value : '';
}
