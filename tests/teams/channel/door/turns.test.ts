import assert from 'node:assert/strict';
import fc from 'fast-check';
import { answeredCard, cardOf, textOf } from '../../../support/chat.ts';
import { Doorstep } from './doorstep.ts';

const RUNS = { numRuns: 150, seed: 20260311 };

/** Activities that the channel really sent, and that the bot has no use for. */
describe('the door: turns', () => {
  let door: Doorstep;
  before(async () => {
    door = await Doorstep.start();
  });
  after(() => door.world.stop());
  beforeEach(() => door.reset());

  const erik = () => door.world.person('erik.lindqvist@fjallvind.example');

  for (const type of ['typing', 'messageReaction', 'endOfConversation', 'handoff', 'somethingNew']) {
    it(`ignores an activity of the type ${type}`, async () => {
      const answer = await door.letIn({ body: door.activity({ type }) });
      assert.equal(answer.text, '');
      await door.nothingHappened();
    });
  }

  it('ignores a message of somebody without an Entra object id', async () => {
    await door.letIn({ body: door.activity({ from: { id: '29:somebody' } }) });
    await door.letIn({ body: door.activity({ from: undefined }) });
    await door.nothingHappened();
  });

  for (const name of ['task/fetch', 'composeExtension/query', undefined]) {
    it(`answers 501 to the invoke ${name}`, async () => {
      const body = door.activity({ type: 'invoke', name, value: {} });
      const answer = await door.knock({ body });
      assert.deepEqual([answer.status, answer.text], [501, '']);
      await door.nothingHappened();
    });
  }

  it('answers an unknown verb, and one without a request, with a polite message', async () => {
    const chat = door.world.chat(await erik());
    for (const verb of ['deleteEverybody', 'constructor', 'confirm']) {
      const answer = await chat.execute(verb, {}, 'activity-1');
      assert.equal(answer.type, 'application/vnd.microsoft.activity.message');
      assert.match(String(answer.value), /does not work any more/);
    }
    await door.nothingHappened();
  });

  it('answers the click of somebody without an Entra object id with a polite message', async () => {
    const chat = door.world.chat(await erik());
    const asked = await chat.says('reset password for Anna Svensson');
    const action = { type: 'Action.Execute', verb: 'confirm', data: { request: requestOn(asked) } };
    const body = door.activity({
      type: 'invoke',
      name: 'adaptiveCard/action',
      from: { id: '29:somebody' },
      value: { action, trigger: 'manual' },
    });
    const answer = await door.letIn({ body });
    assert.match(answer.text, /does not work any more/);
    const cancelled = await chat.press(asked, 'cancel');
    assert.match(textOf(answeredCard(cancelled)), /Cancelled/);
  });

  const SIGN_INS = ['signin/tokenExchange', 'signin/verifyState', 'signin/failure'];

  it('never answers 500, whatever the channel sends', async () => {
    const verbs = fc.constantFrom('confirm', 'show', 'nothing');
    const activity = fc.record(
      {
        type: fc.constantFrom('message', 'invoke', 'installationUpdate', 'conversationUpdate', 'event'),
        name: fc.oneof(
          { weight: 4, arbitrary: fc.constantFrom('adaptiveCard/action', ...SIGN_INS) },
          { weight: 1, arbitrary: fc.jsonValue() },
        ),
        replyToId: fc.jsonValue(),
        value: fc.oneof(fc.jsonValue(), fc.record({ action: fc.record({ verb: verbs, data: fc.jsonValue() }) })),
        entities: fc.array(
          fc.record({ type: fc.constant('mention'), mentioned: fc.jsonValue(), text: fc.jsonValue() }),
        ),
        recipient: fc.record({ id: fc.constant('28:bot') }),
        channelData: fc.record({ eventType: fc.jsonValue(), team: fc.jsonValue() }),
        locale: fc.jsonValue(),
        localTimezone: fc.jsonValue(),
        action: fc.oneof(fc.constantFrom('add', 'remove'), fc.jsonValue()),
        membersAdded: fc.jsonValue(),
        text: fc.string({ maxLength: 50 }),
      },
      { requiredKeys: ['type'] },
    );
    const authorization = `Bearer ${await door.token()}`;
    await fc.assert(
      fc.asyncProperty(activity, async changes => {
        const { status } = await door.knock({ authorization, body: door.activity(changes) });
        assert.ok([200, 400, 412, 501].includes(status), `${status} ${door.world.log.join('\n')}`);
      }),
      RUNS,
    );
    const failed = door.world.log.filter(line => line.includes('a turn failed'));
    assert.deepEqual(failed.slice(0, 3), []);
  });
});

function requestOn(message: Parameters<typeof cardOf>[0]): unknown {
  const confirm = cardOf(message).actions?.find(action => action.verb === 'confirm');
  assert.ok(confirm?.data?.request, JSON.stringify(message));
  return confirm.data.request;
}
