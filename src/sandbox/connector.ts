import { isRecord, jsonObject, type Route, type SandboxReply, type SandboxRequest } from './http.ts';
import type { Tenant } from './tenant/model.ts';

/** A client of Teams that one person has open. */
export interface ClientWindow {
  /** What it is called in the address that its activities bring along. */
  name: string;
  /** Ids of that person, by any of which a chat with them is opened. */
  person: readonly string[];
  personalChat: string;
  /** Ids of the other conversations that it shows. */
  conversations: readonly string[];
  /** Its own connector, such as http://localhost:56150/_connector. */
  url: string;
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];
const HEADERS = ['authorization', 'content-type'];

/**
 * One connector for all windows, as Teams has one for everybody: whoever writes to a person or into a conversation reaches the
 * window that has it, whichever window's address was noted. For people without a window the app is not installed, nor for those from
 * whom it was taken away.
 */
export function connectorRoutes(windows: readonly ClientWindow[], tenant: Pick<Tenant, 'hasTeamsApp'>): Route[] {
  const path = /^\/_connector\/(?<window>[\w-]+)\/v3\/[a-z]+\/?(?<conversation>[^/]*)/;
  const isWithoutApp = ({ person }: ClientWindow) => !person.every(id => tenant.hasTeamsApp(id));
  return METHODS.map(method => ({ method, path, handle: request => answer({ windows, isWithoutApp }, request) }));
}

/** The address of the connector that a window tells the bot. `origin` is that of the sandbox, without a trailing slash. */
export function connectorUrl(origin: string, window: string): string {
  return `${origin}/_connector/${window}`;
}

interface Everybody {
  windows: readonly ClientWindow[];
  isWithoutApp: (window: ClientWindow) => boolean;
}

function answer(everybody: Everybody, request: SandboxRequest): SandboxReply | Promise<SandboxReply> {
  const { windows, isWithoutApp } = everybody;
  const { window: name, conversation = '' } = request.params;
  if (request.method === 'POST' && conversation === '') return openChat(everybody, request);
  const own = windows.find(window => window.name === name);
  const window = windows.find(each => isIn(each, conversation)) ?? own;
  if (!window) return refused(404, 'ConversationNotFound', 'Conversation not found.');
  return conversation === window.personalChat && isWithoutApp(window)
    ? refused(403, 'MessageWritesBlocked', 'The app was removed.')
    : passOn(window, request);
}

/** The chat of a person with the bot is there from the start, and the same whoever opens it. */
function openChat({ windows, isWithoutApp }: Everybody, request: SandboxRequest): SandboxReply {
  const { members } = jsonObject(request);
  const [member]: unknown[] = Array.isArray(members) ? members : [];
  const id = isRecord(member) ? String(member.id) : '';
  const window = windows.find(({ person }) => person.includes(id));
  return window && !isWithoutApp(window)
    ? { status: 201, body: { id: window.personalChat } }
    : refused(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
}

/** A thread of a channel has the id of the channel and of its first message. */
function isIn({ personalChat, conversations }: ClientWindow, id: string): boolean {
  return [personalChat, ...conversations].some(own => id === own || id.startsWith(`${own};`));
}

async function passOn(
  { url }: ClientWindow,
  { method, path, params, headers, rawBody }: SandboxRequest,
): Promise<SandboxReply> {
  const address = `${url}${path.slice(connectorUrl('', params.window ?? '').length)}`;
  const kept = HEADERS.flatMap(name => (headers[name] === undefined ? [] : [[name, headers[name]]]));
  const body = rawBody.length > 0 ? new Uint8Array(rawBody) : undefined;
  const reply = await fetch(address, { method, headers: Object.fromEntries(kept), body });
  const type = reply.headers.get('content-type');
  return {
    status: reply.status,
    headers: type ? { 'content-type': type } : {},
    body: Buffer.from(await reply.arrayBuffer()),
  };
}

function refused(status: number, code: string, message: string): SandboxReply {
  return { status, body: { error: { code, message } } };
}
