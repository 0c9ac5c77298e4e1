import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ValuesFile } from '../values.ts';

/** The template, by its path from the root: from there the Azure CLI is called. */
export const TEMPLATE = 'infra/main.bicep';
const ROOT = path.resolve(import.meta.dirname, '../..');

/** Where a value has another name than its parameter. */
const OTHER_NAMES: Readonly<Record<string, string>> = { location: 'AZURE_LOCATION', name: 'RESOURCE_NAME' };

/** Every parameter of the template, with the name under which its value stands in the file. */
export function parameters(): ReadonlyMap<string, string> {
  const template = readFileSync(path.join(ROOT, TEMPLATE), 'utf8');
  const names = [...template.matchAll(/^param (\w+) /gm)].map(([, name = '']) => name);
  return new Map(names.map(name => [name, OTHER_NAMES[name] ?? snake(name)]));
}

/** What the deployment is given: each parameter that has a value, and no other. */
export function given(file: ValuesFile): string[] {
  return [...parameters()].flatMap(([parameter, name]) => {
    const value = file.get(name);
    return value === '' ? [] : [`${parameter}=${value}`];
  });
}

/** What the template tells; the values have the same names in capitals, which is how the toolkit writes them. */
export function outputs(): string[] {
  const template = readFileSync(path.join(ROOT, TEMPLATE), 'utf8');
  return [...template.matchAll(/^output (\w+) /gm)].map(([, name = '']) => name);
}

/** The default of a parameter as the template has it. */
export function defaultOf(parameter: string): string {
  const template = readFileSync(path.join(ROOT, TEMPLATE), 'utf8');
  return new RegExp(`^param ${parameter} \\w+ = '?([^'\\n]*)'?$`, 'm').exec(template)?.[1] ?? '';
}

/** The values that the template allows for a parameter; none where it names none. */
export function allowed(parameter: string): string[] {
  const template = readFileSync(path.join(ROOT, TEMPLATE), 'utf8');
  const [, list = ''] = new RegExp(`@allowed\\(\\[([^\\]]*)\\]\\)\nparam ${parameter} `).exec(template) ?? [];
  return [...list.matchAll(/'([^']+)'/g)].map(([, value = '']) => value);
}

/** The namespaces of the resource providers that the templates need, but for the one that every subscription has. */
export function providers(): string[] {
  const modules = globSync('infra/modules/*.bicep', { cwd: ROOT });
  const text = [TEMPLATE, ...modules].map(file => readFileSync(path.join(ROOT, file), 'utf8')).join('\n');
  const needed = new Set([...text.matchAll(/^ *resource \w+ '(Microsoft\.\w+)\//gm)].map(([, name = '']) => name));
  needed.delete('Microsoft.Authorization');
  return [...needed].sort();
}

function snake(name: string): string {
  return name.replaceAll(/[A-Z]/g, letter => `_${letter}`).toUpperCase();
}
