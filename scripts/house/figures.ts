import path from 'node:path';
import type { Node } from '@babel/types';
import { exportsOf, type Import, importsOf, type Module, nodesOf } from './modules.ts';

const LONGEST_FUNCTION = 40;
const MOST_PARAMETERS = 4;

/** One figure, with the places that it counts. */
export interface Figure {
  name: string;
  places: readonly string[];
}

/** What the shape of this source is judged by; `users` are all files that may use its exports. */
export function figuresOf(source: readonly Module[], users: readonly Module[]): Figure[] {
  return [
    { name: `functions over ${LONGEST_FUNCTION} lines`, places: source.flatMap(longFunctions) },
    { name: `functions with more than ${MOST_PARAMETERS} parameters`, places: source.flatMap(wideFunctions) },
    { name: 'casts', places: source.flatMap(casts) },
    { name: 'circles', places: circles(source.flatMap(importsOf)) },
    { name: 'exports of one name with two meanings', places: doubleNames(source) },
    { name: 'exports that nobody imports', places: unused(source, users.flatMap(importsOf)) },
    { name: 'optional fields of the request', places: optionalFields(source) },
    { name: 'places in src/teams that write events', places: source.flatMap(eventsWritten) },
  ];
}

function functionsOf(module: Module): { node: Node; parameters: number }[] {
  const found: { node: Node; parameters: number }[] = [];
  for (const node of nodesOf(module)) {
    const isFunction = /Function|Method/.test(node.type) && 'body' in node && 'params' in node;
    if (isFunction && Array.isArray(node.params)) found.push({ node, parameters: node.params.length });
  }
  return found;
}

function longFunctions(module: Module): string[] {
  return functionsOf(module)
    .map(({ node }) => ({ node, length: (node.loc?.end.line ?? 0) - (node.loc?.start.line ?? 0) + 1 }))
    .filter(({ length }) => length > LONGEST_FUNCTION)
    .map(({ node, length }) => `${at(module, node)} (${length} lines)`);
}

function wideFunctions(module: Module): string[] {
  return functionsOf(module)
    .filter(({ parameters }) => parameters > MOST_PARAMETERS)
    .map(({ node, parameters }) => `${at(module, node)} (${parameters} parameters)`);
}

function casts(module: Module): string[] {
  const found: string[] = [];
  for (const node of nodesOf(module)) {
    if (node.type !== 'TSAsExpression') continue;
    const { typeAnnotation: to } = node;
    const constant = to.type === 'TSTypeReference' && to.typeName.type === 'Identifier' && to.typeName.name === 'const';
    if (!constant) found.push(at(module, node));
  }
  return found;
}

/** Files that import each other in a loop, each loop once (Tarjan's strongly connected components). */
export function circles(imports: readonly Import[]): string[] {
  const next = Map.groupBy(imports, ({ from }) => from);
  const place = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const found: string[] = [];
  const lower = (file: string, to: number | undefined) =>
    lowest.set(file, Math.min(lowest.get(file) ?? Number.POSITIVE_INFINITY, to ?? Number.POSITIVE_INFINITY));
  const visit = (file: string): void => {
    lower(file, place.size);
    place.set(file, place.size);
    stack.push(file);
    for (const { to } of next.get(file) ?? []) {
      if (!place.has(to)) visit(to);
      if (stack.includes(to)) lower(file, lowest.get(to));
    }
    if (lowest.get(file) !== place.get(file)) return;
    const loop = stack.splice(stack.indexOf(file));
    if (loop.length > 1) found.push(loop.sort().join(' <-> '));
  };
  for (const file of next.keys()) if (!place.has(file)) visit(file);
  return found;
}

/** Files of one folder that export exactly the same names are plug-ins: there a name has one meaning. */
function doubleNames(source: readonly Module[]): string[] {
  const files = source.map(module => ({ file: module.file, names: exportsOf(module).sort() }));
  const declared = files.flatMap(({ file, names }) => {
    const kind = `${path.posix.dirname(file)}: ${names.join()}`;
    return names.map(name => ({ name, file, kind }));
  });
  return [...Map.groupBy(declared, ({ name }) => name)]
    .filter(([, places]) => places.length > 1 && new Set(places.map(({ kind }) => kind)).size > 1)
    .map(([name, places]) => `${name}: ${places.map(({ file }) => file).join(', ')}`);
}

function unused(source: readonly Module[], imports: readonly Import[]): string[] {
  const used = new Set(imports.flatMap(({ to, names }) => names.map(name => `${to} ${name}`)));
  return source.flatMap(module =>
    exportsOf(module)
      .filter(name => !used.has(`${module.file} ${name}`) && !used.has(`${module.file} *`))
      .map(name => `${module.file}: ${name}`),
  );
}

/** Of the type of a request and all that it is composed of: the states of a union, what is extended, what is joined with &. */
function optionalFields(source: readonly Module[]): string[] {
  const [module] = source.filter(({ file }) => /^src\/desk\/(?:request\/)?request\.ts$/.test(file));
  if (!module) return [];
  const types = new Map<string, Node>();
  for (const node of nodesOf(module)) {
    const isType = node.type === 'TSInterfaceDeclaration' || node.type === 'TSTypeAliasDeclaration';
    if (isType) types.set(node.id.name, node);
  }
  const begin = [...types.keys()].find(name => /^(?:\w+)?Request$/.test(name));
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (name: string): void => {
    const type = types.get(name);
    if (!type || seen.has(name)) return;
    seen.add(name);
    for (const part of partsOf(type)) {
      if (typeof part === 'string') visit(part);
      else for (const field of optionalIn(part)) found.add(`${name}.${field}`);
    }
  };
  if (begin) visit(begin);
  return [...found];
}

/** What a type is composed of: names of other types, and bodies with fields. */
function partsOf(type: Node): (string | readonly Node[])[] {
  switch (type.type) {
    case 'TSInterfaceDeclaration':
      return [...(type.extends ?? []).flatMap(partsOf), type.body.body];
    case 'TSTypeAliasDeclaration':
      return partsOf(type.typeAnnotation);
    case 'TSUnionType':
    case 'TSIntersectionType':
      return type.types.flatMap(partsOf);
    case 'TSTypeReference':
      return type.typeName.type === 'Identifier' ? [type.typeName.name] : [];
    case 'TSInterfaceHeritage':
      return type.expression.type === 'Identifier' ? [type.expression.name] : [];
    case 'TSTypeLiteral':
      return [type.members];
    default:
      return [];
  }
}

function optionalIn(members: readonly Node[]): string[] {
  return members.flatMap(member => {
    const isOptional = member.type === 'TSPropertySignature' && member.optional && member.key.type === 'Identifier';
    return isOptional && member.key.type === 'Identifier' ? [member.key.name] : [];
  });
}

/** Calls of a transition, and of what changes a request in the store. */
function eventsWritten(module: Module): string[] {
  if (!module.file.startsWith('src/teams/')) return [];
  const found: string[] = [];
  for (const node of nodesOf(module)) {
    if (node.type !== 'CallExpression') continue;
    const name = calledName(node.callee);
    if (name && WRITES.test(name)) found.push(`${at(module, node)} ${name}`);
  }
  return found;
}

const WRITES = /^(?:advance|settle|transition)$|^store\.(?:replace|create|putSetting)$/;

function calledName(callee: Node): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined;
  const { object, property } = callee;
  const of = object.type === 'MemberExpression' ? object.property : object;
  return of.type === 'Identifier' ? `${of.name}.${property.name}` : undefined;
}

function at({ file }: Module, node: Node): string {
  return `${file}:${node.loc?.start.line}`;
}
