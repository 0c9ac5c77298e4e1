import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { z } from 'zod';
import { freePort, run } from '../sandbox/start-fixture.ts';
import { DEFAULT_POLICY } from '../support/approvals.ts';

const CHROMIUM_FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The Playground asks for fonts on the Internet.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost',
];

const addresses = z.object({ controlUrl: z.url(), relayUrl: z.url() });

/** What `npm start` starts, and a browser beside it. */
export interface Stage {
  /** One for all tests: the Playground's script is large, and a page that knows it reads it in a third of the time. */
  page: Page;
  /** One more, for somebody else. */
  newPage(): Promise<Page>;
  /** The page of the Agents Playground. */
  playgroundUrl: string;
  /** The page of a second one, where somebody else acts. */
  approverUrl: string;
  /** The page of a third one, of whoever calls. */
  callerUrl: string;
  relayUrl: string;
  /** Calls the sandbox's control surface (src/sandbox/CONTROL.md). Throws when it refuses. */
  control<T = unknown>(method: string, route: string, body?: unknown): Promise<T>;
  stop(): Promise<void>;
}

/**
 * @param chromiumPath the browser's program
 * @param botEntry the file that is started as the bot; empty: that of src
 * @param environment more of it for the bot
 */
export async function startStage(
  chromiumPath: string,
  botEntry: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Stage> {
  await using starting = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'nyckel-e2e-'));
  starting.defer(() => rm(folder, { recursive: true, force: true }));
  const [botPort, playgroundPort] = [await freePort(), await freePort()];
  const start = run('sandbox/start.ts', folder, {
    PORT: String(botPort),
    PLAYGROUND_PORT: String(playgroundPort),
    BOT_ENTRY: botEntry,
    // Most stories are about something else than who calls.
    ...DEFAULT_POLICY,
    ...environment,
    // The browser is quicker than the people whom the limit is for.
    TURNS_PER_MINUTE: '1000',
  });
  starting.defer(async () => {
    start.child.kill('SIGTERM');
    await start.ended;
  });
  const launching = chromium.launch({ executablePath: chromiumPath, args: CHROMIUM_FLAGS });
  starting.defer(async () => (await launching).close());
  const [browser] = await Promise.all([launching, start.until(/Ctrl\+C/)]);
  const { controlUrl, relayUrl } = addresses.parse(
    JSON.parse(await readFile(path.join(folder, 'data/sandbox.json'), 'utf8')),
  );
  const newPage = () => browser.newPage({ viewport: { width: 1280, height: 900 } });
  const page = await newPage();
  const running = starting.move();
  return {
    page,
    newPage,
    playgroundUrl: `http://localhost:${playgroundPort}`,
    approverUrl: z.url().parse(/Open +(\S+) +You are Johanna/.exec(start.output())?.[1]),
    callerUrl: z.url().parse(/Open +(\S+) +You are Anna/.exec(start.output())?.[1]),
    relayUrl,
    control: (method, route, body) => call(`${controlUrl}/${route}`, method, body),
    stop: () => running.disposeAsync(),
  };
}

/** Sends JSON and reads JSON. Throws on any status that is no success. */
export async function call<T>(url: string, method: string, body?: unknown): Promise<T> {
  const answer = await fetch(url, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const content = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${content}`);
  return (content === '' ? undefined : JSON.parse(content)) as T;
}
