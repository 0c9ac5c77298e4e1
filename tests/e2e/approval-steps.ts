import assert from 'node:assert/strict';
import { type TextValues, text } from '../../src/locales/text.ts';
import type { TextKey } from '../../src/locales/text-key.ts';
import type { Client, Where } from './client.ts';
import { OTHER, type Target, WRITES } from './second-person.ts';
import type { Stage } from './stage.ts';

/** A language of the product. */
export type Language = 'en' | 'sv';

/** The product's own texts in one language. */
export function words(language: Language): (key: TextKey, values?: TextValues) => string {
  return (key, values = {}) => text(language, key, values);
}

/** Requester, target's rule and ticket stand on the confirm card, and Confirm asks instead of resetting. */
export async function asked(user: Client, language: Language, target: Target): Promise<void> {
  const says = words(language);
  await user.says(WRITES[language].request(target.name));
  const card = await user.reads(says('reset-password.confirm.title'));
  await user.shot();
  for (const shown of [target.name, target.role]) assert.ok((await card.innerText()).includes(shown), shown);
  assert.equal(await user.button(says('reset-password.action.confirm')).count(), 0);
  await user.press(says('action.askForApproval'));
}

/** Neither the requester nor a colleague without a role. */
export async function assertMayNotDecide(
  stage: Stage,
  user: Client,
  language: Language,
  target: Target,
): Promise<void> {
  const approve = text(language, 'action.approve');
  await stage.control('PATCH', `users/${OTHER.userPrincipalName}`, {
    removeRoles: [{ role: 'User Administrator' }],
  });
  const colleague = await user.pressesAs(OTHER.id, approve);
  assert.ok(
    colleague.includes(text('en', 'reset-password.refusal.approver-has-no-role.text', { target: target.name })),
    colleague,
  );
  const own = await user.press(approve);
  assert.ok(own.includes(text(language, 'reset-password.refusal.approver-is-requester.text')), own);
}

/** The password is shown to the requester alone, in the personal chat; `where` others are told no more than that. */
export async function handedOver(
  { stage, user }: { stage: Stage; user: Client },
  language: Language,
  where: Where,
  target: { userPrincipalName: string },
): Promise<string> {
  const says = words(language);
  assert.deepEqual(await user.passwords(), []);
  await user.goTo('personal');
  await user.reads(says('reset-password.handover.title'));
  await user.shot();
  assert.deepEqual(await user.passwords(), []);
  await user.press(says('reset-password.action.show'));
  await user.reads(says('reset-password.reveal.reminder'));
  await user.shot();
  const [password, ...more] = await user.passwords();
  assert.ok(password);
  assert.deepEqual(more, []);
  const attempt = { userPrincipalName: target.userPrincipalName, password };
  assert.deepEqual(await stage.control('POST', 'try-sign-in', attempt), { result: 'must-change-password' });
  await user.press(says('action.handedOver'));
  await user.reads(says('link.caption'));
  await user.shot();
  await user.goTo(where);
  await user.shot();
  const html = await user.page.content();
  for (const form of [password, password.replaceAll('-', '')]) assert.ok(!html.includes(form));
  assert.equal(user.received.filter(one => one.includes(password)).length, 1);
  return password;
}
