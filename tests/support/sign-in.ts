import assert from 'node:assert/strict';
import type { Chat, InvokeAnswer } from './chat.ts';
import type { SentActivity } from './connector.ts';
import type { Client, World } from './world.ts';

const OAUTH_CARD = 'application/vnd.microsoft.card.oauth';

/** The content of an OAuth card, or the value of a loginRequest. */
export interface SignInOffer {
  text: string;
  connectionName: string;
  tokenExchangeResource?: { id: string; uri: string };
  buttons: { type: string; title: string; value: string }[];
}

/** Sets how a person stands with the OAuth connection (src/sandbox/CONTROL.md, "Signing in"). */
export async function stands(world: World, client: Client, how: Record<string, unknown>): Promise<void> {
  await world.sandbox.control('PUT', `sign-ins/${encodeURIComponent(client.channelUserId)}`, how);
}

/** Whether a message asks to sign in. */
export function asksToSignIn(message: SentActivity): boolean {
  return message.attachments?.some(one => one.contentType === OAUTH_CARD) ?? false;
}

/** The sign-in that a message offers; throws when it offers none. */
export function offerOf(message: SentActivity): SignInOffer {
  const card = message.attachments?.find(one => one.contentType === OAUTH_CARD)?.content;
  assert.ok(card, `no OAuth card: ${JSON.stringify(message)}`);
  return card as unknown as SignInOffer;
}

/** The sign-in that a click is answered with; throws when it is answered with something else. */
export function loginRequestOf(answer: InvokeAnswer): SignInOffer {
  assert.equal(answer.status, 200);
  assert.equal(answer.statusCode, 401, JSON.stringify(answer));
  assert.equal(answer.type, 'application/vnd.microsoft.activity.loginRequest');
  return answer.value as SignInOffer;
}

/** The token of Teams' single sign-on for this person. */
export async function ssoToken(world: World, { objectId }: Client): Promise<string> {
  return (await world.sandbox.control<{ token: string }>('POST', 'tokens', { kind: 'sso', objectId })).token;
}

/** What Teams sends by itself when it sees an OAuth card. */
export async function exchange(world: World, chat: Chat, offer: SignInOffer): Promise<InvokeAnswer> {
  const { connectionName } = offer;
  const token = await ssoToken(world, chat.client);
  return chat.invoke('signin/tokenExchange', { id: offer.tokenExchangeResource?.id, connectionName, token });
}

/** Presses the button of the sign-in page, and returns the code that it shows; as another `account` where one is given. */
export async function codeFrom(offer: SignInOffer, account?: string): Promise<string> {
  const page = await fetch(offer.buttons[0]?.value ?? '', {
    method: 'POST',
    body: new URLSearchParams(account ? { account } : {}),
  });
  const code = /<strong id="code">(\d{6})</.exec(await page.text())?.[1];
  assert.ok(code, `the sign-in page answered ${page.status} without a code`);
  return code;
}

/** The requester of an approved request presses the card that runs it, is asked for a new sign-in, and makes it. */
export async function runWithNewSignIn(world: World, requester: Client, personal: Chat): Promise<InvokeAnswer> {
  const card = await personal.card('Approved: it is your turn');
  loginRequestOf(await personal.press(card, 'run'));
  const authentication = { id: '1', connectionName: 'graph', token: await ssoToken(world, requester) };
  return personal.press(card, 'run', {}, { authentication });
}
