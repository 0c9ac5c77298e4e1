import assert from 'node:assert/strict';
import { globSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { type Config, readConfig, VARIABLES } from '../src/config/config.ts';
import { PERMISSIONS } from '../src/directory/permissions.ts';
import { ErrorCode } from '../src/errors.ts';
import { commandName } from '../src/teams/words/command-name.ts';
import { parseCommand } from '../src/teams/words/parse-command.ts';
import { code, ROOT, table, text } from './support/pages.ts';

const README = text('README.md');
const CONFIGURATION = 'docs/configuration.md';
const { scripts: SCRIPTS } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };
const ID = '11111111-2222-4333-8444-555555555555';
const REQUIRED = { BOT_ID: ID, BOT_TENANT_ID: ID, SEAL_KEY: Buffer.alloc(32).toString('base64') };

/** Name and default by name, as docs/configuration.md and .env.sample tell them. */
function pageDefaults(): Map<string, string> {
  return new Map(
    table(CONFIGURATION, '## Variables').map(([name, usual]) => [
      code(name)[0] ?? '',
      usual?.replaceAll('`', '') ?? '',
    ]),
  );
}

function sampleDefaults(): Map<string, string> {
  const lines = text('.env.sample').matchAll(/^(?:# )?([A-Z][A-Z_]+)=(.*)$/gm);
  return new Map([...lines].map(([, name, value]) => [name ?? '', value ?? '']));
}

const OF_CLOUD = {
  GRAPH_ENDPOINT: 'graphEndpoint',
  TOKEN_SERVICE_URL: 'tokenServiceUrl',
  CHANNEL_OPENID_METADATA_URL: 'channelOpenIdMetadataUrl',
  CHANNEL_ISSUER: 'channelIssuer',
  CHANNEL_SCOPE: 'channelScope',
  CHANNEL_SERVICE_HOSTS: 'channelServiceHosts',
  FILE_HOSTS: 'fileHosts',
  AZURE_AUTHORITY_HOST: 'authorityHost',
} as const satisfies Record<string, keyof Config>;

/** What a variable is when it is not set; undefined: it has no default, or it is required. */
function usualValue(name: keyof typeof VARIABLES): string | undefined {
  if (name in OF_CLOUD) return String(readConfig(REQUIRED)[OF_CLOUD[name as keyof typeof OF_CLOUD]]);
  if (name in REQUIRED) return undefined;
  const usual = VARIABLES[name].parse(undefined);
  return usual === undefined ? undefined : String(usual);
}

const NAMES = Object.keys(VARIABLES) as (keyof typeof VARIABLES)[];

describe('docs: variables', () => {
  it('docs/configuration.md and .env.sample name every variable that the bot reads, and no other', () => {
    assert.deepEqual([...pageDefaults().keys()].sort(), [...NAMES].sort());
    assert.deepEqual([...sampleDefaults().keys()].sort(), [...NAMES].sort());
  });

  for (const name of NAMES) {
    it(`docs/configuration.md and .env.sample tell the default of ${name}`, () => {
      const usual = usualValue(name);
      const absent = name in REQUIRED ? 'required' : 'none';
      assert.equal(pageDefaults().get(name), name in OF_CLOUD ? 'by CLOUD' : (usual ?? absent));
      assert.equal(sampleDefaults().get(name), usual ?? '');
    });
  }

  it('a copy of .env.sample with the required values in it is a configuration, the same as without it', () => {
    const given = Object.fromEntries([...sampleDefaults()].map(([name, value]) => [name, value]));
    assert.deepEqual(readConfig({ ...given, ...REQUIRED }), readConfig(REQUIRED));
  });

  it('.env.sample says before each variable what it is', () => {
    const blocks = text('.env.sample').trim().split('\n\n').slice(1);
    assert.equal(blocks.length, NAMES.length);
    for (const block of blocks) assert.match(block, /^# [^\n]{10,}\n(# [^\n]+\n)*(# )?[A-Z_]+=[^\n]*$/);
  });

  it('docs/app-package.md names every variable of the app package, and no other', () => {
    const placeholders = [...text('appPackage/manifest.json').matchAll(/\$\{\{(\w+)\}\}/g)].map(([, name]) => name);
    const named = table('docs/app-package.md', '## Make it').map(([name]) => code(name)[0]);
    assert.deepEqual(named.sort(), [...new Set(placeholders)].sort());
  });
});

describe('docs: error codes', () => {
  const sections = new Map(
    text('docs/errors.md')
      .split(/^## /m)
      .slice(1)
      .map(section => [section.split('\n')[0] ?? '', section]),
  );
  const source = globSync('src/**/*.ts', { cwd: ROOT })
    .filter(file => file !== path.normalize('src/errors.ts') && !file.includes('sandbox'))
    .map(text)
    .join('\n');

  it('docs/errors.md has every code, and no other', () => {
    assert.deepEqual([...sections.keys()].sort(), Object.values(ErrorCode).sort());
  });

  for (const [name, value] of Object.entries(ErrorCode)) {
    it(`${value} is explained, with what to do`, () => {
      assert.match(sections.get(value) ?? '', /^\w+\n\n[^\n*]{40,}[\s\S]+\n\*\*What to do:\*\* [^\n]{20,}/);
    });

    it(`${value} is really used`, () => {
      const classes = text('src/errors.ts').split(/^export class /m);
      const className = classes.find(one => one.includes(`super(ErrorCode.${name},`))?.split(' ')[0];
      const used = source.includes(`ErrorCode.${name}`) || source.includes(`new ${className}(`);
      assert.ok(used, `nothing in src throws or logs ${name}`);
    });
  }
});

describe('docs: permissions and commands', () => {
  it('docs/configuration.md lists every permission with its reason, and no other', () => {
    const listed = table(CONFIGURATION, '## Permissions').map(([scope, why]) => [code(scope)[0], why]);
    assert.deepEqual(
      listed,
      PERMISSIONS.broad.map(({ scope, why }) => [scope, why]),
    );
  });

  it('CONTRIBUTING.md lists every npm script, and no other', () => {
    const command = (name: string) => (['start', 'test'].includes(name) ? `npm ${name}` : `npm run ${name}`);
    const listed = table('CONTRIBUTING.md', '## Commands').map(([name]) => code(name)[0]);
    assert.deepEqual(listed.sort(), Object.keys(SCRIPTS).map(command).sort());
  });

  it('docs/operate.md quotes messages that the bot really writes', () => {
    const written = `${text('src/locales/en/texts.json')}${text('src/teams/channel/door.ts')}${text('src/server.ts')}`;
    for (const [seen] of table('docs/operate.md', '## When something is wrong')) {
      for (const [, quoted = ''] of (seen ?? '').matchAll(/["`]([^"`]+)["`]/g)) {
        assert.ok(written.includes(quoted), quoted);
      }
    }
  });
});

describe('docs: README', () => {
  it('is at most 120 lines long, and begins with what starts and what tests everything', () => {
    assert.ok(README.split('\n').length <= 121, `${README.split('\n').length - 1} lines`);
    const blocks = [...README.matchAll(/```sh\n([^`]+)\n```/g)].map(([, block]) => block);
    assert.deepEqual(blocks.slice(0, 2), ['npm ci && npm start', 'npm ci && npm test']);
  });

  it('lists every folder of src', () => {
    const folders = readdirSync(path.join(ROOT, 'src'), { withFileTypes: true }).filter(entry => entry.isDirectory());
    const listed = table('README.md', '## The house').map(([name]) => code(name)[0]);
    assert.deepEqual(listed.sort(), folders.map(({ name }) => `src/${name}`).sort());
  });

  const KINDS: readonly [row: string, kind: string][] = [
    ['reset a password', 'reset'],
    ['reset, naming the account exactly', 'reset'],
    ['reset, with reason and ticket', 'reset'],
    ['give a Temporary Access Pass', 'temporary-access-pass'],
    ['see what is open', 'status'],
    ['see what was not used yet', 'unused'],
    ['see your own requests', 'history'],
    ['see the requests for one person', 'history-for'],
    ['see the week in figures', 'figures'],
    ['have approval requests sent to this channel or group chat', 'approvals-here'],
    ['see where requests are approved', 'approvals'],
    ['see what you can write', 'help'],
    ['sign out', 'sign-out'],
  ];

  it('gives commands that the bot understands as it says', () => {
    const rows = table('README.md', '## What you can write');
    assert.deepEqual(
      rows.map(([to]) => to),
      KINDS.map(([row]) => row),
    );
    for (const [row, kind] of KINDS) {
      const commands = code(rows.find(([to]) => to === row)?.[1]);
      assert.ok(commands.length > 0, row);
      for (const command of commands) assert.equal(commandName(parseCommand(command)), kind, command);
    }
  });

  it('says to try what the start of the sandbox says to try', () => {
    const tried = [...README.matchAll(/^- `([^`]+)`:/gm)].map(([, command]) => command ?? '');
    const kinds = tried.map(command => commandName(parseCommand(command)));
    assert.deepEqual(kinds, [...Array(4).fill('reset'), ...Array(2).fill('temporary-access-pass')]);
    for (const command of tried) assert.ok(text('src/sandbox/demo.ts').includes(command), command);
  });
});
