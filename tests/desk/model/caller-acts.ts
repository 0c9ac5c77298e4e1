import assert from 'node:assert/strict';
import { alarmAbout } from '../../../src/desk/alarms.ts';
import { answerProof } from '../../../src/desk/answer-proof.ts';
import { askProof } from '../../../src/desk/ask-proof.ts';
import { endAlarm } from '../../../src/desk/end-alarm.ts';
import { raiseAlarm } from '../../../src/desk/raise-alarm.ts';
import { knownCaller, openAskOf } from '../../../src/desk/request/caller.ts';
import type { Command } from '../../../src/desk/request/commands.ts';
import { LEVEL_OF, type ProofAsk } from '../../../src/desk/request/proof.ts';
import { type Request, targetOf } from '../../../src/desk/request/request.ts';
import { type AboutCaller, USUAL } from './caller-events.ts';
import { type Click, pressed, sessionOf } from './click.ts';
import { conclude, personalChatOf } from './concluding.ts';
import type { Act } from './events.ts';
import { askerOf } from './people.ts';
import type { World } from './world.ts';

/** What brings a request on of whose caller more has to be shown; undefined: what brings any on. */
export function nextForCaller(world: World, act: Act, request: Request): 'ask-proof' | 'answer' | undefined {
  const target = targetOf(request);
  if (!target || (request.state !== 'open' && request.state !== 'approved')) return undefined;
  const { wantsShown } = world.modelPolicy;
  const { proofs } = knownCaller(request);
  const isShown = proofs.some(({ kind }) => LEVEL_OF[kind] > 1);
  if (isShown || wantsShown(world.entra.person(target.id), request.action) < 2 || act.several) return undefined;
  return openAskOf(request, world.now) ? 'answer' : 'ask-proof';
}

/** The requester wants somebody else to show it. */
export async function onAskProof(click: Click): Promise<void> {
  const { world, process, request, act } = click;
  const { kind } = act.about ?? { kind: world.modelPolicy.countsAlone ?? USUAL.kind };
  const command = { does: 'ask-proof', kind, ...pressed(click) } as const;
  const answer = await process.run('askProof', desk => askProof(desk, sessionOf(click), request, command));
  if (answer.kind === 'done') await conclude(world, process, sessionOf(click), answer);
}

/** Whoever was asked presses, or somebody else does. */
export async function onAnswerOfAsked(click: Click): Promise<void> {
  const { world, process, request, act } = click;
  const asked = askIn(click);
  if (!asked) return;
  const { ask, by } = asked;
  const answer = answerTo(ask, act.about ?? USUAL);
  if (answer === undefined) return;
  world.ledger.callers.asks.answers(request, ask, { who: by.by.id, answer });
  const command = { does: 'answer-proof', ask: ask.id, answer, ...by } as const;
  const answered = await process.run('answerProof', desk => answerProof(desk, request, command));
  if (by.by.id !== ask.of.id) assert.equal(answered.kind, 'not-admitted', 'answered by somebody else');
  if (answered.kind === 'done') await conclude(world, process, undefined, answered);
}

/** The same with the button that says that the person never called. */
export async function onAlarm(click: Click): Promise<void> {
  const { world, process, request } = click;
  const asked = askIn(click);
  if (!asked) return;
  const { ask, by } = asked;
  world.ledger.callers.asks.raises(ask, by.by.id);
  const command = { does: 'raise-alarm', ask: ask.id, ...by } as const;
  const raised = await process.run('raiseAlarm', desk => raiseAlarm(desk, request, command));
  if (by.by.id !== ask.of.id) assert.equal(raised.kind, 'not-admitted', 'raised by somebody else');
  if (raised.kind === 'done') await conclude(world, process, undefined, raised);
}

/** Somebody says that the alarm about the target of this request was a mistake. */
export async function onEndAlarm({ world, process, act, request }: Click): Promise<void> {
  const target = targetOf(request);
  const alarm = target && (await process.run('click', desk => alarmAbout(desk, target.id)));
  if (!target || !alarm) return;
  const who = act.who ?? 'gunnar';
  const turn = { asker: askerOf(who), correlationId: `correlation-${world.nextId()}` };
  const session = process.desk.directory.as('token', turn.correlationId, who);
  const place = { serviceUrl: 'https://teams.example', conversationId: 'approvals', personal: false };
  // A card of an earlier alarm, now and then.
  const id = act.about?.earlier ? 'an earlier one' : alarm.id;
  const ending = { targetId: target.id, alarm: id, place };
  const ended = await process.run('endAlarm', desk => endAlarm(desk, session, turn, ending));
  if (ended.kind === 'ended') assert.equal(id, alarm.id, 'ended with the card of an earlier alarm');
}

/** The ask whose card is pressed, and who presses it, in their chat with the bot. */
function askIn({ request, act }: Click): { ask: ProofAsk; by: Pick<Command, 'by' | 'at'> } | undefined {
  const ask = knownCaller(request).asks.at(-1 - (act.about?.earlier ?? 0));
  if (!ask) return undefined;
  const who = act.who ?? ask.of.id;
  return { ask, by: { by: askerOf(who), at: personalChatOf(who) } };
}

function answerTo({ kind, numbers }: ProofAsk, { says }: AboutCaller): Command<'answer-proof'>['answer'] | undefined {
  if (says === 'nothing') return kind === 'manager' ? 7 : 'yes';
  if (kind === 'manager') return says === 'cannot-tell' || says === 'wrong' ? 'cannot-tell' : 'yes';
  return says === 'wrong' || says === 'cannot-tell'
    ? numbers?.shown.find(each => each !== numbers.right)
    : numbers?.right;
}
