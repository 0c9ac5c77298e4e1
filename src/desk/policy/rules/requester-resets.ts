import { z } from 'zod';
import type { MatchRule } from '../circumstances.ts';
import { FOR_ACTION } from './for-action.ts';

export const schema = z
  .strictObject({
    when: z.literal('requester-resets'),
    ...FOR_ACTION,
    moreThan: z.int().min(0).describe('How many resets and passes within an hour do not match yet.'),
  })
  .describe('The requester starts more resets and passes than this within an hour.');

/** With this reset it would be more than so many by the requester within an hour. */
export function rule({ moreThan }: z.output<typeof schema>): MatchRule<'requester-resets'> {
  return ({ startedByRequester }) =>
    startedByRequester.hour < moreThan ? undefined : { rule: 'requester-resets', values: { count: String(moreThan) } };
}
