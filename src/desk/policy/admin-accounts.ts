import { z } from 'zod';
import { objectId } from './rules/object-id.ts';

const pair = z.strictObject({
  person: objectId.describe('Object id of the account with which somebody uses Teams.'),
  account: objectId.describe('Object id of the account that they act with, which holds their administrator role.'),
  name: z
    .string()
    .trim()
    .min(1)
    .max(120)
    .describe('What the sign-in card calls that account, such as its sign-in name.')
    .optional(),
});

/** People whose administrator role is on a second account. */
export const adminAccountsSchema = z
  .strictObject({
    pairs: z
      .array(pair)
      .superRefine((pairs, context) => {
        const seen = new Set<string>();
        for (const [index, { person, account }] of pairs.entries()) {
          if (seen.has(person)) context.addIssue({ code: 'custom', path: [index, 'person'], message: TWICE });
          seen.add(person);
          if (seen.has(account)) context.addIssue({ code: 'custom', path: [index, 'account'], message: TWICE });
          seen.add(account);
        }
      })
      .default([])
      .describe('Who acts with which account. Each account stands in one pair, and there once.'),
    sharedAttribute: z
      .enum(['none', 'employeeId'])
      .default('none')
      .describe('Whether accounts with the same employee ID are taken for those of one person.'),
  })
  .prefault({})
  .describe('People who act with another account than the one that they use Teams with.');

const TWICE = 'each account stands in one pair, and there once: whose it is would not be certain';
