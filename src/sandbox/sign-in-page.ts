import { randomUUID } from 'node:crypto';
import { BadRequest, isRecord, type Route, type SandboxReply, type SandboxRequest } from './http.ts';
import type { People } from './people.ts';
import type { SignIns } from './sign-ins.ts';

interface Session {
  channelUserId: string;
  connection: string;
}

export interface SignInSessions {
  /** Opens a sign-in for the person in a token exchange state and returns the address of its page. Throws BadRequest. */
  open(state: string): string;
  find(id: string): Session | undefined;
}

/** Sign-ins that have been asked for; `origin` is the address of the page's server. */
export function createSignInSessions(origin: string): SignInSessions {
  const sessions = new Map<string, Session>();
  return {
    open(state) {
      const id = randomUUID();
      sessions.set(id, readState(state));
      return `${origin}/signin?session=${id}`;
    },
    find: id => sessions.get(id),
  };
}

/** The state is base64 of JSON with the connection name and a conversation reference (UserTokenClient). */
function readState(state: string): Session {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(state, 'base64').toString('utf8'));
  } catch (error) {
    throw new BadRequest(`The state is not base64 of JSON: ${String(error)}`);
  }
  const conversation = isRecord(parsed) ? parsed.conversation : undefined;
  const user = isRecord(conversation) ? conversation.user : undefined;
  if (
    !isRecord(parsed) ||
    typeof parsed.connectionName !== 'string' ||
    !isRecord(user) ||
    typeof user.id !== 'string'
  ) {
    throw new BadRequest('The state names no connection and user.');
  }
  return { channelUserId: user.id, connection: parsed.connectionName };
}

export interface SignInPageOptions {
  sessions: SignInSessions;
  signIns: SignIns;
  people: People;
  nameOf(objectId: string): string | undefined;
  /** The object id of an account by its sign-in name. */
  idOf(signInName: string): string | undefined;
}

/**
 * GET /signin shows a button, and another one for whoever signs in with another account; pressing it signs in and shows the code
 * that completes the sign-in in the chat.
 */
export function signInPageRoutes(options: SignInPageOptions): readonly Route[] {
  return [
    { method: 'GET', path: /^\/signin$/, handle: request => showButton(request, options) },
    { method: 'POST', path: /^\/signin$/, handle: request => signIn(request, options) },
  ];
}

function showButton(request: SandboxRequest, { sessions, people, nameOf }: SignInPageOptions): SandboxReply {
  const session = sessions.find(request.query.get('session') ?? '');
  const objectId = session && people.objectIdOf(session.channelUserId);
  if (!objectId) return page(404, '<p>This sign-in is not known. Ask for a new one in the chat.</p>');
  const name = escapeHtml(nameOf(objectId) ?? objectId);
  return page(200, `<form method="post"><button>Sign in as ${name}</button></form>${ANOTHER}`);
}

const ANOTHER =
  '<form method="post"><label>Another account <input name="account" required></label> <button>Use it</button></form>';

function signIn(request: SandboxRequest, { sessions, signIns, idOf }: SignInPageOptions): SandboxReply {
  const session = sessions.find(request.query.get('session') ?? '');
  const account = new URLSearchParams(request.rawBody.toString('utf8')).get('account') ?? undefined;
  const objectId = account && idOf(account);
  if (account && !objectId) return page(404, '<p>There is no such account.</p>');
  const code = session && signIns.beginWithCode(session.channelUserId, session.connection, objectId);
  if (!code) return page(404, '<p>This sign-in is not known. Ask for a new one in the chat.</p>');
  return page(200, `<p>Signed in. Type this code in the chat: <strong id="code">${code}</strong></p>`);
}

function page(status: number, content: string): SandboxReply {
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in</title><h1>Sandbox sign-in</h1>${content}</html>`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, character => entities[character] ?? character);
}
