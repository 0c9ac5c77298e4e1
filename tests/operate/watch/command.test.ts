import assert from 'node:assert/strict';
import { parseWatchCommand } from '../../../src/operate/watch/command.ts';

const ID = '7d1f4c52-6b0e-4f0f-9d55-0a3f1f6a2c11';
const BOT = 'abababab-2222-4333-8444-555555555555';
const NOW = Date.UTC(2026, 3, 15, 9);
const ENV = { WATCH_CLIENT_ID: ID, BOT_ID: BOT.toUpperCase(), AAD_APP_CLIENT_ID: '' };

const parse = (args: readonly string[], env: Record<string, string> = ENV) => parseWatchCommand(args, env, NOW);

describe('operate/watch/command', () => {
  it('takes days in UTC, of which the last is included', () => {
    const since = Date.UTC(2026, 2, 1);
    assert.deepEqual(parse(['--since', '2026-03-01']), { since, clientId: ID });
    const until = Date.UTC(2026, 3, 1);
    assert.deepEqual(parse(['--since', '2026-03-01', '--until', '2026-03-31']), { since, until, clientId: ID });
    assert.deepEqual(parse(['--since', '2026-04-15', '--until', '2026-04-15', '--out', 'a.csv']), {
      since: Date.UTC(2026, 3, 15),
      until: Date.UTC(2026, 3, 16),
      clientId: ID,
      file: 'a.csv',
    });
  });

  it('takes times to the minute and the second', () => {
    const args = ['--since', '2026-04-14T22:30Z', '--until', '2026-04-15T08:00:30Z'];
    const [since, until] = [Date.UTC(2026, 3, 14, 22, 30), Date.UTC(2026, 3, 15, 8, 0, 30)];
    assert.deepEqual(parse(args), { since, until, clientId: ID });
  });

  it('takes the client id from the arguments before that of the environment', () => {
    const other = ID.replace('7d', '8e');
    const command = parse(['--since', '2026-03-01', '--client', other.toUpperCase()]);
    assert.ok(typeof command !== 'string' && command.clientId === other);
  });

  for (const [args, said] of [
    [[], /^Say with --since/],
    [['--since', '2026-02-30'], /^--since is a day such as/],
    [['--since', '2026-03-01T24:00Z'], /^--since is a day such as/],
    [['--since', '2026-03-01T08:00'], /^--since is a day such as/],
    [['--since', 'yesterday'], /^--since is a day such as/],
    [['--since', '2026-03-01', '--until', '2026-13-01'], /^--until is a day such as/],
    [['--since', '2026-03-02', '--until', '2026-03-01'], /^--since comes after --until/],
    [['--since', '2026-04-16'], /^--since comes after --until, or is not over yet/],
    [['--since', '2026-03-01', '--out', ''], /^--out is empty/],
    [['--since', '2026-03-01', '--client', 'nyckel'], /^Say with --client, or WATCH_CLIENT_ID/],
    [['--since', '2026-03-01', '--client', BOT], /^The client id is the bot’s own/],
    [['--since', '2026-03-01', '--client', BOT.toUpperCase()], /^The client id is the bot’s own/],
    [['--since', '2026-03-01', 'more'], /more/],
    [['--since', '2026-03-01', '--all'], /--all/],
  ] as const) {
    it(`refuses ${args.join(' ') || 'no arguments'}, and says why`, () => assert.match(String(parse(args)), said));
  }

  it('wants a client id, and not that of the application that people sign in to', () => {
    assert.match(String(parse(['--since', '2026-03-01'], {})), /^Say with --client/);
    const own = { WATCH_CLIENT_ID: ID, AAD_APP_CLIENT_ID: ID };
    assert.match(String(parse(['--since', '2026-03-01'], own)), /^The client id is the bot’s own/);
  });
});
