import assert from 'node:assert/strict';
import { text } from '../../../src/locales/text.ts';
import { type Chat, cardOf, textOf } from '../../support/chat.ts';
import type { SentActivity } from '../../support/connector.ts';
import { eachInAWorld } from '../../support/scene.ts';
import {
  ANNA,
  audit,
  change,
  ERIK,
  fault,
  JOHANNA,
  LAST_CHANGE,
  nowReads,
  RESET,
  reads,
  showPassword,
  wishIn,
} from '../../support/story.ts';
import type { World } from '../../support/world.ts';

const LARS = 'lars.nystrom@fjallvind.example';
/** Anna is not in this administrative unit. */
const STOCKHOLM = '/administrativeUnits/a3683506-1636-4977-a683-1e2aa402cda3';
const REVOKE = 'revokeSignInSessions';
const OFFER = '"id":"signOut"';
const DONE = /Signed out everywhere/;
const FAILED = /Signing out everywhere did not work: do it in the Entra admin center/;
const NOT_KNOWN = /It is not known whether signing out everywhere worked: do it in the Entra admin center/;

describe('signing the user out everywhere', () => {
  let world: World;
  eachInAWorld(scene => ({ world } = scene));

  async function ask(upn: string, locale = 'en-US'): Promise<{ chat: Chat; asked: SentActivity }> {
    const chat = world.chat(await world.person(upn, locale));
    return { chat, asked: await chat.says(wishIn(locale, ANNA)) };
  }

  /** The status of each call that signs somebody out. */
  async function revocations(): Promise<number[]> {
    return (await world.graphCalls()).filter(call => call.path.endsWith(REVOKE)).map(call => call.status);
  }

  async function recorded(): Promise<string[]> {
    return (await audit(world)).map(row => row.event).filter(event => event.startsWith('sessions-'));
  }

  async function assertNobodySignedOut(card: string): Promise<void> {
    assert.match(card, /reset the password of Anna Svensson/);
    assert.doesNotMatch(card, /[Ss]ign(ed|ing) out/);
    assert.deepEqual(await revocations(), []);
    assert.deepEqual(await recorded(), []);
  }

  for (const [upn, offered] of [
    [ERIK, true],
    [JOHANNA, true],
    ['fatima.haddad@fjallvind.example', true],
    [LARS, false],
  ] as const) {
    it(`${offered ? 'is offered' : 'is not offered'} to ${upn}, and never chosen beforehand`, async () => {
      const card = cardOf((await ask(upn)).asked);
      assert.equal(JSON.stringify(card).includes(OFFER), offered);
      assert.equal(textOf(card).includes('Also sign the user out everywhere'), offered);
      assert.ok(!/"id":"signOut"[^}]*"value":"true"/.test(JSON.stringify(card)));
    });
  }

  it('is offered to a Password Administrator who has another role that covers the account', async () => {
    await change(world, LARS, { assignRoles: [{ role: 'User Administrator' }] });
    assert.ok(JSON.stringify(cardOf((await ask(LARS)).asked)).includes(OFFER));
  });

  it('is not offered where that other role does not cover the account', async () => {
    const assignRoles = [{ role: 'Helpdesk Administrator', directoryScopeId: STOCKHOLM }];
    await change(world, LARS, { assignRoles });
    assert.ok(!JSON.stringify(cardOf((await ask(LARS)).asked)).includes(OFFER));
  });

  for (const locale of ['en', 'sv'] as const) {
    it(`chosen: done once, after the reset, told to everybody and on record (${locale})`, async () => {
      const { chat, asked } = await ask(ERIK, locale);
      const answer = reads(await chat.press(asked, 'confirm', { signOut: 'true' }));
      assert.ok(answer.includes(text(locale, 'outcome.signOut.done')), answer);
      assert.deepEqual(await revocations(), [200]);
      const posts = (await world.graphCalls()).filter(call => call.method === 'POST').map(call => call.path);
      assert.ok(posts.findIndex(path => path.includes(RESET)) < posts.findIndex(path => path.endsWith(REVOKE)));
      const [row, ...more] = (await audit(world)).filter(one => one.event.startsWith('sessions-'));
      assert.deepEqual([row?.event, row?.actorName, row?.targetName], ['sessions-revoked', 'Erik Lindqvist', ANNA]);
      assert.deepEqual(more, []);
    });
  }

  for (const [what, inputs] of [
    ['left as it is', { signOut: 'false' }],
    ['missing', {}],
    ['of another type', { signOut: { yes: true } }],
    ['something else', { signOut: 'maybe' }],
  ] as const) {
    it(`${what}: nobody is signed out`, async () => {
      const { chat, asked } = await ask(ERIK);
      await assertNobodySignedOut(reads(await chat.press(asked, 'confirm', inputs)));
    });
  }

  it('forged by a Password Administrator: nobody is signed out, and the reset stands', async () => {
    const { chat, asked } = await ask(LARS);
    await assertNobodySignedOut(reads(await chat.press(asked, 'confirm', { signOut: 'true' })));
  });

  it('offered, but the role is gone at the click: the reset alone, with the role that is left', async () => {
    await change(world, ERIK, { assignRoles: [{ role: 'Password Administrator' }] });
    const { chat, asked } = await ask(ERIK);
    await change(world, ERIK, { removeRoles: [{ role: 'Helpdesk Administrator' }] });
    await assertNobodySignedOut(reads(await chat.press(asked, 'confirm', { signOut: 'true' })));
  });

  for (const [what, trouble, said] of [
    ['is denied', { status: 403, code: 'Authorization_RequestDenied' }, FAILED],
    ['asks for a new sign-in', { status: 401 }, FAILED],
    ['fails', { status: 500 }, NOT_KNOWN],
    ['gets no answer', { drop: 'before' }, NOT_KNOWN],
    ['works, and its answer is lost', { drop: 'after' }, NOT_KNOWN],
    ['is answered by somebody in between', { status: 200, foreign: 'html' }, NOT_KNOWN],
    ['is refused by somebody in between', { status: 403, foreign: 'json' }, NOT_KNOWN],
  ] as const) {
    it(`${what}: said softly, and the reset stands`, async () => {
      await fault(world, { service: 'graph', pathPattern: REVOKE, times: null, ...trouble });
      const { chat, asked } = await ask(ERIK);
      const answer = reads(await chat.press(asked, 'confirm', { signOut: 'true' }));
      assert.match(answer, /Erik Lindqvist reset the password of Anna Svensson/);
      assert.match(answer, said);
      assert.match(nowReads(world, asked), said);
      assert.doesNotMatch(answer, DONE);
      assert.deepEqual(await recorded(), ['sessions-not-revoked']);
      const password = await showPassword(chat, await chat.card('The temporary password is ready'));
      assert.equal(await world.trySignIn(ANNA, password), 'must-change-password');
    });
  }

  it('is not done when the reset is refused', async () => {
    await fault(world, { service: 'graph', pathPattern: RESET, status: 409, code: 'conflict' });
    const { chat, asked } = await ask(ERIK);
    assert.match(reads(await chat.press(asked, 'confirm', { signOut: 'true' })), /The password was not reset/);
    assert.deepEqual(await revocations(), []);
  });

  it('is done after a lost answer too, once the reset is known to have worked', async () => {
    await fault(world, { service: 'graph', pathPattern: RESET, drop: 'after' });
    await fault(world, { service: 'graph', pathPattern: LAST_CHANGE, status: 500 });
    const { chat, asked } = await ask(ERIK);
    const unknown = await chat.press(asked, 'confirm', { signOut: 'true' });
    assert.match(reads(unknown), /Not sure that it worked/);
    assert.deepEqual(await revocations(), []);
    const present = world.connector.messages.get(asked.id) ?? asked;
    assert.match(reads(await chat.press(present, 'retry')), DONE);
    assert.deepEqual(await revocations(), [200]);
  });
});
