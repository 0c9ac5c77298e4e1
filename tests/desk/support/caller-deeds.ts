import assert from 'node:assert/strict';
import { answerProof } from '../../../src/desk/answer-proof.ts';
import type { Answered } from '../../../src/desk/answers.ts';
import { askProof } from '../../../src/desk/ask-proof.ts';
import { endAlarm } from '../../../src/desk/end-alarm.ts';
import { endAsk, proofAskSent, proofAskUnsent } from '../../../src/desk/proof-sent.ts';
import { raiseAlarm } from '../../../src/desk/raise-alarm.ts';
import { knownCaller } from '../../../src/desk/request/caller.ts';
import type { Command } from '../../../src/desk/request/commands.ts';
import type { AskedProof, ProofAsk } from '../../../src/desk/request/proof.ts';
import type { Request } from '../../../src/desk/request/request.ts';
import { askerOf } from '../model/people.ts';
import { CHANNEL, chatOf } from './deeds.ts';
import type { Scene, Step } from './spec.ts';
import { answered, nameOf } from './told.ts';

/** Which request: the latest of this person, or one so many before it. */
interface Which {
  of?: string;
  back?: number;
}

/** The requester wants somebody else to show who calls; `by`: another one presses. */
export function asksProof(
  kind: AskedProof = 'number-match',
  { of = 'erik', back = 0, by = of }: Which & { by?: string } = {},
): Step {
  return async scene => {
    const request = await scene.request(back, of);
    const command = { does: 'ask-proof', kind, by: askerOf(by), at: request.place } as const;
    return callerIn(await askProof(scene.desk, scene.session(by), request, command));
  };
}

interface Pressing extends Which {
  /** Who presses; whoever is asked where it is missing. */
  who?: string;
  /** So many asks before the latest one. */
  earlier?: number;
  /** Where; their chat with the bot where it is missing. */
  in?: string;
}

/** Whoever is asked answers, or somebody else does; `right` and `wrong` are numbers of the card. */
export function answersAsk(
  answer: Command<'answer-proof'>['answer'] | 'right' | 'wrong',
  pressing: Pressing = {},
): Step {
  return async scene => {
    const { request, ask, press } = await asked(scene, pressing);
    const command = { does: 'answer-proof', ask: ask.id, answer: saidTo(ask, answer), ...press } as const;
    return callerIn(await answerProof(scene.desk, request, command));
  };
}

/** They say that the person never called, or that this is not right. */
export function raisesAlarm(pressing: Pressing = {}): Step {
  return async scene => {
    const { request, ask, press } = await asked(scene, pressing);
    return answered(await raiseAlarm(scene.desk, request, { does: 'raise-alarm', ask: ask.id, ...press }));
  };
}

/** Somebody says that the alarm about a target was a mistake; `alarm`: on the card of this one. */
export function endsAlarm(who: string, { target = 'anna', alarm, as = who }: Ending = {}): Step {
  return async scene => {
    const turn = { asker: askerOf(who), correlationId: 'correlation-3' };
    const id = alarm ?? (await scene.store.setting(`alarm:${target}`))?.id ?? 'none';
    const answer = await endAlarm(scene.desk, scene.session(as), turn, { targetId: target, alarm: id, place: CHANNEL });
    return answer.kind === 'ended' ? `ended for ${answer.target}` : `not allowed: ${answer.refusal.rule}`;
  };
}

interface Ending {
  target?: string;
  alarm?: string;
  /** The account that they are signed in with. */
  as?: string;
}

/** The card of whoever is asked is in their chat. */
export function askArrives({ of = 'erik', back = 0 }: Which = {}): Step {
  return async scene => {
    const { request, ask } = await asked(scene, { of, back });
    const place = { ...chatOf(ask.of.id), cardId: 'asked' };
    const sent = await proofAskSent(scene.desk, request.id, ask.id, { place, viewer: { locale: 'sv' } });
    const now = sent && knownCaller(sent).asks.at(-1);
    return now ? `card ${now.place?.cardId} in ${now.place?.conversationId}, read in ${now.viewer?.locale}` : 'stale';
  };
}

/** That card can't be sent. */
export function askFails({ of = 'erik', back = 0 }: Which = {}): Step {
  return async scene => {
    const { request, ask } = await asked(scene, { of, back });
    return callerOrStale(await proofAskUnsent(scene.desk, request.id, ask.id, 'not-installed'));
  };
}

/** It is looked at whether the time of the latest ask is up; `id`: of this one. */
export function looksAtAsk(id?: string): Step {
  return async scene => {
    const { request, ask } = await asked(scene, {});
    return callerOrStale(await endAsk(scene.desk, request, id ?? ask.id));
  };
}

async function asked(scene: Scene, { of = 'erik', back = 0, earlier = 0, who, in: chat }: Pressing) {
  const request = await scene.request(back, of);
  const ask = knownCaller(request).asks.at(-1 - earlier) ?? assert.fail('nobody was asked');
  const by = who ?? ask.of.id;
  return { request, ask, press: { by: askerOf(by), at: chatOf(chat ?? by) } };
}

function saidTo({ numbers }: ProofAsk, answer: Parameters<typeof answersAsk>[0]): Command<'answer-proof'>['answer'] {
  if (answer !== 'right' && answer !== 'wrong') return answer;
  const { right = 0, shown = [] } = numbers ?? {};
  return answer === 'right' ? right : (shown.find(each => each !== right) ?? 0);
}

/** What is known of who calls, in a word. */
function callerIn(outcome: Answered): string {
  return outcome.kind === 'done' ? callerOrStale(outcome.request) : answered(outcome);
}

function callerOrStale(request: Request | undefined): string {
  if (!request) return 'stale';
  const { asks, proofs } = knownCaller(request);
  const last = asks.at(-1);
  const told = last && `${last.of.id}: ${last.unsent ?? last.ended ?? 'is asked'}`;
  return [nameOf(request), told, ...proofs.map(({ kind }) => kind)].filter(Boolean).join(', ');
}
