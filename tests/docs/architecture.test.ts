import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import type { RequestEvent } from '../../src/desk/request/events.ts';
import { evolve } from '../../src/desk/request/evolve.ts';
import type { Request } from '../../src/desk/request/request.ts';
import { APPROVAL, APPROVED, DECLINED, EVENTS, NOW, requestIn, STATES } from '../desk/support/requests.ts';
import { code, ROOT, section, table, text } from '../support/pages.ts';
import { ROOMS } from '../support/rooms.ts';

const PAGE = 'docs/architecture.md';
const SOURCES = globSync('src/**/*.ts', { cwd: ROOT, exclude: ['src/sandbox/**'] }).map(file =>
  file.replaceAll('\\', '/'),
);
const ROOM_LIST = Object.entries(ROOMS);

/** The code of a file, without its comments. */
function codeOf(file: string): string {
  return text(file).replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}

describe('docs: who knows what', () => {
  const KNOWN: Readonly<Record<string, RegExp>> = {
    Teams: /^teams|^botbuilder$|^botframework-|^@microsoft\/teams/,
    Graph: /^directory|^@microsoft\/microsoft-graph/,
    database: /^store|^node:sqlite$|^@azure\/data-tables$/,
    'anything of the bot': /^(?!node:)\w+(?:\/|\.ts$|$)(?<!jose|zod|selfsigned)/,
  };

  for (const [folders = '', , unknown = ''] of table(PAGE, '## The house')) {
    for (const [name, pattern] of Object.entries(KNOWN).filter(([word]) => unknown.includes(word))) {
      it(`${folders} really does not know ${name}`, () => {
        const names = code(folders).map(folder => folder.replace('src/', ''));
        const rooms = ROOM_LIST.filter(([room]) =>
          names.some(folder => room === folder || room.startsWith(`${folder}/`)),
        );
        assert.ok(rooms.length >= names.length, folders);
        const known = rooms.flatMap(([, { uses, packages }]) => [...uses, ...packages]);
        const foreign = known.filter(each => !names.some(folder => each === folder || each.startsWith(`${folder}/`)));
        assert.deepEqual(
          foreign.filter(each => pattern.test(each)),
          [],
        );
      });
    }
  }

  it('only src/teams and server.ts import the frameworks', () => {
    const frameworks = /^(?:botbuilder|botframework-connector|@microsoft\/teams-ai|restify)$/;
    const rooms = ROOM_LIST.filter(([, { packages }]) => packages.some(name => frameworks.test(name)));
    assert.ok(rooms.length > 2);
    assert.deepEqual(
      rooms
        .map(([room]) => room)
        .filter(room => room !== 'server.ts' && room !== 'teams' && !room.startsWith('teams/')),
      [],
    );
  });

  it('the desk imports the rooms and takes the packages that the page names, and no others', () => {
    const [sentence = ''] = /The desk imports .*\n(?: {2}.*\n)*/.exec(section(PAGE, '## Rules of the house')) ?? [];
    const [rooms, packages = ''] = sentence.replaceAll(/\s+/g, ' ').split(', and takes ');
    const desk = ROOM_LIST.filter(([room]) => room === 'desk' || room.startsWith('desk/'));
    const foreign = desk.flatMap(([, { uses }]) => uses.filter(each => each !== 'desk' && !each.startsWith('desk/')));
    assert.deepEqual(code(rooms).sort(), [...new Set(foreign)].sort());
    const taken = desk.flatMap(([room, wall]) => wall.packages.map(name => `${name} in ${room}`));
    const named = [...packages.matchAll(/`([^`]+)` in ((?:`[^`]+`(?:, | and )?)+)/g)].flatMap(([, name, where]) =>
      code(where).map(room => `${name} in ${room}`),
    );
    assert.deepEqual(named.sort(), taken.sort());
  });
});

describe('docs: time and chance', () => {
  const USES: Readonly<Record<string, RegExp>> = {
    'the time of day': /\bDate\.now\b|new Date\(\)/,
    'a clock that never goes back': /\bperformance\.now\b|\bhrtime\b/,
    'a timer': /node:timers|\bset(?:Timeout|Interval|Immediate)\(|AbortSignal\.timeout/,
    chance: /\bMath\.random\b|\b(?:random(?:UUID|Bytes|Int)|getRandomValues)\b/,
  };
  const rows = new Map(table(PAGE, '### Time and chance').map(([what = '', files]) => [what, code(files)]));

  it('knows the kinds', () => assert.deepEqual([...rows.keys()].sort(), Object.keys(USES).sort()));

  for (const [what, pattern] of Object.entries(USES)) {
    it(`only the files that the page names use ${what}`, () => {
      const using = SOURCES.filter(file => pattern.test(codeOf(file))).map(file => file.replace('src/', ''));
      assert.ok(using.length > 2);
      assert.deepEqual([...(rows.get(what) ?? [])].sort(), using.sort());
    });
  }
});

describe('docs: glossary', () => {
  const words = table(PAGE, '## Words');
  const all = SOURCES.map(codeOf).join('\n');

  it('explains each word once', () => {
    assert.ok(words.length > 20);
    assert.equal(new Set(words.map(([word]) => word)).size, words.length);
    for (const [word = '', meaning = ''] of words) assert.ok(meaning.length > 15, word);
  });

  for (const [word = '', , names] of words) {
    it(`${word} has the names in the code that the page gives it`, () => {
      for (const name of code(names)) {
        const declared = new RegExp(`\\b(?:interface|type|class|function|const|async) \\*?${name}\\b`).test(all);
        assert.ok(declared || SOURCES.includes(name) || SOURCES.some(file => file.startsWith(`${name}/`)), name);
      }
    });
  }
});

describe('docs: the life of a request', () => {
  const [, diagram = ''] = /```mermaid\n([^`]+)```/.exec(section(PAGE, '## The states of a request')) ?? [];
  const named = new Map([...diagram.matchAll(/state "([^"]+)" as (\w+)/g)].map(([, name = '', id = '']) => [id, name]));
  const nameOf = (id: string) => named.get(id) ?? id;
  const [, group = '', inner = ''] = /state (\w+) \{\n([^}]+)\}/.exec(diagram) ?? [];
  const members = new Set([...inner.matchAll(/\w+(?= -->)|(?<=--> )\w+/g)].map(([id]) => id));
  const drawn = [...diagram.matchAll(/^ *(\S+) --> (\w+)(?:: (.+))?$/gm)].flatMap(([, from = '', to = '', events]) =>
    (from === group ? [...members] : [from]).flatMap(one =>
      (events ?? 'begins').split(', ').map(event => `${nameOf(one)} + ${event} = ${nameOf(to)}`),
    ),
  );
  const steps: [Request, RequestEvent][] = [
    ...STATES.flatMap(state =>
      Object.values(EVENTS).map((event): [Request, RequestEvent] => [requestIn(state), event]),
    ),
    // These lead somewhere else as well, by what was said and whether somebody was asked.
    [requestIn('awaiting-approval'), { type: 'decided', decision: DECLINED }],
    [requestIn('running', { approval: undefined }), EVENTS['not-called']],
    [requestIn('running', { approval: { ...APPROVAL, decision: APPROVED } }), EVENTS['not-called']],
  ];

  it('shows each event that takes a request from one state to another, and no other', () => {
    const leaps = steps.flatMap(([request, event]) => {
      const end = evolve(request, event, NOW + 1)?.state ?? request.state;
      return end === request.state ? [] : [`${request.state} + ${event.type} = ${end}`];
    });
    assert.ok(leaps.length > 20);
    assert.deepEqual(drawn.filter(edge => !edge.includes('[*]')).sort(), [...new Set(leaps)].sort());
  });

  it('explains every state', () => {
    const explained = table(PAGE, '## The states of a request').map(([state]) => code(state)[0]);
    assert.deepEqual(explained.sort(), [...STATES].sort());
  });

  it('begins where a request begins, and ends where nothing leads on', () => {
    const begins = drawn.filter(edge => edge.startsWith('[*]')).map(edge => edge.split(' = ')[1]);
    assert.deepEqual(begins.sort(), ['choosing', 'open']);
  });
});
