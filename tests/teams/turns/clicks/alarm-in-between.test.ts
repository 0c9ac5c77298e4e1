import assert from 'node:assert/strict';
import { pino } from 'pino';
import * as always from '../../../../src/desk/policy/rules/always.ts';
import type { Word } from '../../../../src/desk/request/proof.ts';
import { runCardSent } from '../../../../src/desk/sent.ts';
import { Background } from '../../../../src/process/background.ts';
import { createPeopleLimits } from '../../../../src/teams/budgets/people-limits.ts';
import { createAdapter } from '../../../../src/teams/channel/adapter.ts';
import type { Services } from '../../../../src/teams/services.ts';
import { CLICKS } from '../../../../src/teams/turns/clicks.ts';
import { askerOf } from '../../../desk/model/people.ts';
import { asksProof, raisesAlarm } from '../../../desk/support/caller-deeds.ts';
import { approves, asks, chatOf, confirms } from '../../../desk/support/deeds.ts';
import { atNext, policyIs } from '../../../desk/support/happenings.ts';
import { givenUnder, type Scene, type Step, WORD } from '../../../desk/support/spec.ts';
import { textOf } from '../../../support/chat.ts';
import { Connector } from '../../../support/connector.ts';
import { messengerAt, stageConfig } from '../../sending/messenger-stage.ts';

const NOBODY = { getToken: async () => ({ token: 'a-token', expiresOnTimestamp: Date.now() + 3_600_000 }) };

const RUN_CARD = { ...chatOf('erik'), cardId: 'run' };
const BY_TWO = policyIs({ approval: [always.rule()] });

/** The card with which Erik runs his request is there. */
const runCardArrives: Step = async scene => {
  await runCardSent(scene.desk, (await scene.request()).id, RUN_CARD);
  return undefined;
};

describe('a press, and an alarm between what it claims and what it would call for', () => {
  const connector = new Connector();
  before(() => connector.start());
  after(() => connector.stop());

  function servicesOf({ desk }: Scene): Services {
    const config = stageConfig();
    return {
      config,
      adapter: createAdapter(config, NOBODY),
      desk,
      messenger: messengerAt(connector.serviceUrl).messenger,
      background: new Background(error => assert.fail(String(error))),
      log: pino({ enabled: false }),
      limits: createPeopleLimits(30, () => 0),
      onRefused: rule => assert.fail(rule),
      onSignInRefused: number => assert.fail(number),
    };
  }

  /** Erik presses a button of his request; what he reads then. */
  function presses(verb: 'confirm' | 'run', word?: Word): Step {
    return async scene => {
      const request = await scene.request();
      const turn = { asker: askerOf('erik'), correlationId: 'correlation-1' };
      const at = verb === 'run' ? RUN_CARD : request.place;
      const click = { turn, request, at, word, session: scene.session('erik') };
      const answer = await CLICKS[verb].run(servicesOf(scene), click);
      if (answer.type === 'message') return answer.text;
      assert.equal(answer.type, 'card');
      return answer.type === 'card' ? textOf(answer.card) : '';
    };
  }

  /** What was read, compared with a pattern. */
  const reads =
    (pattern: RegExp, step: Step): Step =>
    async scene => {
      const said = (await step(scene)) ?? '';
      assert.match(said, pattern);
      return 'read';
    };

  it('about the same person, on a request of somebody else: the presser reads why more is needed now', () =>
    givenUnder(
      WORD,
      asks('anna', { by: 'johanna' }),
      asksProof('number-match', { of: 'johanna' }),
      asks('anna'),
      atNext('replace', 'after', raisesAlarm({ of: 'johanna' })),
    )
      .when(reads(/Somebody else than you has to show .* because \S+ raised the alarm/s, presses('confirm', 'voice')))
      .thenSee({
        said: 'read',
        record: [
          'reset-started by erik',
          'request-refused (caller-denied) by anna',
          'alarm-raised by anna',
          'reset-not-called by erik',
        ],
      }));

  it('on this very request: the presser reads that the alarm was raised', () =>
    givenUnder(WORD, asks('anna'), asksProof(), atNext('replace', 'after', raisesAlarm()))
      .when(reads(/This may be somebody else.*I did not call/s, presses('confirm', 'voice')))
      .thenSee({
        said: 'read',
        record: ['reset-started by erik', 'alarm-raised by anna', 'reset-failed (caller-denied) by erik'],
      }));

  it('about the same person, before an approved request is run: the card with which it is run says why more is needed', () =>
    givenUnder(
      WORD,
      asks('anna', { by: 'johanna' }),
      asksProof('number-match', { of: 'johanna' }),
      ...[BY_TWO, asks('anna'), confirms({ word: 'voice' }), approves('ulla'), runCardArrives],
      atNext('replace', 'after', raisesAlarm({ of: 'johanna' })),
    )
      .when(reads(/because \S+ raised the alarm/, presses('run')))
      .thenSee({
        said: 'read',
        record: [
          'reset-started by erik',
          'request-refused (caller-denied) by anna',
          'alarm-raised by anna',
          'reset-not-called by erik',
        ],
      }));

  it('on this very request, before it is run: the presser reads that the alarm was raised', () =>
    givenUnder(
      WORD,
      ...[BY_TWO, asks('anna'), asksProof(), confirms({ word: 'voice' }), approves('ulla'), runCardArrives],
      atNext('replace', 'after', raisesAlarm()),
    )
      .when(reads(/This may be somebody else.*I did not call/s, presses('run')))
      .thenSee({
        said: 'read',
        record: ['reset-started by erik', 'alarm-raised by anna', 'reset-failed (caller-denied) by erik'],
      }));
});
