import { flatten, parts, type Template } from './template.ts';

/** Functions whose answer is a secret: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource#list */
const LISTS = /\blist[A-Z]\w*\(|\bgetSecret\(/;
/** Properties that hold one wherever a resource has them. A connection string of Application Insights has a key in it. */
const PROPERTIES =
  /\.(?:ConnectionString|InstrumentationKey|(?:primary|secondary)\w*Key|\w*(?:password|secret|connectionString))\b/i;
const NAMES = /secret|password|key|token|connectionstring|credential/i;

/**
 * Where a compiled template would show a secret to whoever may read deployments: a sentence for each parameter and output, of
 * modules too, that is one, holds one, or is called like one. An output may repeat no secure value either.
 * @param harmless names that sound like a secret and hold none
 */
export function shownSecrets(template: Template, harmless: ReadonlySet<string>): string[] {
  return [...parts(template)].flatMap(([name, part]) => {
    const where = name === '' ? '' : ` of ${name}`;
    const parameters = Object.entries(part.parameters ?? {});
    const secure = parameters.filter(([, { type }]) => /^secure/i.test(type)).map(([key]) => key);
    const outputs = Object.entries(part.outputs ?? {});
    const called = [...parameters, ...outputs].map(([key]) => key).filter(key => NAMES.test(key) && !harmless.has(key));
    return [
      ...secure.map(key => `the parameter ${key}${where} is a secret`),
      ...called.map(key => `${key}${where} is called like a secret`),
      ...outputs
        .filter(([, { type, value }]) => /^secure/i.test(type) || holdsSecret(value, secure))
        .map(([key]) => `the output ${key}${where} holds a secret`),
    ];
  });
}

function holdsSecret(value: unknown, secure: readonly string[]): boolean {
  return flatten(value).some(
    ([, text]) =>
      typeof text === 'string' &&
      (LISTS.test(text) || PROPERTIES.test(text) || secure.some(name => text.includes(`parameters('${name}')`))),
  );
}
