import assert from 'node:assert/strict';
import { APPROVAL_LIFETIME, PASSWORD_LIFETIME, RUN_LIFETIME } from '../../../src/desk/times.ts';
import en from '../../../src/locales/en/texts.json' with { type: 'json' };
import { code, PAGE, table } from '../../support/rules-page.ts';

const MINUTE = 60_000;
/** One section of the page, its lines joined as they are read. */
const section = (heading: string) =>
  (PAGE.split(/^## /m).find(part => part.startsWith(`${heading}\n`)) ?? '').replaceAll('\n', ' ');
/** The refusals that have a text and begin so. */
const refusals = (beginning: string) =>
  Object.keys(en).flatMap(key => {
    const rule = /^(?:reset-password\.)?refusal\.(.+)\.title$/.exec(key)?.[1];
    return rule?.startsWith(beginning) ? [rule] : [];
  });

describe('docs/rules.md: the second person', () => {
  it('has a rule for every refusal of an approver', () => {
    const listed = table('The second person').flatMap(row => code(row.Refusal));
    const approvers = refusals('approver-');
    assert.ok(approvers.length >= 5);
    for (const rule of [...approvers, 'no-approvals-conversation']) assert.ok(listed.includes(rule), rule);
  });

  it('has every limit', () => {
    const listed = table('The second person', 1).flatMap(row => code(row.Refusal));
    assert.deepEqual(listed, refusals('limit-'));
    assert.equal(listed.length, 2);
  });

  it('tells how long a second person, and the requester after them, are waited for', () => {
    const text = section('The second person');
    assert.ok(text.includes(`the request waits for ${APPROVAL_LIFETIME / MINUTE} minutes`));
    assert.ok(text.includes(`the requester has ${RUN_LIFETIME / MINUTE} minutes to sign in and run it`));
  });

  it('tells when a lost answer is given up', () => {
    const lost = `${PASSWORD_LIFETIME / MINUTE} minutes later the password is erased and the outcome is \`answer-lost\``;
    assert.ok(section('Errors from Microsoft Graph').includes(lost));
  });
});
