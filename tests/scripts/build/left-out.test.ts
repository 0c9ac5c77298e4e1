import assert from 'node:assert/strict';
import { isBuiltin } from 'node:module';
import vm from 'node:vm';
import { LEFT_OUT, packageOf, standIn } from '../../../scripts/build/left-out.ts';
import { type Built, builtBundle } from './built.ts';

/** As a library takes it: something of which everything is there. */
interface Anything {
  (...args: unknown[]): unknown;
  new (...args: unknown[]): object;
  readonly [name: string]: Anything;
}

/** What a library gets that asks for a package that is left out. */
function standInFor(name: string): Anything {
  const module: { exports?: Anything } = {};
  vm.runInThisContext(`(function (module) {${standIn(name, 'is for "others"')}})`)(module);
  assert.ok(module.exports);
  return module.exports;
}

/** As transpiled libraries extend what they import. */
function extended(dialogs: Anything) {
  const { Dialog } = dialogs.prompts ?? dialogs;
  assert.ok(Dialog);
  return class Prompt extends Dialog {};
}

describe('what the bundle leaves out', () => {
  let built: Built;
  before(async () => {
    built = await builtBundle();
  });
  const inBot = () =>
    built.metafile.outputs[Object.keys(built.metafile.outputs).find(name => name.endsWith('/nyckel.js')) ?? ''];

  for (const { name, askedBy } of LEFT_OUT) {
    const asked = askedBy ? `${name} for ${askedBy}` : name;
    it(`${asked} is asked for, and not in the bundle`, () => {
      const imports = Object.entries(built.metafile.inputs).flatMap(([importer, input]) =>
        input.imports.map(({ path }) => ({ path, from: packageOf(importer) })),
      );
      assert.ok(
        imports.some(({ path, from }) => path.startsWith(`stand-in:${name}`) && (!askedBy || from === askedBy)),
        'nothing asks for it any more: strike it from the list',
      );
      const weighs = Object.keys(inBot()?.inputs ?? {}).filter(file => packageOf(file) === name);
      if (!askedBy) assert.deepEqual(weighs, []);
    });
  }

  /** Asked for where they are there, and done without everywhere else: by node-fetch, by ws, and for proxies with Kerberos. */
  const OPTIONAL = ['encoding', 'bufferutil', 'utf-8-validate', 'kerberos'];

  it('nothing but Node’s own modules is needed from outside of the bundle', () => {
    const outside = Object.values(built.metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
    assert.ok(outside.includes('node:sqlite'));
    const others = outside.filter(each => !isBuiltin(each) && !OPTIONAL.includes(each));
    assert.deepEqual([...new Set(others)], ['./telemetry.js']);
  });
});

describe('the stand-in for a package that is left out', () => {
  it('can be read and extended, as libraries do while they load', () => {
    const dialogs = standInFor('dialogs');
    assert.equal(typeof extended(dialogs), 'function');
    assert.equal(dialogs.Dialog, dialogs.Dialog);
    assert.equal(new Date() instanceof dialogs, false);
    assert.equal(dialogs.__esModule, undefined);
  });

  it('throws when it is called or constructed, with its name and the reason', () => {
    const dialogs = standInFor('dialogs/lib');
    const Prompt = extended(dialogs);
    const says = (name: string) => ({
      message: `${name} is not in the production bundle: it is for "others" (scripts/build/left-out.ts).`,
    });
    assert.throws(() => dialogs(), says('dialogs/lib'));
    assert.throws(() => dialogs.create?.({}), says('dialogs/lib.create'));
    assert.throws(() => new dialogs(), says('dialogs/lib'));
    assert.throws(() => new Prompt(), says('dialogs/lib.prompts.Dialog'));
  });
});

describe('the package that a file belongs to', () => {
  for (const [file, name] of [
    ['/project/node_modules/openai/index.js', 'openai'],
    ['/project/node_modules/@azure/msal-node/lib/msal-node.cjs', '@azure/msal-node'],
    ['/project/node_modules/botbuilder/node_modules/zod/index.cjs', 'zod'],
    ['C:\\project\\node_modules\\@azure\\identity\\dist\\index.js', '@azure/identity'],
    ['/project/src/main.ts', undefined],
  ] as const) {
    it(`${file}: ${name ?? 'none'}`, () => assert.equal(packageOf(file), name));
  }
});
