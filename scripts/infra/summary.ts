import { createHash } from 'node:crypto';
import { flatten, made, moduleOf, parts, type Resource, type Template } from './template.ts';

/** Longer ones, such as a query or the workbook, are told by their beginning and their hash. */
const LONGEST = 260;

/**
 * What a compiled template makes, a line for each value, so that a comparison of two shows what a change of infra/ changes.
 * Left out is what says nothing about that: descriptions, and the marks of the compiler.
 */
export function summarize(template: Template): string {
  const sections = [...parts(template)].map(([name, part]) =>
    [
      name === '' ? '# main' : `# module ${name}`,
      ...listed('parameter', part.parameters, ({ metadata: _said, ...limits }) => limits),
      ...listed('variable', part.variables, value => value),
      ...made(part).flatMap(told),
      ...listed('output', part.outputs, value => value),
    ].join('\n'),
  );
  return `${sections.join('\n\n')}\n`;
}

function listed<T>(
  kind: string,
  values: Readonly<Record<string, T>> | undefined,
  shown: (value: T) => unknown,
): string[] {
  return Object.entries(values ?? {}).flatMap(([name, value]) => lines(`${kind} ${name}`, shown(value), ' '));
}

function told(resource: Resource): string[] {
  const { type, apiVersion, name, ...rest } = resource;
  const heading = `${moduleOf(resource) ? 'deploys module' : `makes ${type} ${apiVersion}`} ${name}`;
  return [heading, ...lines('', withoutTemplate(rest, resource), '').map(line => `  ${line}`)];
}

/** A module has a section of its own, and how it is nested is the same for all. */
function withoutTemplate(rest: Readonly<Record<string, unknown>>, resource: Resource): unknown {
  if (!moduleOf(resource)) return rest;
  const { template: _told, mode: _usual, expressionEvaluationOptions: _inner, ...properties } = Object(rest.properties);
  return { ...rest, properties };
}

function lines(before: string, value: unknown, gap: string): string[] {
  return flatten(value).map(([path, item]) => `${before}${path === '' ? '' : gap}${path}: ${short(item)}`);
}

/** As `reference(resourceId('Microsoft.Resources/deployments', 'app'), '2025-04-01').outputs.id.value`. */
const OUTPUT =
  /reference\(resourceId\('Microsoft\.Resources\/deployments', '([\w-]+)'\), '[\d-]+'\)\.outputs\.(\w+)\.value/g;

function short(value: unknown): string {
  const text = (typeof value === 'string' && value !== '' ? value : JSON.stringify(value)).replace(
    OUTPUT,
    '$1.outputs.$2',
  );
  if (text.length <= LONGEST && !text.includes('\n')) return text;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return `${text.slice(0, 60).replaceAll('\n', ' ')}… (${text.length} characters, ${hash})`;
}
