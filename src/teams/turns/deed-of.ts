import type { RequestVerb, Verb } from '../../cards/actions.ts';
import type { Deed } from '../../desk/request/commands.ts';

/** What a button wants of its request. Whoever may ask for a proof may see the numbers on file. */
export function deedOf(verb: RequestVerb): Deed {
  return verb === 'show-phones' ? 'ask-proof' : verb;
}

/** Whether it is a button of whoever was asked to show who calls. */
export function isOfAsked(verb: Verb): boolean {
  return verb === 'answer-proof' || verb === 'raise-alarm';
}

/** Whether it is a button of the list of what was not used yet, which is the card of no request. */
export function isOfList(verb: Verb): boolean {
  return verb === 'check-unused' || verb === 'remind-manager';
}
