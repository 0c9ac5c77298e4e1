import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { LOCALES } from '../../../src/locales/locale.ts';
import { spellPassword } from '../../../src/locales/spelling.ts';
import { action, answeredCard, type InvokeAnswer } from '../../support/chat.ts';
import type { Card } from '../../support/connector.ts';
import { foundIn } from '../../support/found-in.ts';
import {
  askForPass,
  confirmPass,
  type GivenPass,
  PASSES,
  passesOf,
  passOn,
  pressOn,
  signInWith,
  pass as timePasses,
} from '../../support/passes.ts';
import { type RecordingProxy, startRecordingProxy } from '../../support/recording-proxy.ts';
import { some } from '../../support/runs.ts';
import { audit, JOHANNA, MINUTE } from '../../support/story.ts';
import { type Client, sharedSandbox, World } from '../../support/world.ts';
import { type Collected, collect } from '../../telemetry/support/collected.ts';

const FAULTS = {
  none: undefined,
  dropped: { drop: 'after' },
  cut: { malformedJson: true },
  lost: { drop: 'before' },
  late: { drop: 'late' },
  'server-error': { status: 503, applied: true },
  'not-installed': undefined,
  'update-fails': undefined,
} as const;
const ENDINGS = ['handed-over', 'withdrawn-before', 'withdrawn-after', 'time-over'] as const;
const EITHER = [true, false];

interface Flow {
  fault: keyof typeof FAULTS;
  ending: (typeof ENDINGS)[number];
  channel: boolean;
  swedish: boolean;
  once: boolean;
  showsTwice: boolean;
  /** Somebody else, who may give passes too, presses all of it as well. */
  other: boolean;
}

/** Every way that a pass can go, once each. */
const FLOWS: readonly Flow[] = (Object.keys(FAULTS) as Flow['fault'][]).flatMap(fault =>
  ENDINGS.flatMap(ending =>
    EITHER.flatMap(channel =>
      EITHER.flatMap(swedish =>
        EITHER.flatMap(once =>
          EITHER.flatMap(showsTwice =>
            EITHER.map(other => ({ fault, ending, channel, swedish, once, showsTwice, other })),
          ),
        ),
      ),
    ),
  ),
);

/** In turn: as there are five of them, each meets each of the choices. */
const TARGETS = ['anna.svensson', 'tomas.berg', 'ulla.hellstrom', 'astrid.holm', 'william.turner'];

describe('the secret of a pass', () => {
  let world: World;
  let graph: RecordingProxy;
  let collected: Collected;
  let johanna: Client;
  let ingrid: Client;
  /** All that were ever made, also those whose answer was lost. */
  const passes = new Set<string>();
  const answers: string[] = [];
  const everyone: string[] = [];
  const log: string[] = [];
  let shown = 0;

  before(async () => {
    collected = collect();
    graph = await startRecordingProxy((await sharedSandbox()).environment.GRAPH_ENDPOINT ?? assert.fail());
    world = await World.start({ GRAPH_ENDPOINT: graph.endpoint });
    johanna = await world.person(JOHANNA);
    ingrid = await world.person('ingrid.dahl@fjallvind.example');
  });
  after(async () => {
    await world?.stop();
    await graph?.stop();
    await collected?.stop();
  });

  // One in 21: so few meet each of the choices.
  const flows = some(FLOWS, 21);

  it(`is in the answer to the requester's own click, and nowhere else, over ${flows.length} flows`, async function () {
    this.timeout(3_600_000);
    const traces: string[] = [];
    for (const [n, flow] of flows.entries()) {
      await run(flow, `${TARGETS[n % TARGETS.length] ?? assert.fail()}@fjallvind.example`);
      everyone.push(...world.connector.calls.map(call => JSON.stringify(call)));
      log.push(...world.log);
      traces.push(
        JSON.stringify(
          collected.spans().map(({ name, attributes, events, status }) => [name, attributes, events, status]),
        ),
      );
      collected.forget();
      await world.reset();
    }
    assert.ok(passes.size >= flows.length && shown >= flows.length, `${passes.size} passes, shown ${shown} times`);
    traces.push(JSON.stringify(await collected.points()));
    const places = {
      'a message or an update': everyone,
      'an answer to another click': answers,
      'a log line': log,
      'the record': [JSON.stringify(await audit(world))],
      'the store': ['', '-wal', '-shm'].map(end => readFileSync(world.storePath + end, 'latin1')),
      'a call to Graph': graph.sent,
      'a trace or a metric': traces,
    };
    for (const [place, texts] of Object.entries(places)) {
      assert.ok(texts.join('').length > 1_000, `nothing was looked at in ${place}`);
      assert.deepEqual(leaked(texts), [], `in ${place}`);
    }
    assert.equal(leaked([...passes]).length, passes.size, 'the search finds what is there');
  });

  /** Those that stand there: as they are, in an address, in base64, or spelled in a language. */
  function leaked(texts: readonly string[]): string[] {
    const forms = new Map([...passes].flatMap(pass => formsOf(pass).map(form => [form, pass] as const)));
    return [...new Set([...foundIn(texts, forms.keys())].map(form => forms.get(form) ?? assert.fail()))];
  }

  function formsOf(pass: string): string[] {
    return [
      pass,
      encodeURIComponent(pass),
      Buffer.from(pass).toString('base64').replace(/=+$/, ''),
      ...LOCALES.map(locale => spellPassword(pass, locale).blocks[0]?.spoken ?? assert.fail()),
    ];
  }

  function noted(answer: InvokeAnswer): InvokeAnswer {
    answers.push(JSON.stringify(answer));
    return answer;
  }

  async function run(flow: Flow, target: string): Promise<void> {
    const given = await made(flow, target);
    const shows = flow.showsTwice ? 2 : 1;
    if (flow.other) await pressedByAnother(given);
    let revealed: Card = {};
    for (let show = 0; show < shows; show += 1) {
      revealed = answeredCard(await given.personal.press(given.handover, 'show'));
      shown += 1;
    }
    const secret = passOn(revealed);
    for (const { temporaryAccessPass } of await passesOf(world, target)) passes.add(temporaryAccessPass);
    assert.ok(passes.has(secret));
    await end(flow, given, revealed, { secret, target });
  }

  async function made({ swedish, channel, once, other, fault }: Flow, target: string): Promise<GivenPass> {
    const client = { ...johanna, locale: swedish ? 'sv-SE' : 'en-US' };
    const chat = world.chat(client, channel ? 'channel' : 'personal');
    const personal = world.chat(client);
    const asked = await askForPass(world, chat, target);
    const before = new Set(world.connector.in(personal.id).map(({ id }) => id));
    if (other) noted(await chat.as(ingrid).press(asked, 'confirm'));
    await inject(fault);
    const confirmed = noted(await confirmPass(chat, asked, { passUse: once ? 'once' : 'several' }));
    if (fault === 'late') await world.sandbox.control('POST', 'late-calls');
    if (fault === 'lost' || fault === 'late') {
      noted(await chat.pressAction(action(answeredCard(confirmed), 'retry'), asked.id));
    }
    if (fault === 'not-installed') await personal.says(swedish ? 'hjälp' : 'help');
    const handover = await personal.card(
      swedish ? 'Det tillfälliga åtkomstpasset är klart' : 'The Temporary Access Pass is ready',
    );
    assert.ok(!before.has(handover.id));
    return {
      chat,
      personal,
      asked,
      request: String(action(handover.attachments?.[0]?.content ?? {}, 'show').data?.request),
      confirmed,
      handover,
    };
  }

  async function inject(fault: Flow['fault']): Promise<void> {
    const what = FAULTS[fault];
    if (what) await world.fault({ service: 'graph', pathPattern: PASSES, method: 'POST', ...what });
    if (fault === 'not-installed')
      world.connector.faults.push({ path: /^POST \/v3\/conversations$/, status: 403, times: 1 });
    if (fault === 'update-fails') world.connector.faults.push({ path: /^PUT/, status: 500, times: 1 });
  }

  async function pressedByAnother({ personal, handover, request }: GivenPass): Promise<void> {
    for (const chat of [personal.as(ingrid), world.chat(ingrid)]) {
      for (const verb of ['show', 'handed-over', 'withdraw', 'read-receipt', 'again', 'instead']) {
        noted(await chat.execute(verb, { request }, handover.id));
      }
    }
  }

  async function end(
    { ending, swedish }: Flow,
    given: GivenPass,
    revealed: Card,
    { secret, target }: { secret: string; target: string },
  ): Promise<void> {
    const { personal, handover, request } = given;
    if (ending === 'time-over') {
      await timePasses(world, 16 * MINUTE);
      await world.bot.sweep();
    } else if (ending === 'withdrawn-before') {
      noted(await pressOn(given, revealed, 'withdraw'));
    } else {
      noted(await pressOn(given, revealed, 'handed-over'));
      noted(await personal.execute('read-receipt', { request }, handover.id));
      if (ending === 'withdrawn-after') noted(await personal.execute('withdraw', { request }, handover.id));
      else assert.equal(await signInWith(world, secret, target), 'signed-in');
    }
    noted(await personal.execute('show', { request }, handover.id));
    await personal.says(swedish ? 'historik' : 'history');
  }
});
