import assert from 'node:assert/strict';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Config, readConfig, VARIABLES } from '../src/config/config.ts';
import { PERMISSIONS } from '../src/directory/permissions.ts';
import { ErrorCode } from '../src/errors.ts';
import { parseCommand } from '../src/teams/words/parse.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const text = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const README = text('README.md');
const ID = '11111111-2222-4333-8444-555555555555';
const REQUIRED = { BOT_ID: ID, BOT_TENANT_ID: ID, SEAL_KEY: Buffer.alloc(32).toString('base64') };

/** Cells of the first table below a heading of the README, without its head. */
function table(heading: string): string[][] {
  const lines = README.slice(README.indexOf(`\n${heading}\n`) + 1).split('\n');
  assert.equal(lines[0], heading, `the README has no heading ${heading}`);
  const first = lines.findIndex(line => line.startsWith('|'));
  const rest = lines.slice(first);
  const end = rest.findIndex(line => !line.startsWith('|'));
  return rest.slice(2, end === -1 ? undefined : end).map(line =>
    line
      .slice(1, -1)
      .split('|')
      .map(cell => cell.trim()),
  );
}

/** The code spans of a text. */
function code(cell: string | undefined): string[] {
  return [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, span]) => span ?? '');
}

/** Name and default by name, as README and .env.sample tell them. */
function readmeDefaults(): Map<string, string> {
  return new Map(
    table('### Configuration').map(([name, usual]) => [code(name)[0] ?? '', usual?.replaceAll('`', '') ?? '']),
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
  it('README and .env.sample name every variable that the bot reads, and no other', () => {
    assert.deepEqual([...readmeDefaults().keys()].sort(), [...NAMES].sort());
    assert.deepEqual([...sampleDefaults().keys()].sort(), [...NAMES].sort());
  });

  for (const name of NAMES) {
    it(`README and .env.sample tell the default of ${name}`, () => {
      const usual = usualValue(name);
      const absent = name in REQUIRED ? 'required' : 'none';
      assert.equal(readmeDefaults().get(name), name in OF_CLOUD ? 'by CLOUD' : (usual ?? absent));
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

  it('README names every variable of the app package, and no other', () => {
    const placeholders = [...text('appPackage/manifest.json').matchAll(/\$\{\{(\w+)\}\}/g)].map(([, name]) => name);
    const named = table('### The app package').map(([name]) => code(name)[0]);
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

describe('docs: README', () => {
  it('lists every permission with its reason, and no other', () => {
    const listed = table('### Permissions').map(([scope, why]) => [code(scope)[0], why]);
    assert.deepEqual(
      listed,
      PERMISSIONS.map(({ scope, why }) => [scope, why]),
    );
  });

  it('lists every npm script, and names none that does not exist', () => {
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };
    const command = (name: string) => (['start', 'test'].includes(name) ? `npm ${name}` : `npm run ${name}`);
    const listed = table('## Commands').map(([name]) => code(name)[0]);
    assert.deepEqual(listed.sort(), Object.keys(scripts).map(command).sort());
    for (const name of README.matchAll(/npm run ([a-z:-]+)/g))
      assert.ok(Object.hasOwn(scripts, name[1] ?? ''), name[0]);
  });

  it('lists every folder of src', () => {
    const folders = readdirSync(path.join(ROOT, 'src'), { withFileTypes: true }).filter(entry => entry.isDirectory());
    const listed = table('## The house').map(([name]) => code(name)[0]);
    assert.deepEqual(listed.sort(), folders.map(({ name }) => `src/${name}`).sort());
  });

  it('names source files that exist', () => {
    const files = code(README.replaceAll(/```[^`]*```/g, '')).filter(span => /^[\w/.-]+\.(ts|json|md)$/.test(span));
    assert.ok(files.length > 5);
    for (const file of files) {
      assert.ok(existsSync(path.join(ROOT, file)) || existsSync(path.join(ROOT, 'src', file)), file);
    }
  });

  const KINDS: readonly [row: string, kind: string][] = [
    ['reset a password', 'reset'],
    ['reset, naming the account exactly', 'reset'],
    ['reset, with reason and ticket', 'reset'],
    ['see what is open', 'status'],
    ['see your own requests', 'history'],
    ['see the requests for one person', 'history-for'],
    ['have approval requests sent to this channel or group chat', 'approvals-here'],
    ['see what you can write', 'help'],
    ['sign out', 'sign-out'],
  ];

  it('gives commands that the bot understands as it says', () => {
    const rows = table('## What you can write');
    assert.deepEqual(
      rows.map(([to]) => to),
      KINDS.map(([row]) => row),
    );
    for (const [row, kind] of KINDS) {
      const commands = code(rows.find(([to]) => to === row)?.[1]);
      assert.ok(commands.length > 0, row);
      for (const command of commands) assert.equal(parseCommand(command).kind, kind, command);
    }
  });

  it('says to try what the start of the sandbox says to try', () => {
    const tried = [...README.matchAll(/^- `([^`]+)`:/gm)].map(([, command]) => command ?? '');
    assert.equal(tried.length, 4);
    for (const command of tried) {
      assert.equal(parseCommand(command).kind, 'reset', command);
      assert.ok(text('src/sandbox/demo.ts').includes(command), command);
    }
  });

  it('quotes messages that the bot really writes', () => {
    const written = `${text('src/locales/en.json')}${text('src/teams/channel/door.ts')}${text('src/server.ts')}`;
    for (const [seen] of table('## When something is wrong')) {
      for (const [, quoted = ''] of (seen ?? '').matchAll(/["`]([^"`]+)["`]/g)) {
        assert.ok(written.includes(quoted), quoted);
      }
    }
  });
});

describe('docs: links', () => {
  const files = globSync('**/*.md', { cwd: ROOT, exclude: ['node_modules', 'coverage', 'artifacts', 'data', 'dist'] });

  it('finds the documents', () => assert.ok(files.includes('README.md') && files.length >= 5, files.join()));

  for (const file of files) {
    it(`every relative link of ${file} leads somewhere`, () => {
      for (const [, target = ''] of text(file).matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/.test(target)) continue;
        const [page = '', fragment] = target.split('#');
        const found = page === '' ? path.join(ROOT, file) : path.resolve(ROOT, path.dirname(file), page);
        assert.ok(existsSync(found), target);
        if (fragment) assert.ok(anchors(readFileSync(found, 'utf8')).includes(fragment), target);
      }
    });
  }
});

/** The anchors that GitHub gives to the headings of a page. */
function anchors(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
