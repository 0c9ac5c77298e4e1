import type { Plugin } from 'esbuild';

/** A package that the bundle goes without. */
export interface LeftOut {
  name: string;
  /** Only where this package asks for it; everywhere else it is bundled. */
  askedBy?: string;
  /** Why the bot never runs it. */
  why: string;
}

/**
 * What the libraries load at their start and this bot never runs, where it weighs. Each becomes a stand-in that throws as
 * soon as something of it is called or constructed.
 */
export const LEFT_OUT: readonly LeftOut[] = [
  { name: 'gpt-tokenizer', why: 'counts the tokens of prompts for a language model' },
  { name: 'openai', why: 'is the client of a language model' },
  { name: 'yaml', why: 'writes prompts for a language model' },
  { name: 'botbuilder-dialogs', why: 'serves the sign-in of teams-ai, and the bot has its own' },
  {
    name: '@azure/msal-node',
    askedBy: 'botframework-connector',
    why: 'serves credentials of botbuilder; ours are @azure/identity',
  },
  {
    name: '@azure/msal-node',
    askedBy: '@microsoft/teams-ai',
    why: 'serves the sign-in of teams-ai, and the bot has its own',
  },
  { name: 'htmlparser2', why: 'reads messages that are spoken aloud' },
  { name: 'http-signature', why: 'verifies requests that are signed over HTTP, and Teams sends bearer tokens' },
  { name: 'csv', why: 'reads bodies in CSV, and the door takes JSON alone' },
  { name: 'send', why: 'serves static files' },
  { name: '@xmldom/xmldom', why: 'serves the XPath function of card templates' },
  { name: 'xpath', why: 'serves the XPath function of card templates' },
  { name: 'whatwg-url', why: 'stands in for URL where Node.js has none' },
  { name: 'dtrace-provider', why: 'is native code for DTrace; restify does without it' },
];

const STAND_IN = 'stand-in';
/** Zod's messages in fifty languages; the bot leaves them in English. */
const ZOD_LANGUAGES = /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/;

/** Puts the stand-in in the place of each package that is left out. */
export function leaveOut(leftOut: readonly LeftOut[]): Plugin {
  return {
    name: 'leave-out',
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, ({ path, importer }) => {
        const left = leftOut.find(
          ({ name, askedBy }) =>
            `${path}/`.startsWith(`${name}/`) && (askedBy === undefined || packageOf(importer) === askedBy),
        );
        return left && { path, namespace: STAND_IN, pluginData: left.why };
      });
      build.onLoad({ filter: /(?:)/, namespace: STAND_IN }, ({ path, pluginData }) => ({
        contents: standIn(path, String(pluginData)),
      }));
      build.onLoad({ filter: ZOD_LANGUAGES }, () => ({ contents: "export { default as en } from './en.js';" }));
    },
  };
}

/** Name of the package in node_modules that a file belongs to; undefined for our own. */
export function packageOf(file: string): string | undefined {
  return /(?:^|.*[\\/])node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1]?.replaceAll('\\', '/');
}

/**
 * A CommonJS module of which everything may be read and extended, as libraries do while they load, and nothing called.
 * @param module as it was asked for
 */
export function standIn(module: string, why: string): string {
  return `
const absent = name => {
  const refuse = () => {
    throw new Error(name + ' is not in the production bundle: it ' + ${JSON.stringify(why)} + ' (scripts/build/left-out.ts).');
  };
  const members = new Map();
  return new Proxy(class {}, {
    apply: refuse,
    construct: refuse,
    get(target, key) {
      if (typeof key === 'symbol' || key === 'prototype' || key === '__esModule') return target[key];
      if (!members.has(key)) members.set(key, absent(name + '.' + key));
      return members.get(key);
    },
  });
};
module.exports = absent(${JSON.stringify(module)});
`;
}
