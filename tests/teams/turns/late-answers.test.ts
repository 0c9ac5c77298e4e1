import assert from 'node:assert/strict';
import { pino } from 'pino';
import { VERBS } from '../../../src/cards/actions.ts';
import { entraLinks } from '../../../src/cards/entra-links.ts';
import { revealCard } from '../../../src/cards/reveal-card.ts';
import { handoverSent } from '../../../src/desk/handover.ts';
import type { Place } from '../../../src/desk/request/people.ts';
import type { Request } from '../../../src/desk/request/request.ts';
import { Background } from '../../../src/process/background.ts';
import { createPeopleLimits } from '../../../src/teams/budgets/people-limits.ts';
import { createAdapter } from '../../../src/teams/channel/adapter.ts';
import type { Services } from '../../../src/teams/services.ts';
import { giveLate, meanwhile, type SlowClick } from '../../../src/teams/turns/late-answers.ts';
import { DeskBench } from '../../desk/support/desk-bench.ts';
import { STATES } from '../../desk/support/requests.ts';
import { actions, textOf } from '../../support/chat.ts';
import { Connector } from '../../support/connector.ts';
import { pairs } from '../../support/runs.ts';
import { CARD, messengerAt, stageConfig } from '../sending/messenger-stage.ts';

/** Nobody is asked who the bot is. */
const NOBODY = { getToken: () => Promise.reject(new Error('No identity is needed here')) };
const PASSWORD = 'Dk4x-7txw-m4xz-q8xk';

describe('teams/late-answers', () => {
  const connector = new Connector();
  let bench: DeskBench;
  let services: Services;
  beforeEach(() => connector.forget());
  before(async () => {
    await connector.start();
    bench = new DeskBench();
    const config = stageConfig();
    services = {
      config,
      adapter: createAdapter(config, NOBODY),
      desk: bench.desk,
      messenger: messengerAt(connector.serviceUrl).messenger,
      background: new Background(error => assert.fail(String(error))),
      log: pino({ enabled: false }),
      limits: createPeopleLimits(30, () => 0),
      onRefused: rule => assert.fail(rule),
      onSignInRefused: number => assert.fail(number),
    };
  });
  after(async () => {
    await connector.stop();
    await bench.dispose();
  });

  const placeAt = (conversationId: string, personal = false): Place => ({
    serviceUrl: connector.serviceUrl,
    conversationId,
    personal,
  });

  /** A click on a card that stands in this conversation. */
  async function clickOn(request: Request, verb: SlowClick['verb'], place: Place): Promise<SlowClick> {
    const at = await services.messenger.send(place, CARD);
    return { turn: { asker: request.requester, correlationId: 'c' }, requestId: request.id, verb, at };
  }

  const said = () => JSON.stringify([...connector.messages.values(), ...connector.calls]);
  const reads = ({ at }: SlowClick) => textOf(connector.messages.get(at.cardId ?? ''));

  it('a late Show posts the password nowhere: the clicked card goes on leading to it', async () => {
    const request = await bench.putReset(PASSWORD);
    const click = await clickOn(request, 'show', placeAt('chat', true));
    await handoverSent(bench.desk, request.id, click.at);
    const view = {
      action: 'reset-password' as const,
      request: request.id,
      targetName: 'Björn Åkesson',
      targetUpn: 'bjorn@contoso.example',
      secret: PASSWORD,
      blocks: [],
      erasesAt: new Date(),
      synced: false,
      links: entraLinks('target-1'),
    };
    const card = revealCard(view, { locale: 'sv' });
    assert.match(textOf(card), /Dk4x-7txw/);
    const meantime = await meanwhile(services, click);
    assert.match(textOf(meantime), /Det tillfälliga lösenordet är klart/);
    assert.deepEqual(
      actions(meantime).map(({ verb }) => verb),
      ['show'],
    );
    await giveLate(services, click, { type: 'card', card });
    assert.doesNotMatch(said(), /Dk4x|7txw/);
    assert.match(reads(click), /old/);
    assert.equal(connector.messages.size, 1);
  });

  it('nor on a card of the request that has no button for it', async () => {
    const request = await bench.putReset(PASSWORD);
    const click = await clickOn(request, 'confirm', placeAt('chat', true));
    await giveLate(services, click, { type: 'card', card: { ...CARD, fallbackText: PASSWORD } });
    assert.doesNotMatch(said(), /Dk4x|7txw/);
    assert.match(reads(click), /har återställt lösenordet för Björn/);
  });

  it('a late line of text, from a channel, goes to the person alone', async () => {
    const request = await bench.put();
    const click = await clickOn(request, 'approve', placeAt('channel'));
    connector.members.set(request.requester.channelUserId, 'ingrid');
    await giveLate(services, click, { type: 'message', text: 'You may not.' });
    const texts = [...connector.messages.values()].filter(({ text }) => text === 'You may not.');
    assert.deepEqual(
      texts.map(({ conversationId }) => conversationId),
      ['personal-ingrid'],
    );
    assert.match(reads(click), /old/);
  });

  it('nothing is said where there is nothing to say', async () => {
    const click = await clickOn(await bench.put(), 'confirm', placeAt('channel'));
    const before = connector.calls.length;
    await giveLate(services, click, { type: 'message', text: '' });
    assert.equal(connector.calls.length, before);
  });

  it('a late card is drawn on the clicked one as the store has it, whatever the answer held', async () => {
    const place = placeAt('channel');
    const request = await bench.put({ state: 'cancelled', place });
    const click = await clickOn(request, 'confirm', place);
    await giveLate(services, click, { type: 'card', card: { ...CARD, fallbackText: 'from the answer' } });
    assert.match(reads(click), /Avbrutet[\s\S]*Ingrid Öberg/);
    assert.doesNotMatch(said(), /from the answer/);
  });

  it('a late card of a request that is gone changes nothing', async () => {
    const click = { ...(await clickOn(await bench.put(), 'confirm', placeAt('channel'))), requestId: 'gone' };
    const before = connector.calls.length;
    await giveLate(services, click, { type: 'card', card: CARD });
    assert.equal(connector.calls.length, before);
  });

  describe('while it goes on', () => {
    const drawn = async (click: SlowClick) => textOf(await meanwhile(services, click));

    it('says whose password is being reset where the card is', async () => {
      const place = placeAt('channel');
      const request = await bench.put({ state: 'running', place });
      assert.match(await drawn(await clickOn(request, 'confirm', place)), /Lösenordet för Björn Åkesson återställs/);
    });

    const others = STATES.filter(each => each !== 'running');
    for (const [state, verb] of pairs(others, VERBS)) {
      it(`says of no request that is ${state} that its password is being reset (${verb})`, async () => {
        const place = placeAt('chat', true);
        const request = await bench.put({ state, place });
        const said = await meanwhile(services, await clickOn(request, verb, place));
        const text = 'text' in said ? said.text : textOf(said);
        assert.notEqual(text, '');
        assert.doesNotMatch(text, /being reset|Resetting/);
      });
    }

    it('names nobody where the card is not, nor to somebody else, nor of a request that is gone', async () => {
      const request = await bench.put({ place: placeAt('channel') });
      const mine = await clickOn(request, 'confirm', placeAt('channel'));
      const stranger = { ...request.requester, id: 'somebody-else' };
      for (const click of [
        await clickOn(request, 'confirm', placeAt('another')),
        { ...mine, turn: { ...mine.turn, asker: stranger } },
        { ...mine, requestId: 'gone' },
      ]) {
        assert.doesNotMatch(await drawn(click), /Björn|Åkesson/);
      }
    });
  });
});
