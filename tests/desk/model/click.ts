import assert from 'node:assert/strict';
import type { Answered } from '../../../src/desk/answers.ts';
import type { DirectorySession } from '../../../src/desk/ports.ts';
import type { By } from '../../../src/desk/request/commands.ts';
import type { Place } from '../../../src/desk/request/people.ts';
import type { Request } from '../../../src/desk/request/request.ts';
import type { Act } from './events.ts';
import { askerOf } from './people.ts';
import type { BotProcess } from './process.ts';
import type { World } from './world.ts';

/** A click on a card, with what is due done first, as the bot does it. */
export interface Click {
  world: World;
  process: BotProcess;
  act: Act;
  request: Request;
  who: string;
}

/** The directory as whoever clicks. */
export function sessionOf({ process, request, who }: Click): DirectorySession {
  return process.desk.directory.as('token', request.correlationId, who);
}

/** Whose click it is, as the activity says. */
export function own({ who, request }: Click, at: Place = request.place): By {
  return { by: askerOf(who), at };
}

/** The same; now and then it passes for the requester's, so that nothing but the sign-in tells that it is not. */
export function pressed(click: Click, at?: Place): By {
  const { act, request } = click;
  return act.several ? { by: request.requester, at: at ?? request.place } : own(click, at);
}

/** What is the requester's alone is refused to everybody else. */
export function assertTheirs({ who, request, act }: Click, kind: Answered['kind'] | 'shown'): void {
  if (who === request.requester.id) assert.notEqual(kind, 'not-admitted', `${act.does} of ${who}`);
  else assert.equal(kind, 'not-admitted', `${act.does} of ${who}`);
}
